/* / : what this is, the search, the tools, what is being measured. */
#include "figures_model.h"
#include "templates.h"
#include "web_sql.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    static const char *const counts[] = {"#tools",    "#benchmarks", "#runs",
                                         "#evidence", "#statements", NULL};
    static const char *const tools[] = {"id", "version", "name", "task", "supplier", NULL};
    int64_t uses;
    TRY(page_count(page, sql_web_use_count, NULL, 0, &uses, err));
    if (uses > 0) {
        jsonw_member_int(page->w, "uses", uses);
    }
    jsonw_key(page->w, "counts");
    jsonw_object(page->w);
    TRY(page_row(page, sql_web_counts, NULL, 0, counts, err));
    jsonw_end(page->w);
    TRY(page_rows(page, "tools", sql_web_tools, NULL, 0, tools, err));
    return progress_model(page, STR(""), err);
}

const struct page page_home = {
    .pattern = "/", .section = "", .template = &template_home, .model = model};
