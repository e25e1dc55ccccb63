/* The keeper's life: opening with its checks, founding, closing; see keeper.h. */
#include "record/keeper_state.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "crypto/canon.h"
#include "crypto/note.h"
#include "ledger/checkpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err_code take_lock(struct keeper *keeper, struct err *err)
{
    keeper->lock_fd = open(keeper->dir.keeper_lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (keeper->lock_fd < 0) {
        return err_errno(err, "cannot open %s", keeper->dir.keeper_lock);
    }
    if (flock(keeper->lock_fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) {
            return err_errno(err, "cannot lock %s", keeper->dir.keeper_lock);
        }
        err_set(err, ERR_CONFLICT, "data folder %s is in use by another policeai",
                keeper->dir.root);
        err_hint(err, "stop the other one, or give --data another folder");
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

static enum err_code load_root(void *data, const struct leaf *leaf, struct err *err)
{
    struct keeper *keeper = data;
    struct signed_statement statement;
    struct js *value;
    struct arena *arena = arena_new();
    enum err_code code = statement_parse(arena, leaf->note, &statement, err);
    if (code == ERR_OK) {
        code = canon_parse(arena, leaf->body, &value, err);
    }
    if (code == ERR_OK) {
        code = keyring_apply(keeper->keyring, &statement.header, value, leaf->index, err);
    }
    arena_free(arena);
    return code;
}

enum err_code keeper_load_keys(struct keeper *keeper, struct err *err)
{
    keyring_free(keeper->keyring);
    keeper->keyring = keyring_new();
    return leaf_log_each_root(&keeper->logs[LOG_PUBLIC], load_root, keeper, err);
}

/* The genesis must name the log key that lies in keys/. */
static enum err_code check_genesis(struct keeper *keeper, struct err *err)
{
    struct leaf leaf;
    struct js *value;
    struct str vkey;
    struct note_key key;
    TRY(leaf_log_get(&keeper->logs[LOG_PUBLIC], keeper->arena, 0, &leaf, err));
    TRY(canon_parse(keeper->arena, leaf.body, &value, err));
    TRY(js_need_str(value, "origin", &keeper->origin, err));
    TRY(js_need_str(value, "log_key", &vkey, err));
    TRY(vkey_parse(vkey, &key, err));
    const struct sig_public *ours = &keeper->files.keys[FILE_LOG].secret.public;
    if (memcmp(&key.public, ours, sizeof *ours) != 0) {
        err_set(err, ERR_INVALID, "%s/log is not the key of this log", keeper->dir.keys);
        err_hint(err, "put back the keys folder that belongs to %s", keeper->dir.ledger_db);
        return ERR_INVALID;
    }
    return ERR_OK;
}

static enum err_code refuse(const struct keeper *keeper, const char *how, const char *what,
                            uint64_t size, struct err *err)
{
    err_set(err, ERR_CONFLICT,
            "ledger.db (%" PRIu64 " leaves) %s what %s (%" PRIu64
            " leaves): signing on would make a second history",
            keeper->logs[LOG_PUBLIC].range.size, how, what, size);
    err_hint(err,
             "put back the newest ledger.db with its keys folder; or give the newest copy of "
             "log/ to \"policeai ledger recover\"; or, when it is lost, see \"policeai "
             "ledger successor\"");
    return ERR_CONFLICT;
}

static enum err_code refuse_history(const struct keeper *keeper, const char *how,
                                    struct err *err)
{
    return refuse(keeper, how, "was signed last", keeper->last.size, err);
}

/* ledger.db may be ahead of what was signed (a crash in between), never behind or beside. */
static enum err_code check_last_signed(struct keeper *keeper, struct err *err)
{
    struct leaf_log *log = &keeper->logs[LOG_PUBLIC];
    struct merkle_range then = {0};
    if (keeper->last.size > log->range.size) {
        return refuse_history(keeper, "is behind", err);
    }
    if (keeper->last.size == 0) {
        return keeper->mark > 0 ? refuse_history(keeper, "does not belong to", err) : ERR_OK;
    }
    TRY(merkle_range_read(&then, keeper->last.size, leaf_log_node, log, err));
    struct sha256 root = merkle_range_root(&then);
    return sha256_eq(&root, &keeper->last.root) ? ERR_OK
                                                : refuse_history(keeper, "is beside", err);
}

/* What our own log/ shows the world must be of this ledger too: last-signed may have been put
 * back together with it. A checkpoint that cannot be read is a torn one, and is written again.
 */
static enum err_code check_published(struct keeper *keeper, struct err *err)
{
    struct str text;
    struct signed_checkpoint seen;
    struct arena *arena = keeper->arena;
    struct leaf_log *log = &keeper->logs[LOG_PUBLIC];
    const char *path = arena_printf(arena, "%s/checkpoint", keeper->dir.log);
    if (log->range.size == 0 || file_read(arena, path, LIMIT_NOTE, &text, NULL) != ERR_OK ||
        checkpoint_parse(arena, text, &seen, NULL) != ERR_OK) {
        return ERR_OK;
    }
    struct note_key key =
        note_key_of(seen.head.origin, &keeper->files.keys[FILE_LOG].secret.public);
    if (checkpoint_verify(&seen, &key, NULL) != ERR_OK || seen.head.size == 0) {
        return ERR_OK;
    }
    struct merkle_range then = {0};
    if (seen.head.size > log->range.size) {
        return refuse(keeper, "is behind", "log/checkpoint shows", seen.head.size, err);
    }
    TRY(merkle_range_read(&then, seen.head.size, leaf_log_node, log, err));
    struct sha256 root = merkle_range_root(&then);
    return sha256_eq(&root, &seen.head.root)
               ? ERR_OK
               : refuse(keeper, "is beside", "log/checkpoint shows", seen.head.size, err);
}

/* Keys or a published checkpoint: something may have been signed, whatever ledger.db holds. */
static enum err_code open_last_signed(struct keeper *keeper, bool empty, struct err *err)
{
    struct arena *arena = keeper->arena;
    const char *path = arena_printf(arena, "%s/last-signed", keeper->dir.keys);
    bool fresh =
        empty && !file_exists(arena_printf(arena, "%s/checkpoint", keeper->dir.log)) &&
        !file_exists(arena_printf(arena, "%s/%s", keeper->dir.keys, key_file_word(FILE_LOG)));
    enum err_code code = last_signed_open(&keeper->last, path, fresh, err);
    return code == ERR_NOT_FOUND ? refuse_history(keeper, "has lost (keys/last-signed)", err)
                                 : code;
}

/* It holds private rows and salts: only its owner reads it, whatever the umask says. */
static enum err_code make_private(const char *path, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    enum err_code code =
        fchmod(fd, 0600) == 0 ? ERR_OK : err_errno(err, "cannot make %s private", path);
    close(fd);
    return code;
}

static enum err_code open_ledger(struct keeper *keeper, struct err *err)
{
    struct str mark;
    TRY(make_private(keeper->dir.ledger_db, err));
    TRY(db_open(&keeper->db, keeper->dir.ledger_db, DB_WRITE_FULL, err));
    TRY(leaf_log_migrate(keeper->db, err));
    TRY(leaf_log_open(&keeper->logs[LOG_PUBLIC], keeper->db, LOG_PUBLIC, err));
    TRY(leaf_log_open(&keeper->logs[LOG_PRIVATE], keeper->db, LOG_PRIVATE, err));
    TRY(setting_get(keeper->db, keeper->arena, "published", &mark, err));
    if (mark.n > 0 && !str_to_u64(mark, keeper->logs[LOG_PUBLIC].range.size, &keeper->mark)) {
        return refuse_history(keeper, "is behind", err);
    }
    keeper->published = keeper->mark;
    return ERR_OK;
}

/* A reader may hold old pages for now: the next minute tries again. */
static void scrub_what_is_left(struct keeper *keeper)
{
    struct err err;
    if (keep_scrub(keeper, &err) != ERR_OK) {
        log_err("scrub", &err);
    }
}

static enum err_code open_all(struct keeper *keeper, const struct keeper_settings *settings,
                              struct err *err)
{
    TRY(datadir_make(&keeper->dir, err));
    TRY(take_lock(keeper, err));
    TRY(open_ledger(keeper, err));
    bool empty = keeper->logs[LOG_PUBLIC].range.size == 0 && settings->recover_from == NULL;
    TRY(open_last_signed(keeper, empty, err));
    TRY(keyfiles_open(&keeper->files, keeper->dir.keys, empty && keeper->last.size == 0, err));
    if (settings->recover_from != NULL) {
        TRY(keeper_recover(keeper, settings->recover_from, err));
    }
    TRY(check_last_signed(keeper, err));
    TRY(check_published(keeper, err));
    TRY(keeper_load_keys(keeper, err));
    if (empty) {
        TRY(keeper_found(keeper, settings, err));
    } else {
        TRY(check_genesis(keeper, err));
        TRY(keeper_publish(keeper, err));
    }
    TRY(projection_open(&keeper->projection, &keeper->dir, &keeper->logs[LOG_PUBLIC], err));
    TRY(projection_advance(&keeper->projection, &keeper->logs[LOG_PUBLIC],
                           strbuf_view(&keeper->checkpoint), err));
    TRY(keeper_show_cosigned(keeper, err));
    scrub_what_is_left(keeper);
    return keep_day(keeper, err);
}

enum err_code keeper_open(struct keeper **opened, const struct datadir *dir,
                          const struct keeper_settings *settings, struct err *err)
{
    static const struct keeper_settings plain = {0};
    struct keeper *keeper = xcalloc(1, sizeof *keeper);
    settings = settings != NULL ? settings : &plain;
    keeper->arena = arena_new();
    keeper->lock_fd = -1;
    keeper->last.fd = -1;
    keeper->clock = settings->clock;
    strbuf_init(&keeper->checkpoint, LIMIT_NOTE);
    enum err_code code = datadir_at(keeper->arena, dir->root, &keeper->dir, err);
    if (code == ERR_OK) {
        code = open_all(keeper, settings, err);
    }
    if (code != ERR_OK) {
        keeper_close(keeper);
        return code;
    }
    *opened = keeper;
    return ERR_OK;
}

void keeper_set_clock(struct keeper *keeper, struct clock clock)
{
    keeper->clock = clock;
}

void keeper_close(struct keeper *keeper)
{
    struct err err;
    if (keeper == NULL) {
        return;
    }
    bool whole = keeper->projection.db != NULL;
    if (whole && keeper->published > keeper->mark && keeper_move_mark(keeper, &err) != ERR_OK) {
        log_err("close", &err);
    }
    projection_close(&keeper->projection);
    last_signed_close(&keeper->last);
    keyfiles_wipe(&keeper->files);
    keyring_free(keeper->keyring);
    db_close(keeper->db);
    strbuf_release(&keeper->checkpoint);
    if (keeper->lock_fd >= 0) {
        close(keeper->lock_fd);
    }
    arena_free(keeper->arena);
    free(keeper);
}

struct str keeper_checkpoint(const struct keeper *keeper)
{
    return strbuf_view(&keeper->checkpoint);
}

uint64_t keeper_size(const struct keeper *keeper)
{
    return keeper->logs[LOG_PUBLIC].range.size;
}

enum err_code keeper_stated(const struct keeper *keeper, int64_t *count, struct err *err)
{
    return leaf_log_next_seq(&keeper->logs[LOG_PUBLIC],
                             str_of(keeper->files.keys[FILE_STATEMENT].name), count, err);
}

const char *keeper_tmp_path(const struct keeper *keeper, struct arena *arena, struct str name)
{
    return arena_printf(arena, "%s/%.*s", keeper->dir.tmp, STR_ARG(name));
}
