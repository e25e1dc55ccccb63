/* public.db opened, advanced and made again; see projection.h. */
#include "record/projection.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "crypto/note.h"
#include "record/organisation_claim.h"
#include "record/projector.h"
#include "record_sql.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* RULES: to be raised when the same log gives other rows in the same tables. STEP_LEAVES: in
 * one transaction, so that what is not yet in the file proper stays within bounds. */
enum { RULES = 7, STEP_LEAVES = 20000 };

static enum err_code meta_set(struct db *db, const char *key, struct str value, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_public_meta_set, &query, err));
    db_bind_text(query, 1, str_of(key));
    db_bind_text(query, 2, value);
    return db_run(query, err);
}

static enum err_code meta_get(struct db *db, struct arena *arena, const char *key,
                              struct str *value, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(db, sql_public_meta_get, &query, err));
    db_bind_text(query, 1, str_of(key));
    TRY(db_step(query, &row, err));
    *value = row ? arena_str(arena, db_text(query, 0)) : STR("");
    db_reset(query);
    return ERR_OK;
}

static enum err_code insert_key(struct db *db, const struct keyring_key *key, struct err *err)
{
    struct db_query *query;
    struct strbuf vkey;
    struct note_key note_key = note_key_of(str_of(key->name), &key->public);
    strbuf_init(&vkey, 1024);
    vkey_format(&vkey, &note_key);
    enum err_code code = db_prepare(db, sql_public_key_insert, &query, err);
    if (code == ERR_OK) {
        db_bind_text(query, 1, str_of(key->name));
        db_bind_text(query, 2, strbuf_view(&vkey));
        db_bind_text(query, 3, str_of(key_use_word(key->use)));
        db_bind_text(query, 4, str_of(key->away ? "away" : "here"));
        db_bind_text(query, 5, str_of(key->organisation));
        db_bind_int(query, 6, (int64_t)key->from);
        if (key->until == UINT64_MAX) {
            db_bind_null(query, 7);
        } else {
            db_bind_int(query, 7, (int64_t)key->until);
        }
        if (key->counts == UINT64_MAX) {
            db_bind_null(query, 8);
        } else {
            db_bind_int(query, 8, (int64_t)key->counts);
        }
        code = db_run(query, err);
    }
    strbuf_release(&vkey);
    return code;
}

/* Keys are few and change seldom: all rows are written again. */
static enum err_code project_keys(const struct projection *projection, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(projection->db, sql_public_keys_clear, &query, err));
    TRY(db_run(query, err));
    for (size_t i = 0; i < keyring_count(projection->keyring); i++) {
        TRY(insert_key(projection->db, keyring_at(projection->keyring, i), err));
    }
    return ERR_OK;
}

static enum err_code project_genesis(const struct projected *projected, struct err *err)
{
    struct str text;
    struct db *db = projected->projection->db;
    TRY(js_need_str(projected->value, "origin", &text, err));
    TRY(meta_set(db, "origin", text, err));
    TRY(meta_set(db, "authority",
                 str_starts(text, STR("demo.invalid/")) ? STR("demonstration") : STR("named"),
                 err));
    TRY(js_need_str(projected->value, "log_key", &text, err));
    return meta_set(db, "log_key", text, err);
}

static enum err_code insert_statement(const struct projected *projected, struct str state,
                                      struct err *err)
{
    const struct statement *header = &projected->statement->header;
    struct db_query *query;
    char at[TIME_SIZE];
    time_format(at, header->at);
    TRY(db_prepare(projected->projection->db, sql_public_statement_insert, &query, err));
    db_bind_int(query, 1, (int64_t)projected->index);
    db_bind_text(query, 2, str_of(projected->statement->id));
    db_bind_text(query, 3, str_of(at));
    db_bind_text(query, 4, str_of(projected->logged_at));
    db_bind_text(query, 5, header->type);
    db_bind_text(query, 6, header->subject);
    db_bind_text(query, 7, header->by);
    db_bind_int(query, 8, header->seq);
    db_bind_int(query, 9,
                projected->statement->version == STATEMENT_V1 &&
                    body_type_find(header->type) != NULL);
    db_bind_text(query, 10, projected->body);
    db_bind_text(query, 11, state);
    TRY(db_run(query, err));
    if (state.n > 0) {
        return ERR_OK;
    }
    TRY(db_prepare(projected->projection->db, sql_public_tally_add, &query, err));
    db_bind_text(query, 1, header->by);
    db_bind_text(query, 2, str_sub(str_of(projected->logged_at), 0, DATE_SIZE - 1));
    return db_run(query, err);
}

