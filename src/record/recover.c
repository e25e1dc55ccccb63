/* The lost tail, given back (see keeper_state.h). The published log is checked as a stranger
 * would check it before a leaf of it is taken; that it goes on from our own leaves shows in the
 * root. */
#include "record/keeper_state.h"

#include "base/file.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "ledger/tile.h"
#include "record/audit.h"
#include "record/removal.h"
#include "record_sql.h"

#include <inttypes.h>
#include <string.h>

struct recovery {
    struct keeper *keeper;
    struct arena *arena; /* of one bundle */
    const char *folder;
    struct keyring *keyring; /* of the leaves so far */
    struct audit_report report;
};

/* A day's private head stands in the private rows too; its salt is lost with them. */
static enum err_code note_lost_head(const struct recovery *recovery, const struct js *body,
                                    struct err *err)
{
    struct str date;
    struct db_query *query;
    TRY(js_need_str(body, "date", &date, err));
    TRY(db_prepare(recovery->keeper->db, sql_private_head_insert, &query, err));
    db_bind_text(query, 1, date);
    db_bind_blob(query, 2, STR(""));
    db_bind_text(query, 3, STR(""));
    return db_run(query, err);
}

/* As it was appended the first time: one of our own, or one that came in a batch. */
static enum err_code append(const struct recovery *recovery,
                            const struct signed_statement *statement, const struct salt *salt,
                            struct str canonical, const struct js *value, struct err *err)
{
    struct leaf_log *log = &recovery->keeper->logs[LOG_PUBLIC];
    const struct statement *header = &statement->header;
    uint64_t index = log->range.size;
    const struct keyring_key *key = keyring_find(recovery->keyring, header->by);
    if (statement->version != STATEMENT_V1 || key == NULL || !key->away) {
        TRY(leaf_log_append(log, statement, salt, canonical, err));
        return statement->version == STATEMENT_V1 && value != NULL
                   ? keyring_apply(recovery->keyring, header, value, index, err)
                   : ERR_OK;
    }
    bool late = keyring_late(recovery->keyring, header, index);
    TRY(removal_meet(log, key, str_of(statement->id), err));
    TRY(leaf_log_receive(log, statement, salt, canonical, late, err));
    if (!late && str_is(header->type, "body.removed/1")) {
        TRY(removal_receive(log, recovery->keyring, key, index, canonical, err));
    }
    return value != NULL ? keyring_apply(recovery->keyring, header, value, index, err) : ERR_OK;
}

static enum err_code take_entry(const struct recovery *recovery, struct str entry,
                                struct err *err)
{
    struct signed_statement statement;
    struct str bytes;
    struct str canonical = STR("");
    struct salt salt = {{0}};
    struct js *value;
    struct arena *arena = recovery->arena;
    TRY(statement_parse(arena, entry, &statement, err));
    const char *path = arena_printf(arena, "%s/body/%s", recovery->folder, statement.id);
    if (!file_exists(path)) { /* removed by a statement that the audit has seen */
        return append(recovery, &statement, &salt, canonical, NULL, err);
    }
    TRY(file_read(arena, path, SALT_SIZE + LIMIT_BODY, &bytes, err));
    TRY(body_parse(arena, bytes, &salt, &canonical, &value, err));
    TRY(body_verify(&statement.header, &salt, canonical, err));
    if (statement.version == STATEMENT_V1 && str_is(statement.header.type, "private.head/1")) {
        TRY(note_lost_head(recovery, value, err));
    }
    return append(recovery, &statement, &salt, canonical, value, err);
}

/* What was signed last lies on the way. */
static enum err_code check_on_the_way(const struct keeper *keeper, struct err *err)
{
    const struct merkle_range *range = &keeper->logs[LOG_PUBLIC].range;
    struct sha256 root = merkle_range_root(range);
    if (range->size != keeper->last.size || sha256_eq(&root, &keeper->last.root)) {
        return ERR_OK;
    }
    return err_set(err, ERR_CONFLICT,
                   "its first %" PRIu64 " leaves are not those that were signed here",
                   range->size);
}

