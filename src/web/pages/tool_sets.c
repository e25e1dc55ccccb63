/* See tool_sets.h. */
#include "tool_sets.h"

#include "figures_model.h"
#include "web_sql.h"

enum err_code tool_sets_read(struct page_context *page, struct str digest,
                             struct manifest *manifest, struct err *err)
{
    struct db_query *query;
    struct err unread;
    bool row = false;
    TRY(page_query(page, sql_web_tool_manifest, &digest, 1, &query, err));
    TRY(db_step(query, &row, err));
    struct str text = row ? arena_str(page->arena, db_text(query, 0)) : STR("");
    db_reset(query);
    if (manifest_parse(page->arena, text, manifest, &unread) != ERR_OK) {
        *manifest = (struct manifest){.text = text};
    }
    return ERR_OK;
}

void sets_model(struct page_context *page, const struct manifest *manifest)
{
    jsonw_key(page->w, "measured_with");
    jsonw_array(page->w);
    for (size_t i = 0; i < manifest->set_count && manifest->sets[i].name.n > 0; i++) {
        jsonw_object(page->w);
        jsonw_member_str(page->w, "title", manifest->sets[i].title);
        jsonw_member_str(page->w, "reason", manifest->sets[i].reason);
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
}

void set_model(struct page_context *page, const struct manifest_set *set)
{
    if (set != NULL && set->name.n > 0) {
        jsonw_member_str(page->w, "set", set->name);
        jsonw_member_str(page->w, "set_title", set->title);
        jsonw_member_str(page->w, "set_reason", set->reason);
    }
}

enum err_code settings_model(struct page_context *page, const struct manifest_set *set,
                             struct str parameters, struct err *err)
{
    struct js *values;
    set_model(page, set);
    TRY(js_parse(page->arena, parameters, &values, err));
    pairs_model(page, "settings", values);
    return ERR_OK;
}