/* Why the statement can have no effect; "" when it may. */
static struct str state_of(const struct projected *projected)
{
    const struct keyring *keyring = projected->projection->keyring;
    const struct statement *header = &projected->statement->header;
    if (projected->statement->version != STATEMENT_V1) {
        return STR("algorithm");
    }
    if (keyring_late(keyring, header, projected->index)) {
        return STR("late");
    }
    return organisation_claim(keyring, header, projected->value, projected->index) ==
                   CLAIM_NOT_THEIRS
               ? STR("not-theirs")
               : STR("");
}

static enum err_code project_one(const struct projected *projected, const struct leaf_log *log,
                                 struct err *err)
{
    struct projection *projection = projected->projection;
    const struct statement *header = &projected->statement->header;
    enum signer signer = body_signer(header->type);
    struct str state = state_of(projected);
    bool understood = projected->statement->version == STATEMENT_V1;
    TRY(insert_statement(projected, state, err));
    if (projected->value == NULL) {
        TRY(projection_meet_removal(projection, str_of(projected->statement->id), err));
    }
    if (understood && (signer == SIGNER_CENTRE || signer == SIGNER_ROOT)) {
        TRY(keyring_apply(projection->keyring, header, projected->value, projected->index,
                          err));
        TRY(project_keys(projection, err));
    }
    if (projected->index == 0) {
        TRY(project_genesis(projected, err));
    }
    return state.n > 0 ? projection_release(projection, log, projected->statement->id, err)
                       : projection_take(projected, log, err);
}

struct advancing {
    struct projection *projection;
    const struct leaf_log *log;
    struct arena *arena;
};

/* Our own leaves were logged when they were stated, received ones when their batch was closed.
 */
static enum err_code logged_time(struct advancing *advancing, const struct leaf *leaf,
                                 const struct statement *header, bool away, int64_t *logged,
                                 struct err *err)
{
    struct projection *projection = advancing->projection;
    struct signed_statement closing;
    struct str note;
    *logged = header->at;
    if (away && !projection->in_batch) {
        TRY(leaf_log_closing(advancing->log, advancing->arena, leaf->index, &note, err));
        projection->batch_at = header->at;
        if (note.n > 0) {
            TRY(statement_parse(advancing->arena, note, &closing, err));
            projection->batch_at = closing.header.at;
        }
    }
    projection->in_batch = away;
    *logged = away ? projection->batch_at : header->at;
    return ERR_OK;
}

static enum err_code project_parsed(struct advancing *advancing, const struct leaf *leaf,
                                    struct err *err)
{
    struct arena *arena = advancing->arena;
    struct signed_statement statement;
    struct js *value = NULL;
    char logged_at[TIME_SIZE];
    int64_t logged;
    TRY(statement_parse(arena, leaf->note, &statement, err));
    if (leaf->body.n > 0) {
        TRY(canon_parse(arena, leaf->body, &value, err));
    }
    const struct keyring_key *key =
        keyring_find(advancing->projection->keyring, statement.header.by);
    bool away = statement.version == STATEMENT_V1 ? key != NULL && key->away
                                                  : advancing->projection->in_batch;
    TRY(logged_time(advancing, leaf, &statement.header, away, &logged, err));
    time_format(logged_at, logged);
    struct projected projected = {advancing->projection,
                                  arena,
                                  leaf->index,
                                  &statement,
                                  leaf->body,
                                  value,
                                  logged_at,
                                  away};
    return project_one(&projected, advancing->log, err);
}

static enum err_code project_leaf(void *data, const struct leaf *leaf, struct err *err)
{
    struct advancing *advancing = data;
    arena_reset(advancing->arena);
    enum err_code code = project_parsed(advancing, leaf, err);
    if (code != ERR_OK) {
        err_prefix(err, "projecting leaf %llu", (unsigned long long)leaf->index);
    }
    return code;
}

static const char *const steps[] = {
    sql_public_schema_1, sql_public_schema_2, sql_public_schema_3,
    sql_public_schema_4, sql_public_schema_5, sql_public_schema_6,
    sql_public_schema_7, sql_public_schema_8, sql_public_schema_9};
enum { STEPS = sizeof steps / sizeof steps[0] };

/* What the rows follow: the tables as written in public.sql and by the projectors, and RULES.
 */
