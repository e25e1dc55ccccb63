/* /evidence/:sha256: everything one envelope says, and how to check it. */
#include "base/limits.h"
#include "cover_model.h"
#include "figures_model.h"
#include "supplier_model.h"
#include "templates.h"
#include "tool_sets.h"
#include "web_sql.h"

#include <string.h>

struct evidence {
    struct str statement, run, tool_digest, benchmark_digest, benchmark_id, logged_at;
};

static struct str keep(struct page_context *page, struct db_query *query, int column)
{
    return arena_str(page->arena, db_text(query, column));
}

static enum err_code write_row(struct page_context *page, struct evidence *evidence,
                               struct err *err)
{
    static const char *const names[] = {
        "sha256",           "run",          "tool_digest", "tool_title",
        "benchmark_digest", "benchmark_id", "exposure",    "isolation",
        "statement_id",     "#log_index",   "logged_at",   NULL};
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_evidence, page->parts, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "there is no such evidence");
    }
    page_members(page->w, query, names);
    *evidence = (struct evidence){.statement = keep(page, query, 8),
                                  .run = keep(page, query, 1),
                                  .tool_digest = keep(page, query, 2),
                                  .benchmark_digest = keep(page, query, 4),
                                  .benchmark_id = keep(page, query, 5),
                                  .logged_at = keep(page, query, 10)};
    db_reset(query);
    return ERR_OK;
}

static enum err_code read_predicate(struct page_context *page, const struct js **predicate,
                                    struct err *err)
{
    struct db_query *query;
    struct js *payload;
    bool row = false;
    TRY(page_query(page, sql_web_evidence_payload, page->parts, 1, &query, err));
    TRY(db_step(query, &row, err));
    struct str text = row ? keep(page, query, 0) : STR("{}");
    db_reset(query);
    TRY(js_parse(page->arena, text, &payload, err));
    *predicate = js_member(payload, "predicate");
    return ERR_OK;
}

static void write_varies(struct page_context *page, const struct js *varies)
{
    const struct js *numerator = js_member(varies, "numerator");
    const struct js *denominator = js_member(varies, "denominator");
    if (numerator != NULL && denominator != NULL) {
        jsonw_key(page->w, "varies");
        jsonw_raw(page->w, varies->raw);
        jsonw_member(page->w, "repeats",
                     numerator->type == JS_INT && numerator->integer == 0 ? "same" : "varies");
    }
}

/* The keys of the predicate that are texts or numbers, as they are. */
static void write_predicate(struct page_context *page, const struct js *predicate)
{
    static const char *const keys[] = {"engine", "observed", "seed", "checkpoint", "tool"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct js *value = js_member(predicate, keys[i]);
        if (value != NULL) {
            jsonw_key(page->w, strcmp(keys[i], "tool") == 0 ? "identity" : keys[i]);
            jsonw_raw(page->w, value->raw);
        }
    }
    pairs_model(page, "parameters", js_member(predicate, "parameters"));
    const struct js *custody = js_member(js_member(predicate, "isolation"), "custody");
    if (custody != NULL && custody->type == JS_OBJECT) {
        jsonw_key(page->w, "custody");
        jsonw_raw(page->w, custody->raw);
    }
    pairs_model(page, "isolation_details", js_member(predicate, "isolation"));
    pairs_model(page, "files", js_member(predicate, "files"));
    const struct js *varies = js_member(predicate, "varies");
    if (varies != NULL) {
        write_varies(page, varies);
    }
}

/* Which of the tool's parameter sets it was run with. */
static enum err_code write_set(struct page_context *page, struct str tool,
                               const struct js *predicate, struct err *err)
{
    const struct js *parameters = js_member(predicate, "parameters");
    struct manifest manifest;
    TRY(tool_sets_read(page, tool, &manifest, err));
    set_model(page, parameters != NULL ? manifest_set_of(&manifest, parameters->raw) : NULL);
    return ERR_OK;
}

/* A removed listing names nothing any more, so it cannot be told which of those removed it was.
 */
static enum err_code write_gone(struct page_context *page, const char *key, struct str type,
                                struct err *err)
{
    static const char *const names[] = {"id", "removed_by", "ground", "role", "date", NULL};
    return page_rows(page, key, sql_web_removals_of_type, &type, 1, names, err);
}

/* The tool's entry, the benchmark's title, and the file's name in the data folder. */
static enum err_code write_places(struct page_context *page, const struct evidence *evidence,
                                  const struct js *definition, const struct task **task,
                                  struct err *err)
{
    static const char *const names[] = {"tool_id", "tool_version", "tool_name", NULL};
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_tool_by_digest, &evidence->tool_digest, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (row) {
        page_members(page->w, query, names);
        jsonw_key(page->w, "verify_command");
        jsonw_printf(page->w, "policeai verify policeai-data/evidence/%.*s/%.*s-%.*s.dsse.json",
                     STR_ARG(db_text(query, 0)), STR_ARG(evidence->benchmark_id),
                     STR_ARG(str_sub(evidence->run, 0, 16)));
        db_reset(query);
    } else {
        TRY(write_gone(page, "gone_tool", STR("tool.listed/1"), err));
    }
    const struct js *title = js_member(definition, "title");
    if (title == NULL) {
        TRY(write_gone(page, "gone_benchmark", STR("benchmark.listed/1"), err));
    }
    if (title != NULL && title->type == JS_STRING) {
        jsonw_member_str(page->w, "benchmark_title", title->string);
    }
    const struct js *name = js_member(definition, "task");
    *task = name != NULL && name->type == JS_STRING ? task_model(page, name->string) : NULL;
    return ERR_OK;
}

