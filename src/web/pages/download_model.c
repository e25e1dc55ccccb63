/* See download_model.h. */
#include "download_model.h"

#include "base/limits.h"
#include "web/registry_data.h"

static enum err_code take(void *context, struct str bytes, struct err *err)
{
    struct strbuf *out = context;
    if (out->n + bytes.n > LIMIT_PAGE) {
        err_set(err, ERR_NOT_FOUND, "the file is larger than %u bytes", LIMIT_PAGE);
        err_hint(err, "policeai registry export writes it whole");
        return ERR_NOT_FOUND;
    }
    strbuf_str(out, bytes);
    return ERR_OK;
}

enum err_code download_write(struct page_context *page, const struct export_wanted *wanted,
                             struct strbuf *out, struct err *err)
{
    struct form_set set;
    TRY(form_set_load(page->arena, page->registry->reference, page->db, &set, err));
    return export_run(page->arena, &set, page->db, wanted, take, out, err);
}
