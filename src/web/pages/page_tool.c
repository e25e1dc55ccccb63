/* /tools/:id: a tool's newest version. */
#include "templates.h"
#include "tool_model.h"
#include "web_sql.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_tool_newest, page->parts, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "there is no such tool");
    }
    struct str digest = arena_str(page->arena, db_text(query, 0));
    db_reset(query);
    return tool_model(page, digest, err);
}

const struct page page_tool = {
    .pattern = "/tools/:id", .section = "tools", .template = &template_tool, .model = model};
