/* See successor.h. */
#include "record/successor.h"

#include "base/file.h"
#include "base/limits.h"
#include "ledger/checkpoint.h"
#include "record/keyfiles.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

static enum err_code read_checkpoint(struct arena *arena, const struct datadir *dir,
                                     struct signed_checkpoint *checkpoint, struct err *err)
{
    struct str text;
    const char *path = arena_printf(arena, "%s/checkpoint", dir->log);
    const char *begun = arena_printf(arena, "%s/" SUCCESSOR_FILE, dir->root);
    if (!file_exists(path) && file_exists(begun)) {
        path = begun; /* a call that was cut after it had moved log/ */
    }
    TRY(file_read(arena, path, LIMIT_NOTE, &text, err));
    enum err_code code = checkpoint_parse(arena, text, checkpoint, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

/* keys/ are gone already when an earlier call was cut. */
static enum err_code check_signature(struct arena *arena, const struct datadir *dir,
                                     const struct signed_checkpoint *checkpoint,
                                     struct err *err)
{
    struct sig_secret secret;
    const char *path = arena_printf(arena, "%s/%s", dir->keys, key_file_word(FILE_LOG));
    if (!file_exists(path)) {
        return ERR_OK;
    }
    TRY(sig_secret_load(path, &secret, err));
    struct note_key key = note_key_of(checkpoint->head.origin, &secret.public);
    sig_secret_wipe(&secret);
    return checkpoint_verify(checkpoint, &key, err);
}

enum err_code successor_plan(struct arena *arena, const struct datadir *dir,
                             struct successor *successor, struct err *err)
{
    struct signed_checkpoint checkpoint;
    char hex[SHA256_HEX_SIZE];
    TRY(read_checkpoint(arena, dir, &checkpoint, err));
    TRY(check_signature(arena, dir, &checkpoint, err));
    struct sha256 digest = sha256_of(checkpoint.head.origin);
    sha256_hex(hex, &digest);
    *successor = (struct successor){
        .checkpoint = checkpoint.bytes,
        .origin = checkpoint.head.origin,
        .size = checkpoint.head.size,
        .folder = arena_printf(arena, "%s/predecessors/%.16s", dir->root, hex),
    };
    return ERR_OK;
}

/* What lies there already was moved by a call that was cut; the empty thing of the same name
 * was made by a start that was refused since. */
static enum err_code move_one(struct arena *arena, const struct datadir *dir,
                              const char *folder, const char *name, struct err *err)
{
    const char *from = arena_printf(arena, "%s/%s", dir->root, name);
    const char *to = arena_printf(arena, "%s/%s", folder, name);
    if (file_exists(to)) {
        to = arena_printf(arena, "%s.later", to);
    }
    if (rename(from, to) != 0 && errno != ENOENT) {
        return err_errno(err, "cannot move %s to %s", from, to);
    }
    return ERR_OK;
}

/* log/ last: as long as it is there no new log is founded. */
static enum err_code move_all(struct arena *arena, const struct datadir *dir,
                              const char *folder, struct err *err)
{
    static const char *const names[] = {"ledger.db", "ledger.db-wal", "ledger.db-shm",
                                        "public.db", "public.db-wal", "public.db-shm",
                                        "keys"};
    TRY(file_make_folders(folder, 0700, err));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        TRY(move_one(arena, dir, folder, names[i], err));
    }
    TRY(file_sync_folder(folder, err));
    TRY(file_sync_folder(dir->root, err));
    TRY(move_one(arena, dir, folder, "log", err));
    TRY(file_sync_folder(folder, err));
    return file_sync_folder(dir->root, err);
}

static enum err_code move_locked(struct arena *arena, const struct datadir *dir,
                                 const struct successor *successor, struct err *err)
{
    int fd = open(dir->keeper_lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        return err_errno(err, "cannot open %s", dir->keeper_lock);
    }
    enum err_code code = ERR_OK;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        code = err_set(err, ERR_CONFLICT, "data folder %s is in use by another policeai",
                       dir->root);
    }
    if (code == ERR_OK) {
        code = file_write(arena_printf(arena, "%s/" SUCCESSOR_FILE, dir->root),
                          successor->checkpoint, 0644, err);
    }
    if (code == ERR_OK) {
        code = move_all(arena, dir, successor->folder, err);
    }
    close(fd);
    return code;
}

enum err_code successor_start(struct arena *arena, const struct datadir *dir,
                              const struct successor *successor,
                              const struct keeper_settings *settings, struct str *checkpoint,
                              struct err *err)
{
    struct keeper *keeper;
    bool demonstration = str_starts(successor->origin, STR("demo.invalid/"));
    if (settings->origin == NULL ? !demonstration
                                 : str_is(successor->origin, settings->origin)) {
        return err_set(err, ERR_USAGE, "the log needs another origin than %.*s",
                       STR_ARG(successor->origin));
    }
    TRY(move_locked(arena, dir, successor, err));
    TRY(keeper_open(&keeper, dir, settings, err));
    *checkpoint = arena_str(arena, keeper_checkpoint(keeper));
    keeper_close(keeper);
    return ERR_OK;
}
