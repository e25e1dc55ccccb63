/* /tools: every tool in its newest version. */
#include "figures_model.h"
#include "templates.h"
#include "web_sql.h"

static enum err_code write_tool(struct page_context *page, struct db_query *query)
{
    static const char *const names[] = {"id",        "version", "name",    "task",
                                        "supplier",  "licence", "kind",    "digest",
                                        "logged_at", "#runs",   "#issued", NULL};
    jsonw_object(page->w);
    page_members(page->w, query, names);
    (void)task_model(page, db_text(query, 3));
    jsonw_end(page->w);
    return ERR_OK;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_tools, NULL, 0, &query, err));
    jsonw_key(page->w, "tools");
    jsonw_array(page->w);
    TRY(db_step(query, &row, err));
    while (row) {
        TRY(write_tool(page, query));
        TRY(db_step(query, &row, err));
    }
    jsonw_end(page->w);
    return progress_model(page, STR(""), err);
}

const struct page page_tools = {
    .pattern = "/tools", .section = "tools", .template = &template_tools, .model = model};
