/* /accessibility: what was tested and how. The date is that of the statement's data below. */
#include "templates.h"
#include "web/page.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    (void)err;
    jsonw_member(page->w, "prepared", "2026-11-25");
    jsonw_member(page->w, "software", "policeai " PAI_VERSION);
    return ERR_OK;
}

const struct page page_accessibility = {.pattern = "/accessibility",
                                        .section = "",
                                        .template = &template_accessibility,
                                        .model = model};
