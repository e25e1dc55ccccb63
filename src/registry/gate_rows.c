/* What the gate looks at, read from public.db; see gate.h. */
#include "registry/gate.h"

#include "base/clock.h"
#include "base/mem.h"
#include "ledger/gap.h"
#include "registry_sql.h"

#include <stdlib.h>
#include <string.h>

static int64_t moment_of(struct str at, struct str logged_at)
{
    int64_t stated = 0;
    int64_t logged = 0;
    (void)time_parse(at, &stated);
    (void)time_parse(logged_at, &logged);
    return stated > logged ? stated : logged;
}

int64_t entry_moment(const struct registry_entry *entry)
{
    return moment_of(entry->at, entry->logged_at);
}

/* ---- evidence ---- */

struct row_list {
    struct evidence_row *list;
    size_t count;
    size_t capacity;
};

static void take_row(struct db_query *query, struct arena *arena, struct row_list *rows)
{
    rows->list = mem_grow(rows->list, rows->count, &rows->capacity, sizeof *rows->list);
    rows->list[rows->count++] = (struct evidence_row){
        .envelope = arena_str(arena, db_text(query, 0)),
        .benchmark = arena_str(arena, db_text(query, 1)),
        .tool_digest = arena_str(arena, db_text(query, 2)),
        .parameters = arena_str(arena, db_text(query, 3)),
        .own_data = str_is(db_text(query, 4), "force's own"),
        .measured_by = arena_str(arena, db_text(query, 5)),
        .moment = moment_of(db_text(query, 6), db_text(query, 7)),
        .log_index = db_int(query, 8),
        .same_product = db_int(query, 9) != 0,
    };
}

static enum err_code take_rows(struct db_query *query, struct arena *arena,
                               struct row_list *rows, struct err *err)
{
    bool row = false;
    enum err_code code;
    while ((code = db_step(query, &row, err)) == ERR_OK && row) {
        take_row(query, arena, rows);
    }
    db_reset(query);
    return code;
}

static enum err_code query_evidence(struct db *db, struct arena *arena,
                                    const struct used_tool *tool, struct row_list *rows,
                                    struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_registry_evidence_of_digest, &query, err));
    db_bind_text(query, 1, tool->digest);
    TRY(take_rows(query, arena, rows, err));
    TRY(db_prepare(db, sql_registry_evidence_of_product, &query, err));
    db_bind_text(query, 1, tool->digest);
    db_bind_text(query, 2, tool->supplier);
    db_bind_text(query, 3, tool->product);
    return take_rows(query, arena, rows, err);
}

static enum err_code read_evidence(struct db *db, struct arena *arena, struct used_tool *tool,
                                   struct err *err)
{
    struct row_list rows = {NULL, 0, 0};
    enum err_code code = query_evidence(db, arena, tool, &rows, err);
    if (code == ERR_OK && rows.count > 0) {
        struct evidence_row *kept = arena_alloc(arena, rows.count * sizeof *kept);
        memcpy(kept, rows.list, rows.count * sizeof *kept);
        tool->evidence = kept;
        tool->evidence_count = rows.count;
    }
    free(rows.list);
    return code;
}

/* ---- versions ---- */

static size_t tools_stated(const struct registry_entry *entry)
{
    const struct js *tools = js_member(entry->body, "tools");
    return tools != NULL && tools->type == JS_ARRAY ? tools->array.count : 0;
}

static enum err_code read_tools(struct db *db, struct arena *arena, size_t max,
                                struct used_version *version, struct used_tool *tools,
                                struct err *err)
{
    struct db_query *query;
    bool row = false;
    enum err_code code;
    TRY(db_prepare(db, sql_registry_tools_of, &query, err));
    db_bind_text(query, 1, version->statement);
    while ((code = db_step(query, &row, err)) == ERR_OK && row && version->tool_count < max) {
        if (str_is(db_text(query, 5), "used")) {
            tools[version->tool_count++] = (struct used_tool){
                .digest = arena_str(arena, db_text(query, 0)),
                .parameters = arena_str(arena, db_text(query, 1)),
                .supplier = arena_str(arena, db_text(query, 2)),
                .product = arena_str(arena, db_text(query, 3)),
            };
        }
    }
    db_reset(query);
    version->tools = tools;
    return code;
}

