/* /products/:digest: a tool that is not listed with its package, as whoever uses or knows it
 * states it: what is said of it, who uses it, which notices reach it. */
#include "deployments_model.h"
#include "field_model.h"
#include "ledger/identity.h"
#include "notice_model.h"
#include "templates.h"
#include "web/registry_data.h"
#include "web_sql.h"

static enum err_code find_identity(struct page_context *page, struct js **identity,
                                   struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_identity, page->parts, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "nobody names such a tool");
    }
    struct str text = arena_str(page->arena, db_text(query, 0));
    db_reset(query);
    return js_parse(page->arena, text, identity, err);
}

/* What each organisation says of it. */
static enum err_code write_descriptions(struct entry_view *view, struct err *err)
{
    struct page_context *page = view->page;
    struct registry_entries said;
    struct field_counts counts;
    TRY(registry_with_tool(page->db, page->arena, page->parts[0], "described", &said, err));
    jsonw_key(page->w, "descriptions");
    jsonw_array(page->w);
    for (size_t i = 0; i < said.count; i++) {
        jsonw_object(page->w);
        entry_model(view, &said.list[i]);
        field_groups_model(page, &page->registry->tools, &said.list[i], STR("any"), &counts);
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    return ERR_OK;
}

static enum err_code write_uses(struct entry_view *view, struct err *err)
{
    struct page_context *page = view->page;
    struct registry_entries uses;
    TRY(registry_with_tool(page->db, page->arena, page->parts[0], "used", &uses, err));
    jsonw_key(page->w, "deployments");
    jsonw_array(page->w);
    for (size_t i = 0; i < uses.count && i < 200; i++) {
        jsonw_object(page->w);
        TRY(deployment_row_model(view, &uses.list[i], STR(""), err));
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    jsonw_member_int(page->w, "use_count", (int64_t)uses.count);
    return ERR_OK;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct entry_view view;
    struct js *identity;
    struct notice_target target;
    TRY(entry_view_open(&view, page, err));
    TRY(find_identity(page, &identity, err));
    jsonw_key(page->w, "product");
    jsonw_object(page->w);
    TRY(entry_tool_model(&view, identity, err));
    if (js_member(identity, "endpoint") != NULL) {
        jsonw_member_str(page->w, "endpoint", js_member(identity, "endpoint")->string);
    }
    jsonw_end(page->w);
    TRY(write_descriptions(&view, err));
    TRY(write_uses(&view, err));
    TRY(notice_target_of(view.page->db, view.page->arena, identity, &target, err));
    return notice_list_model(&view, "notices", &target, err);
}

const struct page page_product = {.pattern = "/products/:digest",
                                  .section = "tools",
                                  .template = &template_product,
                                  .model = model};