static void write_download(struct jsonw *w, const char *name, const char *what, const char *key,
                           struct str id)
{
    jsonw_object(w);
    jsonw_member(w, "name", name);
    jsonw_member(w, "what", what);
    jsonw_member_str(w, key, id);
    jsonw_end(w);
}

/* "downloads": what to save, each under the name by which the program finds it. */
static enum err_code write_downloads(struct page_context *page, const struct evidence *evidence,
                                     const char *stem, struct err *err)
{
    struct jsonw *w = page->w;
    struct arena *arena = page->arena;
    struct db_query *query;
    bool row = false;
    jsonw_key(w, "downloads");
    jsonw_array(w);
    write_download(w, arena_printf(arena, "%s.dsse.json", stem), "envelope", "blob",
                   page->parts[0]);
    write_download(w, arena_printf(arena, "%s.tlog-proof", stem), "issued", "proof",
                   evidence->statement);
    write_download(w, arena_printf(arena, "%s.run.tlog-proof", stem), "run", "proof",
                   evidence->run);
    TRY(page_query(page, sql_web_evidence_files, page->parts, 1, &query, err));
    TRY(db_step(query, &row, err));
    while (row) {
        struct str name = db_text(query, 0);
        write_download(w, arena_printf(arena, "%s.%.*s", stem, STR_ARG(name)), "part", "blob",
                       db_text(query, 1));
        TRY(db_step(query, &row, err));
    }
    jsonw_end(w);
    return ERR_OK;
}

/* "verify_alone": the command that checks them where they were saved, with every key it needs.
 */
static enum err_code write_alone(struct page_context *page, const struct evidence *evidence,
                                 struct str vkey, struct err *err)
{
    struct str name = STR("log_key");
    struct str texts[] = {page->parts[0]};
    struct str log_key = STR("");
    struct str issuer = STR("");
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_meta, &name, 1, &query, err));
    TRY(db_step(query, &row, err));
    log_key = row ? keep(page, query, 0) : log_key;
    db_reset(query);
    TRY(page_query(page, sql_web_evidence_issuer, texts, 1, &query, err));
    TRY(db_step(query, &row, err));
    issuer = row ? keep(page, query, 0) : issuer;
    db_reset(query);
    const char *stem = arena_printf(page->arena, "%.*s-%.*s", STR_ARG(evidence->benchmark_id),
                                    STR_ARG(str_sub(evidence->run, 0, 16)));
    TRY(write_downloads(page, evidence, stem, err));
    jsonw_key(page->w, "verify_alone");
    jsonw_printf(page->w,
                 "policeai verify %s.dsse.json --key %.*s --log-key %.*s --signer %.*s", stem,
                 STR_ARG(vkey), STR_ARG(log_key), STR_ARG(issuer));
    return ERR_OK;
}

static enum err_code write_key(struct page_context *page, const struct evidence *evidence,
                               struct err *err)
{
    static const char *const names[] = {"key_name", "vkey", "organisation", NULL};
    struct db_query *query;
    bool row = false;
    TRY(page_query(page, sql_web_evidence_key, page->parts, 1, &query, err));
    TRY(db_step(query, &row, err));
    if (row) {
        page_members(page->w, query, names);
        struct str vkey = keep(page, query, 1);
        db_reset(query);
        TRY(write_alone(page, evidence, vkey, err));
    }
    return ERR_OK;
}

/* Evidence by a key that was revoked from an earlier leaf on, or whose run was removed: it was
 * here, and why it counts no more is said. */
static enum err_code write_withdrawn(struct page_context *page, struct err *err)
{
    static const char *const names[] = {
        "sha256",     "statement_id", "run",  "tool_digest", "revoked_by",
        "removed_by", "ground",       "role", "date",        NULL};
    jsonw_key(page->w, "withdrawn");
    jsonw_object(page->w);
    TRY(page_row(page, sql_web_evidence_withdrawn, page->parts, 1, names, err));
    jsonw_end(page->w);
    page->status = 410;
    return ERR_OK;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct evidence evidence;
    const struct js *predicate;
    const struct js *definition;
    const struct task *task;
    int64_t there;
    static const char *const file_names[] = {"name", "sha256", NULL};
    TRY(page_count(page, sql_web_evidence_there, page->parts, 1, &there, err));
    if (there == 0) {
        return write_withdrawn(page, err);
    }
    jsonw_key(page->w, "evidence");
    jsonw_object(page->w);
    TRY(write_row(page, &evidence, err));
    validity_model(page, evidence.logged_at);
    TRY(read_predicate(page, &predicate, err));
    write_predicate(page, predicate);
    TRY(write_set(page, evidence.tool_digest, predicate, err));
    TRY(definition_of(page, evidence.benchmark_digest, &definition, err));
    TRY(page_rows(page, "published_files", sql_web_evidence_files, page->parts, 1, file_names,
                  err));
    TRY(write_places(page, &evidence, definition, &task, err));
    TRY(write_key(page, &evidence, err));
    TRY(figures_model(page, page->parts[0], task, definition, err));
    TRY(supplier_model(page, page->parts[0], err));
    cover_model(page, definition, js_member(predicate, "figures"));
    jsonw_end(page->w);
    return ERR_OK;
}

const struct page page_evidence = {.pattern = "/evidence/:sha256",
                                   .section = "tools",
                                   .template = &template_evidence,
                                   .model = model};
