/* /tools/:id/:version: one version of a tool, also when a newer one is there. */
#include "templates.h"
#include "tool_model.h"
#include "web_sql.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_tool_of_version, page->parts, 2, &query, err));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "there is no such version");
    }
    struct str digest = arena_str(page->arena, db_text(query, 0));
    db_reset(query);
    TRY(page_query(page, sql_web_tool_newest, page->parts, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (row && !str_eq(db_text(query, 0), digest)) {
        jsonw_member_str(page->w, "newest_version", db_text(query, 1));
    }
    db_reset(query);
    return tool_model(page, digest, err);
}

const struct page page_tool_version = {.pattern = "/tools/:id/:version",
                                       .section = "tools",
                                       .template = &template_tool,
                                       .model = model};
