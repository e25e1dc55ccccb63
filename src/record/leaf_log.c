/* See leaf_log.h. Kept of the tree are the leaf hashes and the nodes of levels 8, 16, …, so an
 * append writes one row, and any other node costs at most 256 hashes. */
#include "record/leaf_log.h"

#include "record/removal.h"
#include "record_sql.h"

#include <string.h>

enum { STRIDE = 8 };

enum err_code leaf_log_migrate(struct db *db, struct err *err)
{
    const char *const steps[] = {sql_ledger_schema_1, sql_ledger_schema_2,
                                 sql_exchange_schema, sql_exchange_schema_2,
                                 sql_gap_schema,      sql_gap_schema_2};
    return db_migrate(db, steps, sizeof steps / sizeof steps[0], err);
}

static struct sha256 hash_column(struct db_query *query, int column)
{
    struct sha256 hash = {{0}};
    struct str bytes = db_text(query, column);
    if (bytes.n == sizeof hash.bytes) {
        memcpy(hash.bytes, bytes.p, sizeof hash.bytes);
    }
    return hash;
}

static struct str bytes_of(const struct sha256 *hash)
{
    return str_n((const char *)hash->bytes, SHA256_SIZE);
}

/* Folds the `count` = 2^k hashes the query gives into their root. */
static enum err_code fold(struct db_query *query, uint64_t count, struct sha256 *root,
                          struct err *err)
{
    struct merkle_range range = {0};
    bool row;
    for (uint64_t i = 0; i < count; i++) {
        TRY(db_step(query, &row, err));
        if (!row) {
            return err_set(err, ERR_INVALID, "ledger.db: nodes of the tree are missing");
        }
        TRY(merkle_append(&range, hash_column(query, 0), NULL, NULL, err));
    }
    db_reset(query);
    *root = merkle_range_root(&range);
    return ERR_OK;
}

enum err_code leaf_log_node(void *data, unsigned level, uint64_t index, struct sha256 *hash,
                            struct err *err)
{
    const struct leaf_log *log = data;
    unsigned base = level - level % STRIDE;
    uint64_t count = 1ull << (level % STRIDE);
    struct db_query *query;
    int at = 0;
    TRY(db_prepare(log->db, base == 0 ? sql_leaf_hashes : sql_node_hashes, &query, err));
    db_bind_int(query, ++at, log->log);
    if (base > 0) {
        db_bind_int(query, ++at, base);
    }
    db_bind_int(query, ++at, (int64_t)(index * count));
    db_bind_int(query, ++at, (int64_t)(index * count + count));
    enum err_code code = fold(query, count, hash, err);
    db_reset(query);
    return code;
}

enum err_code leaf_log_open(struct leaf_log *log, struct db *db, int number, struct err *err)
{
    struct db_query *query;
    bool row;
    *log = (struct leaf_log){.db = db, .log = number};
    TRY(db_prepare(db, sql_head_get, &query, err));
    db_bind_int(query, 1, number);
    TRY(db_step(query, &row, err));
    uint64_t size = row ? (uint64_t)db_int(query, 0) : 0;
    struct sha256 root = row ? hash_column(query, 1) : merkle_range_root(&log->range);
    log->last_at = row ? db_int(query, 2) : 0;
    db_reset(query);
    TRY(merkle_range_read(&log->range, size, leaf_log_node, log, err));
    log->root = merkle_range_root(&log->range);
    if (!sha256_eq(&root, &log->root)) {
        return err_set(err, ERR_INVALID, "ledger.db: the leaves do not give the kept root");
    }
    return ERR_OK;
}

