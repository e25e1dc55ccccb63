/* Shown with 404. */
#include "templates.h"
#include "web/page.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    (void)err;
    jsonw_member_int(page->w, "status", 404);
    return ERR_OK;
}

const struct page page_missing = {NULL, "", &template_missing, model};
