/* See download_model.h. */
#include "download_model.h"

#include "web/registry_data.h"

enum err_code download_open(struct page_context *page, const struct export_wanted *wanted,
                            struct pieces *pieces, struct err *err)
{
    struct form_set *set = arena_alloc(page->arena, sizeof *set);
    TRY(form_set_load(page->arena, page->registry->reference, page->db, set, err));
    return export_open(pieces, set, page->db, wanted, err);
}
