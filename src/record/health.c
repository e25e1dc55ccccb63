/* See health.h. Read in the order against that of writing - checkpoint, last-signed, ledger -
 * so that a keeper at work beside it can only be ahead of what was read before. */
#include "record/health.h"

#include "base/file.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "ledger/checkpoint.h"
#include "record/keyfiles.h"
#include "record/last_signed.h"
#include "record/leaf_log.h"

#include <inttypes.h>

struct heads {
    struct signed_checkpoint published;
    struct last_signed last;
    struct leaf_log log;
};

static enum err_code read_published(struct arena *arena, const struct datadir *dir,
                                    struct heads *heads, struct err *err)
{
    struct str text;
    const char *path = arena_printf(arena, "%s/checkpoint", dir->log);
    TRY(file_read(arena, path, LIMIT_NOTE, &text, err));
    enum err_code code = checkpoint_parse(arena, text, &heads->published, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

static enum err_code check_root(struct leaf_log *log, uint64_t size, const struct sha256 *root,
                                const char *what, struct err *err)
{
    struct merkle_range then = {0};
    if (size > log->range.size) {
        return err_set(err, ERR_CONFLICT,
                       "ledger.db (%" PRIu64 " leaves) is behind %s (%" PRIu64
                       " leaves): it was put back from an older copy",
                       log->range.size, what, size);
    }
    if (size == 0) {
        return ERR_OK;
    }
    TRY(merkle_range_read(&then, size, leaf_log_node, log, err));
    struct sha256 own = merkle_range_root(&then);
    return sha256_eq(&own, root)
               ? ERR_OK
               : err_set(err, ERR_CONFLICT, "ledger.db is beside %s: two histories", what);
}

/* The checkpoint must be signed by the key that the genesis names. */
static enum err_code check_signature(struct arena *arena, struct heads *heads,
                                     struct record_health *health, struct err *err)
{
    struct leaf genesis;
    struct js *value;
    struct str vkey;
    struct note_key key;
    TRY(leaf_log_get(&heads->log, arena, 0, &genesis, err));
    TRY(canon_parse(arena, genesis.body, &value, err));
    TRY(js_need_str(value, "origin", &health->origin, err));
    TRY(js_need_str(value, "log_key", &vkey, err));
    TRY(vkey_parse(vkey, &key, err));
    return checkpoint_verify(&heads->published, &key, err);
}

static enum err_code compare(struct arena *arena, struct db *db, struct heads *heads,
                             struct record_health *health, struct err *err)
{
    const struct checkpoint *published = &heads->published.head;
    TRY(leaf_log_open(&heads->log, db, LOG_PUBLIC, err));
    health->size = heads->log.range.size;
    health->last_at = heads->log.last_at;
    TRY(check_signature(arena, heads, health, err));
    TRY(check_root(&heads->log, heads->last.size, &heads->last.root, "keys/last-signed", err));
    return check_root(&heads->log, published->size, &published->root, "log/checkpoint", err);
}

enum err_code record_check(struct arena *arena, const struct datadir *dir,
                           struct record_health *health, struct err *err)
{
    struct heads heads = {0};
    struct db *db;
    *health = (struct record_health){0};
    health->centre_here =
        file_exists(arena_printf(arena, "%s/%s", dir->keys, key_file_word(FILE_CENTRE)));
    if (!file_exists(dir->ledger_db)) {
        return err_set(err, ERR_NOT_FOUND, "%s: no ledger.db there", dir->root);
    }
    TRY(read_published(arena, dir, &heads, err));
    TRY(last_signed_read(&heads.last, arena_printf(arena, "%s/last-signed", dir->keys), err));
    TRY(db_open(&db, dir->ledger_db, DB_READ, err));
    enum err_code code = compare(arena, db, &heads, health, err);
    db_close(db);
    return code;
}
