/* See removal.h. */
#include "record/removal.h"

#include "base/json.h"
#include "ledger/statement.h"
#include "record_sql.h"

enum { DIGEST_DIGITS = 64 };

enum err_code removal_of(const struct leaf_log *log, struct str id, uint64_t *index,
                         struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(log->db, sql_tombstone_get, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, id);
    TRY(db_step(query, &row, err));
    *index = row ? (uint64_t)db_int(query, 0) : NOT_REMOVED;
    db_reset(query);
    return ERR_OK;
}

enum err_code scrub_note(struct db *db, const char *kind, struct str name, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_scrub_insert, &query, err));
    db_bind_text(query, 1, str_of(kind));
    db_bind_text(query, 2, name);
    return db_run(query, err);
}

static bool is_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

enum err_code each_digest(struct str text, digest_fn *each, void *data, struct err *err)
{
    size_t start = 0;
    for (size_t i = 0; i <= text.n; i++) {
        if (i < text.n && is_digit(text.p[i])) {
            continue;
        }
        if (i - start == DIGEST_DIGITS) {
            TRY(each(data, str_n(text.p + start, DIGEST_DIGITS), err));
        }
        start = i + 1;
    }
    return ERR_OK;
}

static enum err_code note_blob(void *data, struct str hex, struct err *err)
{
    return scrub_note(data, "blob", hex, err);
}

static enum err_code empty_leaf(struct leaf_log *log, uint64_t index, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(log->db, sql_leaf_empty, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_int(query, 2, (int64_t)index);
    return db_run(query, err);
}

static enum err_code take_body(struct leaf_log *log, struct arena *arena, struct str id,
                               uint64_t index, struct err *err)
{
    struct signed_statement statement;
    struct leaf leaf;
    TRY(leaf_log_get(log, arena, index, &leaf, err));
    if (leaf.body.n == 0) {
        return ERR_OK; /* an earlier removal took it */
    }
    TRY(statement_parse(arena, leaf.note, &statement, err));
    if (!body_removable(statement.header.type)) {
        return err_set(err, ERR_DENIED, "the body of a %.*s cannot be removed",
                       STR_ARG(statement.header.type));
    }
    TRY(scrub_note(log->db, "body", id, err));
    TRY(each_digest(leaf.body, note_blob, log->db, err));
    return empty_leaf(log, index, err);
}

static enum err_code bury_one(struct leaf_log *log, struct arena *arena, uint64_t removal,
                              struct str id, struct err *err)
{
    struct db_query *query;
    uint64_t index;
    TRY(db_prepare(log->db, sql_tombstone_insert, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, id);
    db_bind_int(query, 3, (int64_t)removal);
    TRY(db_run(query, err));
    enum err_code code = leaf_log_index_of(log, id, &index, err);
    if (code == ERR_NOT_FOUND) {
        return ERR_OK; /* its statement may come later */
    }
    return code == ERR_OK ? take_body(log, arena, id, index, err) : code;
}

enum err_code removal_bury(struct leaf_log *log, uint64_t index, struct str body,
                           struct err *err)
{
    struct arena *arena = arena_new();
    struct js *value;
    const struct js *ids = NULL;
    enum err_code code = js_parse(arena, body, &value, err);
    if (code == ERR_OK) {
        code = js_need(value, "ids", JS_ARRAY, &ids, err);
    }
    for (size_t i = 0; code == ERR_OK && i < ids->array.count; i++) {
        code = bury_one(log, arena, index, ids->array.items[i].string, err);
    }
    arena_free(arena);
    return code;
}