static enum err_code take_bundle(const struct recovery *recovery, uint64_t index,
                                 struct err *err)
{
    char name[TILE_PATH_SIZE];
    struct tile tile = {.entries = true, .index = index};
    struct str rest;
    struct str entry;
    bool found = true;
    const struct merkle_range *range = &recovery->keeper->logs[LOG_PUBLIC].range;
    tile.width = tile_width(recovery->report.size, 0, index);
    tile_path(name, &tile);
    TRY(file_read(recovery->arena,
                  arena_printf(recovery->arena, "%s/%s", recovery->folder, name),
                  (size_t)TILE_WIDTH * (LIMIT_LEAF + 2), &rest, err));
    for (uint64_t at = index * TILE_WIDTH; found; at++) {
        TRY(bundle_next(&rest, &entry, &found, err));
        if (found && at == range->size) {
            TRY(take_entry(recovery, entry, err));
            TRY(check_on_the_way(recovery->keeper, err));
        }
    }
    return ERR_OK;
}

/* What waits in an older copy may have been sent since; a person looks at it. */
static enum err_code hold_outbox(struct db *db, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_outbox_hold, &query, err));
    db_bind_text(query, 1,
                 STR("from an older copy of the ledger: it may have been sent already"));
    return db_run(query, err);
}

static enum err_code take_tail(struct recovery *recovery, struct err *err)
{
    struct leaf_log *log = &recovery->keeper->logs[LOG_PUBLIC];
    uint64_t first = log->range.size / TILE_WIDTH;
    for (uint64_t i = first; i * TILE_WIDTH < recovery->report.size; i++) {
        arena_reset(recovery->arena);
        TRY(take_bundle(recovery, i, err));
    }
    TRY(leaf_log_set_head(log, err));
    TRY(hold_outbox(recovery->keeper->db, err));
    if (log->range.size != recovery->report.size ||
        !sha256_eq(&log->root, &recovery->report.root)) {
        return err_set(err, ERR_CONFLICT, "it does not go on from the leaves of ledger.db");
    }
    return ERR_OK;
}

static enum err_code check_reach(const struct recovery *recovery, struct err *err)
{
    const struct keeper *keeper = recovery->keeper;
    if (recovery->report.size >= keeper->last.size) {
        return ERR_OK;
    }
    err_set(err, ERR_CONFLICT, "it has %" PRIu64 " leaves, and %" PRIu64 " were signed",
            recovery->report.size, keeper->last.size);
    err_hint(err, "a reader, mirror or witness may have a newer copy of the log");
    return ERR_CONFLICT;
}

static enum err_code recover(struct recovery *recovery, struct err *err)
{
    struct keeper *keeper = recovery->keeper;
    const struct sig_public *ours = &keeper->files.keys[FILE_LOG].secret.public;
    struct note_key theirs;
    TRY(audit_log(keeper->arena, recovery->folder, NULL, &recovery->report, err));
    TRY(vkey_parse(recovery->report.log_key, &theirs, err));
    if (memcmp(&theirs.public, ours, sizeof *ours) != 0) {
        return err_set(err, ERR_INVALID, "it is the log of another key");
    }
    TRY(check_reach(recovery, err));
    if (recovery->report.size <= keeper->logs[LOG_PUBLIC].range.size) {
        return ERR_OK; /* nothing is missing */
    }
    TRY(keeper_load_keys(keeper, err));
    recovery->keyring = keeper->keyring;
    TRY(keeper_begin(keeper, err));
    enum err_code code = take_tail(recovery, err);
    if (code == ERR_OK) {
        code = db_commit(keeper->db, err);
    }
    if (code != ERR_OK) {
        keeper_abandon(keeper);
    }
    return code;
}

enum err_code keeper_recover(struct keeper *keeper, const char *folder, struct err *err)
{
    struct recovery recovery = {.keeper = keeper, .arena = arena_new(), .folder = folder};
    enum err_code code = recover(&recovery, err);
    if (code != ERR_OK) {
        err_prefix(err, "the published log %s", folder);
    }
    arena_free(recovery.arena);
    return code;
}
