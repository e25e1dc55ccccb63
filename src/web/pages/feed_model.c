/* See feed_model.h. */
#include "feed_model.h"

#include "web_sql.h"

/* "demo.invalid/HEX" becomes "tag:demo.invalid,2026:HEX/REST". */
static const char *tag_of(struct page_context *page, struct str origin, const char *rest)
{
    struct str path = origin;
    struct str host;
    (void)str_split(&path, '/', &host);
    return arena_printf(page->arena, "tag:%.*s,2026:%.*s/%s", STR_ARG(host), STR_ARG(path),
                        rest);
}

static enum err_code read_origin(struct page_context *page, struct str *origin, struct err *err)
{
    struct str key = STR("origin");
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_meta, &key, 1, &query, err));
    TRY(db_step(query, &row, err));
    *origin = row ? arena_str(page->arena, db_text(query, 0)) : STR("");
    db_reset(query);
    return ERR_OK;
}

/* The page of a statement: of what it is about, else the statement itself. */
static const char *page_of(struct page_context *page, const char *type, struct str subject,
                           struct str id, const struct js *body)
{
    struct str deployment = js_text(body, "deployment");
    struct str notice = js_text(body, "notice");
    if (str_is(str_of(type), "deployment.described/1")) {
        return arena_printf(page->arena, "/deployments/%.*s", STR_ARG(subject));
    }
    if (str_is(str_of(type), "use.reported/1")) {
        return arena_printf(page->arena, "/operations/%.*s", STR_ARG(subject));
    }
    if (str_is(str_of(type), "safety.noticed/1")) {
        return arena_printf(page->arena, "/notices/%.*s", STR_ARG(subject));
    }
    if (deployment.n > 0) {
        return arena_printf(page->arena, "/deployments/%.*s", STR_ARG(deployment));
    }
    return notice.n > 0 ? arena_printf(page->arena, "/notices/%.*s", STR_ARG(notice))
                        : arena_printf(page->arena, "/log/%.*s", STR_ARG(id));
}

static enum err_code write_entry(const struct entry_view *view, struct db_query *query,
                                 struct str origin, struct err *err)
{
    struct page_context *page = view->page;
    struct jsonw *w = page->w;
    struct js *body;
    struct str id = arena_str(page->arena, db_text(query, 0));
    struct str type = arena_str(page->arena, db_text(query, 2));
    struct str subject = arena_str(page->arena, db_text(query, 3));
    struct str title = db_text(query, 5);
    const char *word = arena_strndup(page->arena, type.p, type.n);
    TRY(js_parse(page->arena, arena_str(page->arena, db_text(query, 6)), &body, err));
    jsonw_object(w);
    jsonw_member(
        w, "id",
        tag_of(page, origin, arena_printf(page->arena, "statement/%.*s", STR_ARG(id))));
    jsonw_member_str(w, "what", type);
    if (title.n > 0) {
        jsonw_member_str(w, "title", title);
    }
    jsonw_member_str(w, "updated", db_text(query, 1));
    jsonw_member_str(w, "author", entry_organisation_name(view, db_text(query, 4)));
    jsonw_member(w, "page", page_of(page, word, subject, id, body));
    if (str_is(type, "deployment.described/1")) {
        jsonw_member(w, "changes",
                     arena_printf(page->arena, "/deployments/%.*s/versions", STR_ARG(subject)));
    }
    if (js_text(body, "reason").n > 0) {
        jsonw_member_str(w, "reason", js_text(body, "reason"));
    }
    if (!str_is(db_text(query, 7), "own")) {
        jsonw_member(w, "by_centre", "yes");
    }
    jsonw_end(w);
    return ERR_OK;
}

enum err_code feed_model(const struct entry_view *view, const struct feed_plan *plan,
                         struct err *err)
{
    struct page_context *page = view->page;
    struct jsonw *w = page->w;
    struct db_query *query;
    struct str origin;
    struct str updated = STR("1970-01-01T00:00:00Z");
    bool row = false;
    TRY(read_origin(page, &origin, err));
    jsonw_key(w, "feed");
    jsonw_object(w);
    jsonw_member(w, "id", tag_of(page, origin, plan->self + 1));
    if (plan->name.n > 0) {
        jsonw_member_str(w, "name", plan->name);
    }
    jsonw_member(w, "self", plan->self);
    jsonw_member(w, "page", plan->about);
    jsonw_key(w, "entries");
    jsonw_array(w);
    TRY(page_query(page, plan->sql, plan->texts, plan->text_count, &query, err));
    TRY(db_step(query, &row, err));
    if (row) {
        updated = arena_str(page->arena, db_text(query, 1));
    }
    while (row) {
        TRY(write_entry(view, query, origin, err));
        TRY(db_step(query, &row, err));
    }
    jsonw_end(w);
    jsonw_member_str(w, "updated", updated);
    jsonw_end(w);
    return ERR_OK;
}

enum err_code feed_name(struct str part, struct str *name, struct err *err)
{
    if (!str_ends(part, STR(".atom"))) {
        return err_set(err, ERR_NOT_FOUND, "there is no such feed");
    }
    *name = str_sub(part, 0, part.n - 5);
    return ERR_OK;
}
