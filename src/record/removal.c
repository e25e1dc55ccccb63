/* See removal.h. */
#include "record/removal.h"

#include "base/json.h"
#include "ledger/statement.h"
#include "record/gap_seal.h"
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
    TRY(gaps_forget(log->db, id, err));
    TRY(each_digest(leaf.body, note_blob, log->db, err));
    return empty_leaf(log, index, err);
}

enum err_code removal_note_blobs(struct db *db, struct str body, struct err *err)
{
    return each_digest(body, note_blob, db, err);
}

static enum err_code insert_tombstone(struct leaf_log *log, struct str id, uint64_t removal,
                                      struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(log->db, sql_tombstone_insert, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, id);
    db_bind_int(query, 3, (int64_t)removal);
    return db_run(query, err);
}

static enum err_code bury_one(struct leaf_log *log, struct arena *arena, uint64_t removal,
                              struct str id, struct err *err)
{
    uint64_t index;
    TRY(insert_tombstone(log, id, removal, err));
    enum err_code code = leaf_log_index_of(log, id, &index, err);
    if (code == ERR_NOT_FOUND) {
        return ERR_OK; /* its statement may come later */
    }
    return code == ERR_OK ? take_body(log, arena, id, index, err) : code;
}

static enum err_code ids_of(struct arena *arena, struct str body, const struct js **ids,
                            struct err *err)
{
    struct js *value;
    TRY(js_parse(arena, body, &value, err));
    return js_need(value, "ids", JS_ARRAY, ids, err);
}

enum err_code removal_bury(struct leaf_log *log, uint64_t index, struct str body,
                           struct err *err)
{
    struct arena *arena = arena_new();
    const struct js *ids = NULL;
    enum err_code code = ids_of(arena, body, &ids, err);
    for (size_t i = 0; code == ERR_OK && i < ids->array.count; i++) {
        code = bury_one(log, arena, index, ids->array.items[i].string, err);
    }
    arena_free(arena);
    return code;
}

static enum err_code claim(struct leaf_log *log, const struct keyring_key *by, uint64_t index,
                           struct str id, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(log->db, sql_tombstone_claim_insert, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, id);
    db_bind_int(query, 3, (int64_t)index);
    db_bind_text(query, 4, str_of(by->organisation));
    return db_run(query, err);
}

/* One that waits outside the log for an earlier one of its key. */
static enum err_code empty_held(struct leaf_log *log, const struct keyring *keyring,
                                const struct keyring_key *by, struct str id, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(log->db, sql_exchange_held_by_id, &query, err));
    db_bind_text(query, 1, id);
    TRY(db_step(query, &row, err));
    const struct keyring_key *signer = row ? keyring_find(keyring, db_text(query, 0)) : NULL;
    db_reset(query);
    if (signer == NULL || !keyring_may_remove(by, signer)) {
        return ERR_OK;
    }
    TRY(db_prepare(log->db, sql_exchange_held_empty, &query, err));
    db_bind_text(query, 1, id);
    TRY(db_run(query, err));
    return scrub_note(log->db, "pages", STR(""), err);
}

static enum err_code receive_one(struct leaf_log *log, struct arena *arena,
                                 const struct keyring *keyring, const struct keyring_key *by,
                                 uint64_t removal, struct str id, struct err *err)
{
    struct signed_statement statement;
    struct leaf leaf;
    uint64_t index;
    struct err why;
    enum err_code code = leaf_log_index_of(log, id, &index, &why);
    if (code == ERR_NOT_FOUND) {
        TRY(empty_held(log, keyring, by, id, err));
        return claim(log, by, removal, id, err);
    }
    TRY(code == ERR_OK ? ERR_OK : err_set(err, code, "%s", why.message));
    TRY(leaf_log_get(log, arena, index, &leaf, err));
    TRY(statement_parse(arena, leaf.note, &statement, err));
    const struct keyring_key *signer = keyring_find(keyring, statement.header.by);
    bool right = statement.version == STATEMENT_V1 && signer != NULL &&
                 keyring_may_remove(by, signer) && body_removable(statement.header.type);
    return right ? bury_one(log, arena, removal, id, err) : ERR_OK;
}

enum err_code removal_receive(struct leaf_log *log, const struct keyring *keyring,
                              const struct keyring_key *by, uint64_t index, struct str body,
                              struct err *err)
{
    struct arena *arena = arena_new();
    const struct js *ids = NULL;
    enum err_code code = ids_of(arena, body, &ids, err);
    for (size_t i = 0; code == ERR_OK && i < ids->array.count; i++) {
        code = receive_one(log, arena, keyring, by, index, ids->array.items[i].string, err);
    }
    arena_free(arena);
    return code;
}

/* The first leaf of a removal that waits for this statement; NOT_REMOVED when none does. */
static enum err_code claim_of(const struct leaf_log *log, const struct keyring_key *signer,
                              struct str id, uint64_t *removal, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(log->db, sql_tombstone_claim_get, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, id);
    db_bind_text(query, 3, str_of(signer->organisation));
    TRY(db_step(query, &row, err));
    *removal = row ? (uint64_t)db_int(query, 0) : NOT_REMOVED;
    db_reset(query);
    return ERR_OK;
}

enum err_code removal_known(const struct leaf_log *log, const struct keyring_key *signer,
                            struct str id, bool *known, struct err *err)
{
    uint64_t removal;
    TRY(removal_of(log, id, &removal, err));
    if (removal == NOT_REMOVED) {
        TRY(claim_of(log, signer, id, &removal, err));
    }
    *known = removal != NOT_REMOVED;
    return ERR_OK;
}

enum err_code removal_meet(struct leaf_log *log, const struct keyring_key *signer,
                           struct str id, struct err *err)
{
    uint64_t removal;
    TRY(claim_of(log, signer, id, &removal, err));
    return removal != NOT_REMOVED ? insert_tombstone(log, id, removal, err) : ERR_OK;
}
