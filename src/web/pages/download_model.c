/* See download_model.h. */
#include "download_model.h"

#include "web/registry_data.h"

static enum err_code next(void *data, struct strbuf *out, bool *more, struct err *err)
{
    return export_next(data, out, more, err);
}

static void end(void *data)
{
    export_close(data);
}

enum err_code download_open(struct page_context *page, const struct export_wanted *wanted,
                            struct pieces *pieces, struct err *err)
{
    struct form_set *set = arena_alloc(page->arena, sizeof *set);
    struct export *export;
    TRY(form_set_load(page->arena, page->registry->reference, page->db, set, err));
    TRY(export_open(&export, set, page->db, wanted, err));
    *pieces = (struct pieces){next, end, export};
    return ERR_OK;
}
