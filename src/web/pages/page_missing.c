/* Shown with 404. What was removed is named by nothing any more, so the page of it cannot say
 * that it was removed: the removals themselves are listed. */
#include "templates.h"
#include "web/page.h"
#include "web_sql.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    static const char *const names[] = {"id", "type", "removed_by", "ground", "date", NULL};
    jsonw_member_int(page->w, "status", 404);
    return page_rows(page, "removals", sql_web_removals, NULL, 0, names, err);
}

const struct page page_missing = {
    .pattern = NULL, .section = "", .template = &template_missing, .model = model};