static void made_by(char hex[SHA256_HEX_SIZE])
{
    struct sha256 digest;
    struct strbuf text;
    strbuf_init(&text, 1 << 20);
    strbuf_printf(&text, "%d", RULES);
    for (size_t i = 0; i < STEPS; i++) {
        strbuf_printf(&text, "\n%s", steps[i]);
    }
    for (size_t i = 0; i < projector_table_count; i++) {
        strbuf_printf(&text, "\n%d\n%s", projector_table[i]->rules, projector_table[i]->schema);
    }
    digest = sha256_of(strbuf_view(&text));
    sha256_hex(hex, &digest);
    strbuf_release(&text);
}

/* The tables hold the first `to` leaves; a part of the log has no signed checkpoint. */
static enum err_code note_head(const struct projection *projection, struct leaf_log *log,
                               uint64_t to, struct str checkpoint, struct err *err)
{
    char size[24];
    char root[SHA256_HEX_SIZE];
    char rules[SHA256_HEX_SIZE];
    struct sha256 part = log->root;
    if (to < log->range.size) {
        struct merkle_range range = {0};
        TRY(merkle_range_read(&range, to, leaf_log_node, log, err));
        part = merkle_range_root(&range);
        checkpoint = STR("");
    }
    snprintf(size, sizeof size, "%llu", (unsigned long long)to);
    sha256_hex(root, &part);
    made_by(rules);
    TRY(meta_set(projection->db, "rules", str_of(rules), err));
    TRY(meta_set(projection->db, "size", str_of(size), err));
    TRY(meta_set(projection->db, "root", str_of(root), err));
    return meta_set(projection->db, "checkpoint", checkpoint, err);
}

static enum err_code load_key(void *data, const struct leaf *leaf, struct err *err)
{
    struct advancing *advancing = data;
    struct signed_statement statement;
    struct js *value;
    if (leaf->index >= advancing->projection->size) {
        return ERR_OK;
    }
    TRY(statement_parse(advancing->arena, leaf->note, &statement, err));
    TRY(canon_parse(advancing->arena, leaf->body, &value, err));
    return keyring_apply(advancing->projection->keyring, &statement.header, value, leaf->index,
                         err);
}

/* The keys as of `size`, as if every leaf before it had just been projected. */
static enum err_code load_keyring(struct projection *projection, const struct leaf_log *log,
                                  struct err *err)
{
    struct advancing advancing = {projection, log, arena_new()};
    projection->in_batch = false;
    keyring_free(projection->keyring);
    projection->keyring = keyring_new();
    enum err_code code = leaf_log_each_root(log, load_key, &advancing, err);
    arena_free(advancing.arena);
    return code;
}

static enum err_code settle(const struct projection *projection, struct err *err)
{
    for (size_t i = 0; i < projector_table_count; i++) {
        if (projector_table[i]->settle != NULL) {
            TRY(projector_table[i]->settle(projection, err));
        }
    }
    return ERR_OK;
}

static enum err_code advance(struct projection *projection, struct leaf_log *log, uint64_t to,
                             struct str checkpoint, struct err *err)
{
    struct advancing advancing = {projection, log, arena_new()};
    enum err_code code =
        leaf_log_each(log, projection->size, to, project_leaf, &advancing, err);
    arena_free(advancing.arena);
    TRY(code);
    TRY(settle(projection, err));
    return note_head(projection, log, to, checkpoint, err);
}

/* Ends the transaction that began with `before` leaves projected and should end with `to`. */
static enum err_code finish(struct projection *projection, struct leaf_log *log,
                            uint64_t before, uint64_t to, enum err_code code, struct err *err)
{
    struct err forget;
    if (code == ERR_OK) {
        code = db_commit(projection->db, err);
    }
    projection->size = code == ERR_OK ? to : before;
    if (code != ERR_OK) {
        db_rollback(projection->db);
        (void)!load_keyring(projection, log, &forget);
    }
    return code;
}

enum err_code projection_advance(struct projection *projection, struct leaf_log *log,
                                 struct str checkpoint, struct err *err)
{
    uint64_t step = projection->step > 0 ? projection->step : STEP_LEAVES;
    do {
        uint64_t left = log->range.size - projection->size;
        uint64_t to = projection->size + (left < step ? left : step);
        TRY(db_begin(projection->db, err));
        enum err_code code = advance(projection, log, to, checkpoint, err);
        TRY(finish(projection, log, projection->size, to, code, err));
    } while (projection->size < log->range.size);
    return ERR_OK;
}

