/* See entry_model.h. */
#include "entry_model.h"

#include "field_model.h"
#include "ledger/gap.h"
#include "ledger/identity.h"
#include "web_sql.h"

enum err_code entry_view_open(struct entry_view *view, struct page_context *page,
                              struct err *err)
{
    view->page = page;
    return register_read(&view->organisations, page, NULL, err);
}

struct str entry_organisation_name(const struct entry_view *view, struct str id)
{
    const struct organisation *one = register_find(&view->organisations, id);
    return one != NULL ? one->name : id;
}

static void write_organisation(const struct entry_view *view, struct str id)
{
    struct jsonw *w = view->page->w;
    jsonw_object(w);
    jsonw_member_str(w, "id", id);
    jsonw_member_str(w, "name", entry_organisation_name(view, id));
    if (register_find(&view->organisations, id) != NULL) {
        jsonw_member(w, "page", "yes");
    }
    jsonw_end(w);
}

void entry_organisation_model(const struct entry_view *view, const char *key, struct str id)
{
    jsonw_key(view->page->w, key);
    write_organisation(view, id);
}

void entry_model(const struct entry_view *view, const struct registry_entry *entry)
{
    struct jsonw *w = view->page->w;
    jsonw_member_str(w, "subject", entry->subject);
    jsonw_member_str(w, "statement", entry->id);
    jsonw_member_str(w, "type", entry->type);
    jsonw_member_str(w, "title",
                     entry->title.n > 0 ? entry->title : str_sub(entry->subject, 0, 12));
    if (entry->stage.n > 0) {
        jsonw_member_str(w, "stage", entry->stage);
    }
    jsonw_member_str(w, "logged_at", entry->logged_at);
    jsonw_member_int(w, "log_index", entry->log_index);
    entry_organisation_model(view, "organisation", entry->organisation);
    if (!entry->confirmed) {
        jsonw_member(w, "by_centre", "yes");
    }
}

void entry_force_model(const struct entry_view *view, struct str id)
{
    write_organisation(view, id);
}

void entry_forces_model(const struct entry_view *view, const struct js *forces)
{
    if (forces == NULL || forces->type != JS_ARRAY) {
        return;
    }
    jsonw_key(view->page->w, "forces");
    jsonw_array(view->page->w);
    for (size_t i = 0; i < forces->array.count; i++) {
        write_organisation(view, forces->array.items[i].string);
    }
    jsonw_end(view->page->w);
}

static enum err_code write_listing(const struct entry_view *view, struct str digest,
                                   bool *listed, struct err *err)
{
    static const char *const names[] = {"tool_id", "tool_version", "name", NULL};
    struct db_query *query;
    TRY(page_query(view->page, sql_web_tool_by_digest, &digest, 1, &query, err));
    TRY(db_step(query, listed, err));
    if (*listed) {
        page_members(view->page->w, query, names);
        db_reset(query);
    }
    return ERR_OK;
}

enum err_code entry_tool_model(const struct entry_view *view, const struct js *identity,
                               struct err *err)
{
    struct jsonw *w = view->page->w;
    struct tool_identity tool;
    char hex[SHA256_HEX_SIZE];
    bool listed = false;
    TRY(identity_parse(identity, &tool, err));
    struct sha256 digest = identity_digest(&tool);
    sha256_hex(hex, &digest);
    jsonw_member(w, "digest", hex);
    jsonw_member(w, "kind", identity_kind_word(tool.kind));
    TRY(write_listing(view, str_of(hex), &listed, err));
    if (tool.kind != IDENTITY_DIGEST) {
        jsonw_member_str(w, "supplier", tool.supplier);
    }
    if (tool.kind == IDENTITY_DECLARED) {
        jsonw_member_str(w, "version", tool.version);
    }
    if (!listed) {
        jsonw_member_str(w, "name",
                         tool.kind == IDENTITY_DECLARED  ? tool.product
                         : tool.kind == IDENTITY_SERVICE ? tool.model
                                                         : str_n(hex, 12));
    }
    return ERR_OK;
}

static void write_parameters(struct jsonw *w, const struct js *parameters)
{
    jsonw_key(w, "parameters");
    jsonw_array(w);
    for (size_t i = 0; parameters != NULL && i < parameters->object.count; i++) {
        const struct js_member *one = &parameters->object.members[i];
        jsonw_object(w);
        jsonw_member_str(w, "name", one->name);
        jsonw_member_str(w, "value",
                         one->value.type == JS_STRING ? one->value.string : one->value.raw);
        jsonw_end(w);
    }
    jsonw_end(w);
}

enum err_code entry_tools_model(const struct entry_view *view, const char *key,
                                const struct js *list, struct err *err)
{
    struct jsonw *w = view->page->w;
    if (list == NULL || list->type != JS_ARRAY) {
        return ERR_OK;
    }
    jsonw_key(w, key);
    jsonw_array(w);
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        const struct js *held = js_member(item, "tool");
        jsonw_object(w);
        TRY(entry_tool_model(view, held != NULL ? held : item, err));
        write_parameters(w, js_member(item, "parameters"));
        jsonw_end(w);
    }
    jsonw_end(w);
    return ERR_OK;
}

void entry_text_model(struct page_context *page, const struct js *body, const char *key)
{
    const struct js *value = js_member(body, key);
    if (value == NULL) {
        return;
    }
    if (gap_is(value)) {
        jsonw_key(page->w, arena_printf(page->arena, "%s_gap", key));
        gap_model(page, value);
    } else if (value->type == JS_STRING) {
        jsonw_member_str(page->w, key, value->string);
    }
}
