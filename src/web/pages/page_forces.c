/* /forces: the police forces of the reference data. */
#include "force_model.h"
#include "templates.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    const struct js *list = force_list(page);
    (void)err;
    force_source_model(page);
    jsonw_key(page->w, "forces");
    if (list != NULL) {
        jsonw_raw(page->w, list->raw);
    } else {
        jsonw_array(page->w);
        jsonw_end(page->w);
    }
    return ERR_OK;
}

const struct page page_forces = {"/forces", "forces", &template_forces, model};