enum err_code projection_afresh(struct projection *projection, struct leaf_log *log,
                                struct str checkpoint, struct err *err)
{
    uint64_t before = projection->size;
    TRY(db_begin(projection->db, err));
    enum err_code code = db_exec(projection->db, sql_public_clear, err);
    for (size_t i = 0; code == ERR_OK && i < projector_table_count; i++) {
        code = db_exec(projection->db, projector_table[i]->clear, err);
    }
    if (code == ERR_OK) {
        projection->size = 0;
        code = load_keyring(projection, log, err);
    }
    if (code == ERR_OK) {
        code = advance(projection, log, log->range.size, checkpoint, err);
    }
    return finish(projection, log, before, log->range.size, code, err);
}

/* Is what lies in the file a projection of an earlier state of this very log, made by the rules
 * of this program? */
static enum err_code is_ours(struct projection *projection, struct arena *arena,
                             struct leaf_log *log, bool *ours, struct err *err)
{
    struct str size;
    struct str root_text;
    struct str rules;
    char our_rules[SHA256_HEX_SIZE];
    struct sha256 kept;
    struct merkle_range then = {0};
    TRY(meta_get(projection->db, arena, "size", &size, err));
    TRY(meta_get(projection->db, arena, "root", &root_text, err));
    TRY(meta_get(projection->db, arena, "rules", &rules, err));
    made_by(our_rules);
    projection->size = 0;
    *ours = false;
    if (!str_is(rules, our_rules) || !str_to_u64(size, log->range.size, &projection->size) ||
        !sha256_from_hex(&kept, root_text)) {
        return ERR_OK;
    }
    TRY(merkle_range_read(&then, projection->size, leaf_log_node, log, err));
    struct sha256 root = merkle_range_root(&then);
    *ours = sha256_eq(&root, &kept);
    return ERR_OK;
}

static enum err_code open_file(struct projection *projection, const char *path, struct err *err)
{
    TRY(db_open(&projection->db, path, DB_WRITE, err));
    TRY(db_migrate(projection->db, steps, STEPS, err));
    for (size_t i = 0; i < projector_table_count; i++) {
        TRY(db_exec(projection->db, projector_table[i]->schema, err));
    }
    return ERR_OK;
}

static void remove_file(struct projection *projection, struct arena *arena, const char *path)
{
    db_close(projection->db);
    projection->db = NULL;
    projection->size = 0;
    unlink(arena_printf(arena, "%s-wal", path));
    unlink(arena_printf(arena, "%s-shm", path));
    unlink(path);
}

enum err_code projection_open(struct projection *projection, const struct datadir *dir,
                              struct leaf_log *log, struct err *err)
{
    struct arena *arena = arena_new();
    bool ours = false;
    *projection = (struct projection){.blobs = dir->blobs_public};
    enum err_code code = open_file(projection, dir->public_db, err);
    if (code == ERR_OK) {
        code = is_ours(projection, arena, log, &ours, err);
    }
    /* also when a step of the schema meets other tables than it is for (ERR_FORMAT): whatever
     * is in the file can be made again, and a file that is left would stop every start */
    if ((code == ERR_OK && !ours) || code == ERR_FORMAT || code == ERR_UNSUPPORTED) {
        remove_file(projection, arena, dir->public_db);
        code = open_file(projection, dir->public_db, err);
    }
    if (code == ERR_OK) {
        code = load_keyring(projection, log, err);
    }
    if (code != ERR_OK) {
        projection_close(projection);
    }
    arena_free(arena);
    return code;
}

void projection_close(struct projection *projection)
{
    db_close(projection->db);
    keyring_free(projection->keyring);
    *projection = (struct projection){0};
}

enum err_code projection_cosigned(struct projection *projection, struct str list,
                                  struct err *err)
{
    return meta_set(projection->db, "cosigned", list, err);
}

enum err_code projection_progress(struct projection *projection, struct str tool,
                                  struct str benchmark, int64_t done, int64_t total,
                                  const char *now, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(projection->db,
                   total > 0 ? sql_public_progress_set : sql_public_progress_clear, &query,
                   err));
    db_bind_text(query, 1, tool);
    db_bind_text(query, 2, benchmark);
    if (total > 0) {
        db_bind_int(query, 3, done);
        db_bind_int(query, 4, total);
        db_bind_text(query, 5, str_of(now));
    }
    return db_run(query, err);
}

enum err_code projection_no_progress(struct projection *projection, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(projection->db, sql_public_progress_none, &query, err));
    return db_run(query, err);
}
