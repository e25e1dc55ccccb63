/* /benchmarks/:id: what a benchmark is and what was measured on it. */
#include "figures_model.h"
#include "templates.h"
#include "tool_sets.h"
#include "web_sql.h"

static void text_member(struct jsonw *w, const struct js *object, const char *key)
{
    const struct js *value = js_member(object, key);
    if (value != NULL && value->type == JS_STRING && value->string.n > 0) {
        jsonw_member_str(w, key, value->string);
    }
}

/* Titles and values of the groups as the definition has them. */
static void write_groups(struct jsonw *w, const struct js *definition)
{
    const struct js *groups = js_member(definition, "groups");
    jsonw_key(w, "groups");
    jsonw_array(w);
    for (size_t i = 0; groups != NULL && groups->type == JS_OBJECT && i < groups->object.count;
         i++) {
        const struct js_member *member = &groups->object.members[i];
        const struct js *values = js_member(&member->value, "values");
        jsonw_object(w);
        jsonw_member_str(w, "name", member->name);
        text_member(w, &member->value, "title");
        if (values != NULL && values->type == JS_ARRAY) {
            jsonw_key(w, "values");
            jsonw_raw(w, values->raw);
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_files(struct jsonw *w, const struct js *definition)
{
    const struct js *files = js_member(definition, "files");
    if (files != NULL && files->type == JS_ARRAY) {
        jsonw_member_int(w, "file_count", (int64_t)files->array.count);
    }
}

/* What is public of a sealed set stands in place of a definition (record/projection_types.c).
 */
static void write_custody(struct jsonw *w, const struct js *definition)
{
    static const char *const counts[] = {"items", "clusters", "budget"};
    const struct js *holder = js_member(definition, "holder");
    if (holder == NULL) {
        return;
    }
    text_member(w, definition, "holder");
    text_member(w, definition, "metric");
    text_member(w, definition, "step");
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        const struct js *count = js_member(definition, counts[i]);
        if (count != NULL && count->type == JS_INT) {
            jsonw_member_int(w, counts[i], count->integer);
        }
    }
}

static enum err_code write_benchmark(struct page_context *page, struct str *digest,
                                     struct err *err)
{
    static const char *const names[] = {"id",         "version",   "title",  "task",
                                        "licence",    "source",    "digest", "statement_id",
                                        "#log_index", "logged_at", NULL};
    struct db_query *query;
    const struct js *definition;
    bool row = false;
    TRY(page_query(page, sql_web_benchmark, page->parts, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "there is no such benchmark");
    }
    page_members(page->w, query, names);
    (void)task_model(page, db_text(query, 3));
    *digest = arena_str(page->arena, db_text(query, 6));
    db_reset(query);
    TRY(definition_of(page, *digest, &definition, err));
    text_member(page->w, definition, "sensitivity");
    text_member(page->w, definition, "exposure");
    write_custody(page->w, definition);
    write_groups(page->w, definition);
    write_files(page->w, definition);
    return ERR_OK;
}

/* Evidence on tools of which tool.json names parameter sets says which one was run. */
static enum err_code write_settings(struct page_context *page, struct str tool,
                                    struct str parameters, struct err *err)
{
    struct manifest manifest;
    TRY(tool_sets_read(page, tool, &manifest, err));
    return settings_model(page, manifest_set_of(&manifest, parameters), parameters, err);
}

static enum err_code write_evidence(struct page_context *page, struct str digest,
                                    struct err *err)
{
    static const char *const names[] = {"envelope",  "tool_title", "exposure", "isolation",
                                        "logged_at", "tool",       "version",  "name",
                                        "#items",    "#clusters",  NULL};
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_evidence_of_benchmark, &digest, 1, &query, err));
    jsonw_key(page->w, "evidence");
    jsonw_array(page->w);
    TRY(db_step(query, &row, err));
    while (row) {
        jsonw_object(page->w);
        page_members(page->w, query, names);
        validity_model(page, db_text(query, 4));
        TRY(write_settings(page, arena_str(page->arena, db_text(query, 10)),
                           arena_str(page->arena, db_text(query, 11)), err));
        jsonw_end(page->w);
        TRY(db_step(query, &row, err));
    }
    jsonw_end(page->w);
    return ERR_OK;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct str digest;
    jsonw_key(page->w, "benchmark");
    jsonw_object(page->w);
    TRY(write_benchmark(page, &digest, err));
    jsonw_end(page->w);
    return write_evidence(page, digest, err);
}

const struct page page_benchmark = {.pattern = "/benchmarks/:id",
                                    .section = "benchmarks",
                                    .template = &template_benchmark,
                                    .model = model};
