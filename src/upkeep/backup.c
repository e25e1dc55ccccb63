/* See backup.h. The order matters beside a keeper that appends: the checkpoint first, so that
 * it is never ahead of the ledger; then the ledger; then blobs and the files of the log, which
 * are written before what names them, so that everything the copied ledger names is there. */
#include "upkeep/backup.h"

#include "base/file.h"
#include "record/leaf_log.h"
#include "upkeep/archive.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct copying {
    struct arena *arena;
    const struct datadir *data;
    const char *to; /* the unfinished folder */
    struct backup_report *report;
};

static const char restore_words[] =
    "A backup of a policeai data folder, without its keys.\n"
    "\n"
    "To put it back:\n"
    "1. copy this folder to where the data folder shall be;\n"
    "2. copy the keys folder that belongs to it into it as keys/ (chmod 700, its files 600),\n"
    "   with the newest keys/last-signed there is;\n"
    "3. policeai doctor --data FOLDER, then policeai serve --data FOLDER.\n"
    "\n"
    "public.db is made again from the log at the start. If statements were signed after this\n"
    "backup was made, keys/last-signed says so and the keeper refuses to sign a second "
    "history:\n"
    "a newer copy of ledger.db is needed then.\n"
    "\n"
    "Not in it: keys/, custody/ (sealed benchmarks: their holder keeps another copy as he "
    "keeps\n"
    "the keys), public.db, jobs.db, runs/, tmp/.\n";

/* Keeps the mode. One that went away while we looked was not needed any more. */
static enum err_code copy_one(struct copying *copying, const char *from, const char *to,
                              struct err *err)
{
    struct stat info;
    if (stat(from, &info) != 0) {
        return errno == ENOENT ? ERR_OK : err_errno(err, "cannot look at %s", from);
    }
    TRY(file_copy(from, to, info.st_mode & 0777, err));
    copying->report->files++;
    copying->report->bytes += (uint64_t)info.st_size;
    return ERR_OK;
}