static enum err_code keep_node(void *data, unsigned level, uint64_t index,
                               const struct sha256 *hash, struct err *err)
{
    struct leaf_log *log = data;
    struct db_query *query;
    if (level == 0 || level % STRIDE != 0) {
        return ERR_OK;
    }
    TRY(db_prepare(log->db, sql_node_insert, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_int(query, 2, level);
    db_bind_int(query, 3, (int64_t)index);
    db_bind_blob(query, 4, bytes_of(hash));
    return db_run(query, err);
}

static enum err_code insert_leaf(struct leaf_log *log, const struct signed_statement *statement,
                                 const struct sha256 *hash, struct str salt, struct str body,
                                 struct err *err)
{
    struct db_query *query;
    enum signer signer = body_signer(statement->header.type);
    bool root = statement->version == STATEMENT_V1 &&
                (signer == SIGNER_CENTRE || signer == SIGNER_ROOT);
    TRY(db_prepare(log->db, sql_leaf_insert, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_int(query, 2, (int64_t)log->range.size);
    db_bind_text(query, 3, str_of(statement->id));
    db_bind_int(query, 4, root);
    db_bind_blob(query, 5, statement->bytes);
    db_bind_blob(query, 6, bytes_of(hash));
    db_bind_blob(query, 7, salt);
    db_bind_blob(query, 8, body);
    return db_run(query, err);
}

/* A prev that is no head is either named by others too, or has not come yet. */
static enum err_code await_prev(struct leaf_log *log, const struct statement *header,
                                struct str prev, struct err *err)
{
    struct db_query *query;
    struct err why;
    uint64_t index;
    enum err_code code = leaf_log_index_of(log, prev, &index, &why);
    if (code != ERR_NOT_FOUND) {
        return code == ERR_OK ? ERR_OK : err_set(err, code, "%s", why.message);
    }
    TRY(db_prepare(log->db, sql_awaited_insert, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, prev);
    db_bind_text(query, 3, header->subject);
    return db_run(query, err);
}

/* Was it named in a prev before it came? Then it is no head. */
static enum err_code was_awaited(struct leaf_log *log, const char *id, bool *awaited,
                                 struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(log->db, sql_awaited_delete, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, str_of(id));
    TRY(db_run(query, err));
    *awaited = db_changes(log->db) > 0;
    return ERR_OK;
}

/* What the new statement names in prev is no head any more; other heads stay beside it. */
static enum err_code move_heads(struct leaf_log *log, const struct signed_statement *statement,
                                struct err *err)
{
    struct db_query *query;
    bool awaited;
    for (size_t i = 0; i < statement->header.prev_count; i++) {
        TRY(db_prepare(log->db, sql_subject_head_delete, &query, err));
        db_bind_int(query, 1, log->log);
        db_bind_text(query, 2, statement->header.subject);
        db_bind_text(query, 3, statement->header.prev[i]);
        TRY(db_run(query, err));
        if (db_changes(log->db) == 0) {
            TRY(await_prev(log, &statement->header, statement->header.prev[i], err));
        }
    }
    TRY(was_awaited(log, statement->id, &awaited, err));
    if (awaited) {
        return ERR_OK;
    }
    TRY(db_prepare(log->db, sql_subject_head_insert, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, statement->header.subject);
    db_bind_text(query, 3, str_of(statement->id));
    return db_run(query, err);
}

static enum err_code count_key(struct leaf_log *log, const struct statement *header,
                               struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(log->db, sql_key_seq_set, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, header->by);
    db_bind_int(query, 3, header->seq + 1);
    return db_run(query, err);
}

/* In this file; one whose key had ended counts for its key and does nothing else. */
static enum err_code take_effect(struct leaf_log *log, const struct signed_statement *statement,
                                 bool late, struct err *err)
{
    if (!late) {
        TRY(move_heads(log, statement, err));
    }
    return count_key(log, &statement->header, err);
}

enum err_code leaf_log_receive(struct leaf_log *log, const struct signed_statement *statement,
                               const struct salt *salt, struct str body, bool late,
                               struct err *err)
{
    struct sha256 hash = merkle_leaf(statement->bytes);
    struct str salt_bytes = str_n((const char *)salt->bytes, SALT_SIZE);
    uint64_t removal;
    TRY(removal_of(log, str_of(statement->id), &removal, err));
    bool buried = removal != NOT_REMOVED && body_removable(statement->header.type);
    bool empty = buried || body.n == 0;
    if (buried && body.n > 0) {
        TRY(removal_note_blobs(log->db, body, err)); /* they may have come beside it */
    }
    TRY(insert_leaf(log, statement, &hash, empty ? STR("") : salt_bytes, empty ? STR("") : body,
                    err));
    if (statement->version == STATEMENT_V1) {
        TRY(take_effect(log, statement, late, err));
    }
    return merkle_append(&log->range, hash, keep_node, log, err);
}

enum err_code leaf_log_append(struct leaf_log *log, const struct signed_statement *statement,
                              const struct salt *salt, struct str body, struct err *err)
{
    uint64_t index = log->range.size;
    TRY(leaf_log_receive(log, statement, salt, body, false, err));
    if (statement->version == STATEMENT_V1 &&
        str_is(statement->header.type, "body.removed/1")) {
        TRY(removal_bury(log, index, body, err));
    }
    if (statement->version == STATEMENT_V1) {
        log->last_at = statement->header.at;
    }
    return ERR_OK;
}

enum err_code leaf_log_awaited(const struct leaf_log *log, struct arena *arena, struct str id,
                               struct str *subject, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(log->db, sql_awaited_get, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, id);
    TRY(db_step(query, &row, err));
    *subject = row ? arena_str(arena, db_text(query, 0)) : STR("");
    db_reset(query);
    return ERR_OK;
}

enum err_code leaf_log_set_head(struct leaf_log *log, struct err *err)
{
    struct db_query *query;
    log->root = merkle_range_root(&log->range);
    TRY(db_prepare(log->db, sql_head_set, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_int(query, 2, (int64_t)log->range.size);
    db_bind_blob(query, 3, bytes_of(&log->root));
    db_bind_int(query, 4, log->last_at);
    return db_run(query, err);
}

static void take_salt(struct salt *salt, struct str bytes)
{
    memset(salt, 0, sizeof *salt);
    if (bytes.n == SALT_SIZE) {
        memcpy(salt->bytes, bytes.p, SALT_SIZE);
    }
}

enum err_code leaf_log_get(const struct leaf_log *log, struct arena *arena, uint64_t index,
                           struct leaf *leaf, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(log->db, sql_leaf_by_index, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_int(query, 2, (int64_t)index);
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "leaf %llu is not in the log",
                       (unsigned long long)index);
    }
    leaf->index = index;
    leaf->note = arena_str(arena, db_text(query, 1));
    take_salt(&leaf->salt, db_text(query, 2));
    leaf->body = arena_str(arena, db_text(query, 3));
    db_reset(query);
    return ERR_OK;
}

enum err_code leaf_log_index_of(const struct leaf_log *log, struct str id, uint64_t *index,
                                struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(log->db, sql_leaf_index_of, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, id);
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "statement %.*s is not in the log",
                       STR_ARG(str_sub(id, 0, 64)));
    }
    *index = (uint64_t)db_int(query, 0);
    db_reset(query);
    return ERR_OK;
}

enum err_code leaf_log_heads(const struct leaf_log *log, struct arena *arena,
                             struct str subject, struct str **ids, size_t *count,
                             struct err *err)
{
    enum { HEADS_MAX = 50 }; /* a statement of 4 KiB names no more */
    struct db_query *query;
    bool row;
    *count = 0;
    *ids = arena_alloc(arena, HEADS_MAX * sizeof **ids);
    TRY(db_prepare(log->db, sql_subject_heads, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, subject);
    TRY(db_step(query, &row, err));
    while (row && *count < HEADS_MAX) {
        (*ids)[(*count)++] = arena_str(arena, db_text(query, 0));
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code leaf_log_next_seq(const struct leaf_log *log, struct str key, int64_t *seq,
                                struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(log->db, sql_key_seq_get, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_text(query, 2, key);
    TRY(db_step(query, &row, err));
    *seq = row ? db_int(query, 0) : 0;
    db_reset(query);
    return ERR_OK;
}

static enum err_code each_row(struct db_query *query, bool with_salt, leaf_fn *each, void *data,
                              struct err *err)
{
    bool row;
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        struct leaf leaf = {.index = (uint64_t)db_int(query, 0),
                            .note = db_text(query, 1),
                            .body = db_text(query, with_salt ? 3 : 2)};
        if (with_salt) {
            take_salt(&leaf.salt, db_text(query, 2));
            leaf.id = db_text(query, 4);
        }
        code = each(data, &leaf, err);
        if (code == ERR_OK) {
            code = db_step(query, &row, err);
        }
    }
    db_reset(query);
    return code;
}

enum err_code leaf_log_each(const struct leaf_log *log, uint64_t first, uint64_t end,
                            leaf_fn *each, void *data, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(log->db, sql_leaf_range, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_int(query, 2, (int64_t)first);
    db_bind_int(query, 3, (int64_t)end);
    return each_row(query, true, each, data, err);
}

enum err_code leaf_log_each_root(const struct leaf_log *log, leaf_fn *each, void *data,
                                 struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(log->db, sql_leaf_roots, &query, err));
    return each_row(query, false, each, data, err);
}

/* A header is canonical, so its type ends its JSON. */
enum err_code leaf_log_closing(const struct leaf_log *log, struct arena *arena, uint64_t index,
                               struct str *note, struct err *err)
{
    struct db_query *query;
    bool row;
    *note = STR("");
    TRY(db_prepare(log->db, sql_leaf_notes_after, &query, err));
    db_bind_int(query, 1, log->log);
    db_bind_int(query, 2, (int64_t)index);
    TRY(db_step(query, &row, err));
    while (row && note->n == 0) {
        if (str_starts(db_text(query, 0), STR("policeai-statement/v1\n")) &&
            str_find(db_text(query, 0), STR(",\"type\":\"log.received/1\"}\n")) != SIZE_MAX) {
            *note = arena_str(arena, db_text(query, 0));
        } else {
            TRY(db_step(query, &row, err));
        }
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code setting_get(struct db *db, struct arena *arena, const char *name,
                          struct str *value, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(db, sql_setting_get, &query, err));
    db_bind_text(query, 1, str_of(name));
    TRY(db_step(query, &row, err));
    *value = row ? arena_str(arena, db_text(query, 0)) : STR("");
    db_reset(query);
    return ERR_OK;
}

enum err_code setting_set(struct db *db, const char *name, struct str value, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_setting_set, &query, err));
    db_bind_text(query, 1, str_of(name));
    db_bind_text(query, 2, value);
    return db_run(query, err);
}
