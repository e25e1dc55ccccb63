/* Shown with 500. */
#include "templates.h"
#include "web/page.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    (void)err;
    jsonw_member_int(page->w, "status", 500);
    return ERR_OK;
}

const struct page page_failed = {
    .pattern = NULL, .section = "", .template = &template_failed, .model = model};
