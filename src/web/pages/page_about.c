/* /about: what this is and is not. */
#include "evidence/validity.h"
#include "templates.h"
#include "web/page.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    (void)err;
    jsonw_member(page->w, "software", "policeai " PAI_VERSION);
    jsonw_member_int(page->w, "evidence_years", validity_rule.years);
    jsonw_member(page->w, "evidence_years_source", validity_rule.source);
    return ERR_OK;
}

const struct page page_about = {
    .pattern = "/about", .section = "", .template = &template_about, .model = model};