static bool is_folder(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* A file being written by its owner at this moment has ".tmp-" in its name until it is whole.
 */
static bool is_unfinished(const char *name)
{
    return strstr(name, ".tmp-") != NULL;
}

static enum err_code copy_tree(struct copying *copying, const char *from, const char *to,
                               const char *except, struct err *err)
{
    const char **names;
    struct stat info;
    size_t count;
    if (stat(from, &info) != 0) {
        return errno == ENOENT ? ERR_OK : err_errno(err, "cannot look at %s", from);
    }
    TRY(file_list(copying->arena, from, &names, &count, err));
    TRY(file_make_folders(to, info.st_mode & 0777, err));
    for (size_t i = 0; i < count; i++) {
        const char *source = arena_printf(copying->arena, "%s/%s", from, names[i]);
        const char *target = arena_printf(copying->arena, "%s/%s", to, names[i]);
        if (is_unfinished(names[i]) || (except != NULL && strcmp(names[i], except) == 0)) {
            continue;
        }
        if (is_folder(source)) {
            TRY(copy_tree(copying, source, target, NULL, err));
        } else {
            TRY(copy_one(copying, source, target, err));
        }
    }
    return ERR_OK;
}

static enum err_code copy_ledger(struct copying *copying, struct err *err)
{
    const char *path = arena_printf(copying->arena, "%s/ledger.db", copying->to);
    struct leaf_log log;
    struct stat info;
    struct db *db;
    TRY(db_open(&db, copying->data->ledger_db, DB_READ, err));
    enum err_code code = db_copy(db, path, err);
    db_close(db);
    TRY(code);
    TRY(db_open(&db, path, DB_READ, err));
    code = leaf_log_open(&log, db, LOG_PUBLIC, err);
    copying->report->statements = code == ERR_OK ? log.range.size : 0;
    db_close(db);
    copying->report->files++;
    copying->report->bytes += stat(path, &info) == 0 ? (uint64_t)info.st_size : 0;
    return code;
}

/* Logs that this one took the place of: ledger and published files, never keys; nobody opens
 * them. */
static enum err_code copy_predecessors(struct copying *copying, struct err *err)
{
    static const char *const files[] = {"ledger.db", "ledger.db-wal"};
    struct arena *arena = copying->arena;
    const char *from = arena_printf(arena, "%s/predecessors", copying->data->root);
    const char **names;
    size_t count;
    TRY(copy_one(copying, arena_printf(arena, "%s/continues", copying->data->root),
                 arena_printf(arena, "%s/continues", copying->to), err));
    if (!is_folder(from)) {
        return ERR_OK;
    }
    TRY(file_list(arena, from, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        const char *source = arena_printf(arena, "%s/%s", from, names[i]);
        const char *target = arena_printf(arena, "%s/predecessors/%s", copying->to, names[i]);
        TRY(file_make_folders(target, 0700, err));
        for (size_t j = 0; j < sizeof files / sizeof files[0]; j++) {
            TRY(copy_one(copying, arena_printf(arena, "%s/%s", source, files[j]),
                         arena_printf(arena, "%s/%s", target, files[j]), err));
        }
        TRY(copy_tree(copying, arena_printf(arena, "%s/log", source),
                      arena_printf(arena, "%s/log", target), NULL, err));
    }
    return ERR_OK;
}

static enum err_code copy_all(struct copying *copying, struct err *err)
{
    const struct datadir *data = copying->data;
    struct arena *arena = copying->arena;
    const char *log = arena_printf(arena, "%s/log", copying->to);
    TRY(file_make_folders(log, 0755, err));
    TRY(copy_one(copying, arena_printf(arena, "%s/checkpoint", data->log),
                 arena_printf(arena, "%s/checkpoint", log), err));
    TRY(copy_ledger(copying, err));
    TRY(copy_tree(copying, data->blobs_public,
                  arena_printf(arena, "%s/blobs/public", copying->to), NULL, err));
    TRY(copy_tree(copying, data->blobs_private,
                  arena_printf(arena, "%s/blobs/private", copying->to), NULL, err));
    TRY(copy_tree(copying, data->log, log, "checkpoint", err));
    TRY(copy_tree(copying, data->evidence, arena_printf(arena, "%s/evidence", copying->to),
                  NULL, err));
    TRY(copy_tree(copying, arena_printf(arena, "%s/drafts", data->root),
                  arena_printf(arena, "%s/drafts", copying->to), NULL, err));
    TRY(copy_tree(copying, data->submissions,
                  arena_printf(arena, "%s/submissions", copying->to), NULL, err));
    TRY(copy_tree(copying, data->parcels, arena_printf(arena, "%s/parcels", copying->to), NULL,
                  err));
    TRY(copy_predecessors(copying, err));
    TRY(copy_one(copying, arena_printf(arena, "%s/config.json", data->root),
                 arena_printf(arena, "%s/config.json", copying->to), err));
    return file_write(arena_printf(arena, "%s/RESTORE", copying->to), str_of(restore_words),
                      0644, err);
}

/* The folder that will hold it, outside the data folder. */
static enum err_code check_place(struct arena *arena, const struct datadir *data,
                                 const char *to, struct err *err)
{
    char root[PATH_MAX];
    char parent[PATH_MAX];
    if (!file_exists(data->ledger_db)) {
        return err_set(err, ERR_NOT_FOUND, "%s: no ledger.db there", data->root);
    }
    if (file_exists(to)) {
        err_set(err, ERR_CONFLICT, "%s is there already", to);
        err_hint(err, "a backup never overwrites; give --to a new name");
        return ERR_CONFLICT;
    }
    if (realpath(file_folder_of(arena, to), parent) == NULL) {
        return err_errno(err, "cannot find the folder of %s", to);
    }
    if (realpath(data->root, root) == NULL) {
        return err_errno(err, "cannot find %s", data->root);
    }
    struct str rest = str_of(parent);
    if (!str_starts(rest, str_of(root)) ||
        (rest.p[strlen(root)] != '/' && rest.p[strlen(root)] != '\0')) {
        return ERR_OK;
    }
    return err_set(err, ERR_USAGE, "%s lies in the data folder itself", to);
}

/* "backup-1" of "/safe/backup-1.tar"; NULL when `to` names a folder. */
static const char *archive_top(struct arena *arena, const char *to)
{
    const char *slash = strrchr(to, '/');
    struct str base = str_of(slash != NULL ? slash + 1 : to);
    return base.n > 4 && str_ends(base, STR(".tar")) ? arena_strndup(arena, base.p, base.n - 4)
                                                     : NULL;
}

/* From the finished folder to the name asked for, in one step. */
static enum err_code hand_over(struct arena *arena, const char *partial, const char *to,
                               struct err *err)
{
    const char *top = archive_top(arena, to);
    const char *made = partial;
    if (top != NULL) {
        made = arena_printf(arena, "%s.tar", partial);
        TRY(archive_make(arena, partial, top, made, err));
        TRY(file_remove_tree(partial, err));
    }
    if (rename(made, to) != 0) {
        err_errno(err, "cannot name %s %s", made, to);
        unlink(made);
        return ERR_IO;
    }
    return file_sync_folder(file_folder_of(arena, to), err);
}

enum err_code backup_make(struct arena *arena, const struct datadir *data, const char *to,
                          struct backup_report *report, struct err *err)
{
    const char *partial = arena_printf(arena, "%s.partial-%ld", to, (long)getpid());
    struct copying copying = {arena, data, partial, report};
    *report = (struct backup_report){0};
    TRY(check_place(arena, data, to, err));
    if (mkdir(partial, 0700) != 0) {
        return err_errno(err, "cannot make %s", partial);
    }
    enum err_code code = copy_all(&copying, err);
    if (code == ERR_OK) {
        code = hand_over(arena, partial, to, err);
    }
    if (code != ERR_OK && file_exists(partial)) {
        enum err_code ignored = file_remove_tree(partial, NULL);
        (void)ignored; /* the first error is the one to tell */
    }
    return code;
}
