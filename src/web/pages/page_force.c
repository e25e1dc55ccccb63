/* /forces/:id: what one force has published, which is nothing yet. */
#include "force_model.h"
#include "templates.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    const struct js *force = force_lookup(page, page->parts[0]);
    if (force == NULL) {
        return err_set(err, ERR_NOT_FOUND, "there is no such force");
    }
    jsonw_key(page->w, "force");
    jsonw_raw(page->w, force->raw);
    force_source_model(page);
    return ERR_OK;
}

const struct page page_force = {"/forces/:id", "forces", &template_force, model};
