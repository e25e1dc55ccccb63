/* /log/:id: one statement as it was signed. */
#include "organisation_register.h"
#include "templates.h"
#include "web_sql.h"

/* What it is called today, and what it has become since. */
static enum err_code write_organisation(struct page_context *page, struct str id,
                                        struct err *err)
{
    struct organisation_register reg;
    TRY(register_read(&reg, page, NULL, err));
    const struct organisation *own = register_find(&reg, id);
    const struct organisation *now = own != NULL ? register_now(&reg, own) : NULL;
    if (own != NULL) {
        jsonw_member_str(page->w, "organisation_name", own->name);
    }
    if (now != own) {
        jsonw_member_str(page->w, "organisation_now", now->name);
    }
    return ERR_OK;
}

/* Who signed, and for whom. */
static enum err_code write_signer(struct page_context *page, struct str key, struct err *err)
{
    static const char *const names[] = {"organisation", "key_use", "vkey", NULL};
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_key, &key, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (!row) {
        return ERR_OK;
    }
    page_members(page->w, query, names);
    struct str id = arena_str(page->arena, db_text(query, 0));
    db_reset(query);
    return id.n > 0 ? write_organisation(page, id, err) : ERR_OK;
}

/* Why there is no body, and what a removal took. */
static enum err_code write_removal(struct page_context *page, bool empty, struct err *err)
{
    static const char *const names[] = {"id", "#log_index", "ground", "role", "date", NULL};
    static const char *const taken[] = {"id", "type", "#log_index", NULL};
    int64_t any = 0;
    if (empty) {
        TRY(page_count(page, sql_web_removed_count, page->parts, 1, &any, err));
    }
    if (any > 0) {
        jsonw_key(page->w, "removal");
        jsonw_object(page->w);
        TRY(page_row(page, sql_web_removal, page->parts, 1, names, err));
        jsonw_end(page->w);
    }
    TRY(page_count(page, sql_web_removes_count, page->parts, 1, &any, err));
    return any > 0 ? page_rows(page, "removes", sql_web_removes, page->parts, 1, taken, err)
                   : ERR_OK;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    static const char *const names[] = {"#log_index",  "id",        "type",     "subject",
                                        "at",          "logged_at", "key_name", "#seq",
                                        "#understood", "body",      NULL};
    static const char *const same[] = {"id", "type", "#log_index", "logged_at", NULL};
    static const char *const state[] = {"state", NULL};
    static const char *const awaits[] = {"id", NULL};
    static const char *const versions[] = {"id", "#log_index", "logged_at", NULL};
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_statement, page->parts, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "there is no such statement");
    }
    jsonw_key(page->w, "statement");
    jsonw_object(page->w);
    page_members(page->w, query, names);
    struct str subject = arena_str(page->arena, db_text(query, 3));
    struct str key = arena_str(page->arena, db_text(query, 6));
    bool empty = db_text(query, 9).n == 0;
    db_reset(query);
    TRY(write_signer(page, key, err));
    TRY(page_row(page, sql_web_statement_state, page->parts, 1, state, err));
    jsonw_end(page->w);
    TRY(page_rows(page, "awaits", sql_web_statement_awaits, page->parts, 1, awaits, err));
    TRY(page_rows(page, "versions", sql_web_subject_versions, &subject, 1, versions, err));
    TRY(write_removal(page, empty, err));
    return page_rows(page, "same_subject", sql_web_statement_subject, &subject, 1, same, err);
}

const struct page page_statement = {
    .pattern = "/log/:id", .section = "log", .template = &template_statement, .model = model};
