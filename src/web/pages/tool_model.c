/* See tool_model.h. */
#include "tool_model.h"

#include "deployments_model.h"
#include "figures_model.h"
#include "notice_model.h"
#include "tool_evidence.h"
#include "web_sql.h"

static void copy_member(struct page_context *page, const struct js *manifest, const char *key)
{
    const struct js *value = js_member(manifest, key);
    if (value != NULL) {
        jsonw_key(page->w, key);
        jsonw_raw(page->w, value->raw);
    }
}

static enum err_code write_manifest(struct page_context *page, struct str digest,
                                    struct err *err)
{
    static const char *const keys[] = {"intended_use", "not_for", "limitations",
                                       "upstream",     "models",  "parameters"};
    struct db_query *query;
    struct js *manifest;
    bool row = false;
    TRY(page_query(page, sql_web_tool_manifest, &digest, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (!row) {
        return ERR_OK;
    }
    TRY(js_parse(page->arena, arena_str(page->arena, db_text(query, 0)), &manifest, err));
    db_reset(query);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        copy_member(page, manifest, keys[i]);
    }
    return ERR_OK;
}

static enum err_code write_tool(struct page_context *page, struct str digest,
                                const struct task **task, struct err *err)
{
    static const char *const names[] = {
        "id",     "version",   "name",         "task",       "supplier",  "licence", "kind",
        "digest", "=identity", "statement_id", "#log_index", "logged_at", NULL};
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_tool, &digest, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "there is no such tool");
    }
    page_members(page->w, query, names);
    *task = task_model(page, db_text(query, 3));
    db_reset(query);
    return write_manifest(page, digest, err);
}

/* Abandoned runs too: who measures often and shows once is seen to do so. */
static enum err_code write_runs(struct page_context *page, struct str digest, struct err *err)
{
    static const char *const counts[] = {"#registered", "#issued", NULL};
    static const char *const names[] = {
        "id",          "benchmark_id", "benchmark_version", "benchmark_digest", "#seed",
        "=parameters", "logged_at",    "evidence",          "withdrawn",        NULL};
    jsonw_key(page->w, "runs");
    jsonw_object(page->w);
    TRY(page_row(page, sql_web_run_counts, &digest, 1, counts, err));
    TRY(page_rows(page, "list", sql_web_runs, &digest, 1, names, err));
    jsonw_end(page->w);
    return ERR_OK;
}

enum { USES_MAX = 100 };

/* Who uses it, and which notices reach it. */
static enum err_code write_registry(struct page_context *page, struct str digest,
                                    struct err *err)
{
    struct entry_view view;
    struct registry_entries uses;
    struct js *identity;
    struct notice_target target;
    struct db_query *query;
    bool row = false;
    TRY(entry_view_open(&view, page, err));
    TRY(registry_with_tool(page->db, page->arena, digest, "used", &uses, err));
    jsonw_key(page->w, "deployments");
    jsonw_array(page->w);
    for (size_t i = 0; i < uses.count && i < USES_MAX; i++) {
        jsonw_object(page->w);
        TRY(deployment_row_model(&view, &uses.list[i], STR(""), err));
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    jsonw_member_int(page->w, "use_count", (int64_t)uses.count);
    TRY(page_query(page, sql_web_tool, &digest, 1, &query, err));
    TRY(db_step(query, &row, err));
    struct str text = row ? arena_str(page->arena, db_text(query, 8)) : STR("");
    db_reset(query);
    TRY(js_parse(page->arena, text, &identity, err));
    TRY(notice_target_of(view.page->db, view.page->arena, identity, &target, err));
    return notice_list_model(&view, "notices", &target, err);
}

enum err_code tool_model(struct page_context *page, struct str digest, struct err *err)
{
    static const char *const versions[] = {"id",           "version",   "digest",
                                           "statement_id", "logged_at", NULL};
    static const char *const conflict[] = {"id", "#log_index", "logged_at", NULL};
    const struct task *task = NULL;
    struct str id = page->parts[0];
    jsonw_key(page->w, "tool");
    jsonw_object(page->w);
    TRY(write_tool(page, digest, &task, err));
    jsonw_end(page->w);
    TRY(page_rows(page, "conflict", sql_web_tool_conflict, &digest, 1, conflict, err));
    TRY(progress_model(page, id, err));
    TRY(tool_evidence_model(page, digest, task, err));
    TRY(write_runs(page, digest, err));
    TRY(write_registry(page, digest, err));
    return page_rows(page, "versions", sql_web_tool_versions, &id, 1, versions, err);
}