/* Evidence is of an identity: versions that use the same tool share what was read. */
static enum err_code read_evidence_of(struct db *db, struct arena *arena,
                                      const struct used_version *used, size_t index,
                                      struct used_tool *tools, struct err *err)
{
    for (size_t i = 0; i < used[index].tool_count; i++) {
        const struct used_tool *same = NULL;
        for (size_t k = 0; k < index && same == NULL; k++) {
            for (size_t m = 0; m < used[k].tool_count && same == NULL; m++) {
                same =
                    str_eq(used[k].tools[m].digest, tools[i].digest) ? &used[k].tools[m] : NULL;
            }
        }
        if (same != NULL) {
            tools[i].evidence = same->evidence;
            tools[i].evidence_count = same->evidence_count;
        } else {
            TRY(read_evidence(db, arena, &tools[i], err));
        }
    }
    return ERR_OK;
}

static void describe(const struct registry_entry *entry, struct used_version *version)
{
    const struct js *testing = registry_field(entry, STR("testing"));
    bool stated =
        date_parse(registry_field_text(entry, STR("first_used")), &version->first_used);
    bool in_use = str_is(entry->stage, "pilot") || str_is(entry->stage, "operational");
    bool was_used = str_is(entry->stage, "paused") || str_is(entry->stage, "ended");
    version->statement = entry->id;
    version->moment = entry_moment(entry);
    version->log_index = entry->log_index;
    version->used = in_use || (was_used && stated);
    version->withheld = testing != NULL && gap_is(testing);
    if (!stated) {
        version->first_used = INT64_MIN;
    }
}

static enum err_code read_used(struct db *db, struct arena *arena, struct gate_rows *rows,
                               struct err *err)
{
    struct used_version *used = arena_zalloc(arena, (rows->versions.count + 1) * sizeof *used);
    for (size_t i = 0; i < rows->versions.count; i++) {
        const struct registry_entry *entry = &rows->versions.list[i];
        size_t max = tools_stated(entry);
        struct used_tool *tools = arena_alloc(arena, (max + 1) * sizeof *tools);
        describe(entry, &used[i]);
        TRY(read_tools(db, arena, max, &used[i], tools, err));
        TRY(read_evidence_of(db, arena, used, i, tools, err));
        if (entry->current) {
            rows->deployment = entry;
            rows->now_used = &used[i];
        }
    }
    rows->used = used;
    rows->used_count = rows->versions.count;
    return ERR_OK;
}

static enum err_code check_deployment(const struct gate_rows *rows, struct str subject,
                                      struct err *err)
{
    return rows->deployment != NULL && str_is(rows->deployment->type, "deployment.described/1")
               ? ERR_OK
               : err_set(err, ERR_NOT_FOUND, "there is no deployment %.*s",
                         STR_ARG(str_sub(subject, 0, 40)));
}

enum err_code gate_rows_read_heads(struct db *db, struct arena *arena, struct str subject,
                                   struct gate_rows *rows, struct err *err)
{
    *rows = (struct gate_rows){.used_count = 0};
    TRY(registry_heads(db, arena, subject, &rows->versions, err));
    TRY(read_used(db, arena, rows, err));
    return check_deployment(rows, subject, err);
}

/* Of every version of the statement; the gate goes by their places in the log. */
static enum err_code read_answers(struct db *db, struct arena *arena, struct str subject,
                                  struct registry_entries *answers, struct err *err)
{
    static const char *const types[] = {"requirement.answered/1", "requirement.answered/2"};
    struct registry_entries some[2];
    for (size_t i = 0; i < 2; i++) {
        TRY(registry_about(db, arena, subject, types[i], &some[i], err));
    }
    answers->count = some[0].count + some[1].count;
    answers->list = arena_alloc(arena, (answers->count + 1) * sizeof *answers->list);
    for (size_t i = 0; i < answers->count; i++) {
        answers->list[i] =
            i < some[0].count ? some[0].list[i] : some[1].list[i - some[0].count];
    }
    return ERR_OK;
}

enum err_code gate_rows_read(struct db *db, struct arena *arena, struct str subject,
                             struct gate_rows *rows, struct err *err)
{
    *rows = (struct gate_rows){.used_count = 0};
    TRY(registry_versions(db, arena, subject, &rows->versions, err));
    TRY(read_used(db, arena, rows, err));
    TRY(check_deployment(rows, subject, err));
    TRY(read_answers(db, arena, subject, &rows->answers, err));
    TRY(registry_about(db, arena, subject, "decision.made/1", &rows->decisions, err));
    return registry_about(db, arena, subject, "use.reported/1", &rows->reports, err);
}
