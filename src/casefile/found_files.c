#include "casefile/found_files.h"

#include "base/file.h"
#include "base/utf8.h"
#include "casefile/odd_name.h"
#include "casefile_sql.h"
#include "store/db_ask.h"

#include <errno.h>
#include <string.h>

enum { ROWS_A_COMMIT = 2000 };

struct looking {
    struct db *db;
    const char *root;
    struct arena *arena; /* of one folder and those below it */
    bool (*stopped)(void);
    bool ended_early;
    int rows; /* since the last commit */
};

int64_t found_modified(const struct stat *info)
{
    return (int64_t)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
}

static enum err_code commit_often(struct looking *looking, struct err *err)
{
    if (++looking->rows % ROWS_A_COMMIT != 0) {
        return ERR_OK;
    }
    TRY(db_commit(looking->db, err));
    return db_begin(looking->db, err);
}

struct row {
    int64_t id, version, bytes, modified;
    bool here;
    bool not_read; /* its bytes could not be had */
};

static enum err_code newest(struct db *db, struct str path, struct row *row, struct err *err)
{
    struct db_query *query;
    bool found = false;
    *row = (struct row){0};
    TRY(db_ask(db, sql_casefile_newest, &query, err, "t", path));
    TRY(db_step(query, &found, err));
    if (found) {
        *row = (struct row){db_int(query, 0),
                            db_int(query, 1),
                            db_int(query, 2),
                            db_int(query, 3),
                            str_is(db_text(query, 4), "here"),
                            str_is(db_text(query, 5), "not")};
    }
    db_reset(query);
    return ERR_OK;
}

/* Why an entry has no bytes to read, or NULL. */
static const char *why_not(const struct stat *info)
{
    if (S_ISLNK(info->st_mode)) {
        return "not read: a link; what it leads to is read where it lies, when that is here";
    }
    return S_ISREG(info->st_mode) ? NULL : "not read: no file (a device, pipe or socket)";
}

static enum err_code note(struct looking *looking, struct str path, const struct stat *info,
                          const char *why, struct err *err)
{
    struct db *db = looking->db;
    struct row row;
    int64_t bytes = why == NULL ? (int64_t)info->st_size : 0;
    int64_t modified = why == NULL ? found_modified(info) : 0;
    TRY(newest(db, path, &row, err));
    bool same = row.id != 0 && row.bytes == bytes && row.modified == modified;
    if (same && !row.here) {
        TRY(db_do(db, sql_casefile_file_state, err, "it", row.id, STR("here")));
    }
    if (same && row.not_read && why == NULL) { /* perhaps it can be opened now */
        TRY(db_do(db, sql_casefile_file_try_again, err, "i", row.id));
    }
    if (!same && row.here) {
        TRY(db_do(db, sql_casefile_file_state, err, "it", row.id, STR("replaced")));
    }
    if (!same) {
        TRY(db_do(db, sql_casefile_file_add, err, "tiiitt", path, row.version + 1, bytes,
                  modified, why == NULL ? STR("") : STR("not"),
                  why == NULL ? STR("") : str_of(why)));
        TRY(newest(db, path, &row, err));
    }
    TRY(db_do(db, sql_casefile_seen_add, err, "i", row.id));
    return commit_often(looking, err);
}

/* A file whose name is not UTF-8 is not read where another one is really called as it is shown:
 * then it stands under a name of its own. */
static struct str shown_path(struct looking *looking, const char *path, const char **why)
{
    struct stat info;
    if (utf8_valid(str_of(path))) {
        return str_of(path);
    }
    struct str shown = odd_name_shown(looking->arena, path);
    if (lstat(arena_printf(looking->arena, "%s/%.*s", looking->root, STR_ARG(shown)), &info) ==
        0) {
        *why = "not read: its name is not UTF-8, and another file is called as it would be "
               "shown; work on a copy in which one has another name";
        return str_of(arena_printf(looking->arena, "%.*s (not UTF-8)", STR_ARG(shown)));
    }
    return shown;
}

/* What could not be looked at says nothing of what lies there: files that were there keep what
 * was read of them, and say why. Where none is known there is a row that says it. */
static enum err_code not_looked(struct looking *looking, struct str path, const char *why,
                                struct err *err)
{
    const struct stat none = {0};
    struct row row;
    TRY(newest(looking->db, path, &row, err));
    TRY(db_do(looking->db, sql_casefile_unlooked_add, err, "tt", path, str_of(why)));
    bool known = row.id != 0 && row.here && row.modified != 0;
    return known ? ERR_OK
                 : note(looking, path, &none, arena_printf(looking->arena, "not read: %s", why),
                        err);
}

/* Where another disk or share lies over a folder, that is remembered: the empty folder below
 * it, when it is not connected, says nothing of its files. The folder of the case itself is
 * never taken for emptied as a whole. */
static enum err_code check_connected(struct looking *looking, struct str below, bool mounted,
                                     bool empty, bool *connected, struct err *err)
{
    int64_t known = 0;
    const char *name = arena_printf(looking->arena, "mounted:%.*s", STR_ARG(below));
    if (mounted) {
        TRY(db_do(looking->db, sql_casefile_setting_set, err, "tt", str_of(name), STR("yes")));
    }
    if (empty && !mounted && below.n == 0) {
        TRY(db_number(looking->db, sql_casefile_here_count, &known, err, ""));
    } else if (empty && !mounted) {
        TRY(db_number(looking->db, sql_casefile_setting_count, &known, err, "t", str_of(name)));
    }
    *connected = known == 0;
    return ERR_OK;
}

static enum err_code look(struct looking *looking, const char *folder, const char *below,
                          dev_t device, int depth, struct err *err);

static enum err_code look_at_entry(struct looking *looking, const char *path, const char *own,
                                   dev_t device, int depth, struct err *err)
{
    struct stat info;
    const char *why = NULL;
    if (lstat(path, &info) != 0) {
        if (errno == ENOENT) {
            return ERR_OK; /* it went away since */
        }
        struct err failed = {0};
        enum err_code ignored = err_errno(&failed, "%s cannot be looked at", own);
        (void)ignored;
        struct str shown = shown_path(looking, own, &why);
        return not_looked(looking, shown, arena_strdup(looking->arena, failed.message), err);
    }
    if (S_ISDIR(info.st_mode)) {
        return look(looking, path, own, device, depth + 1, err);
    }
    why = why_not(&info);
    struct str shown = shown_path(looking, own, &why);
    return note(looking, shown, &info, why, err);
}

/* NOLINTNEXTLINE(misc-no-recursion): FOUND_DEPTH_MAX */
static enum err_code look(struct looking *looking, const char *folder, const char *below,
                          dev_t device, int depth, struct err *err)
{
    const char **names;
    size_t count;
    struct stat own = {.st_dev = device};
    const char *why = NULL;
    bool connected = true;
    if (depth > FOUND_DEPTH_MAX) {
        return not_looked(looking, str_of(below), "folders nest too deep", err);
    }
    struct str shown = shown_path(looking, below, &why);
    struct err why_unread = {0};
    if (stat(folder, &own) != 0 ||
        file_list(looking->arena, folder, &names, &count, &why_unread) != ERR_OK) {
        why = why_unread.message[0] == '\0'
                  ? arena_printf(looking->arena, "cannot open folder %s", folder)
                  : arena_strdup(looking->arena, why_unread.message);
        return not_looked(looking, shown.n == 0 ? STR(".") : shown, why, err);
    }
    TRY(check_connected(looking, shown, depth > 0 && own.st_dev != device, count == 0,
                        &connected, err));
    if (!connected) {
        return not_looked(looking, shown.n == 0 ? STR(".") : shown,
                          "the folder is empty, as when its disk or share is not connected",
                          err);
    }
    for (size_t i = 0; i < count; i++) {
        if (looking->stopped != NULL && looking->stopped()) {
            looking->ended_early = true;
            return ERR_OK;
        }
        TRY(look_at_entry(looking, arena_printf(looking->arena, "%s/%s", folder, names[i]),
                          arena_printf(looking->arena, "%s%s%s", below,
                                       below[0] == '\0' ? "" : "/", names[i]),
                          own.st_dev, depth, err));
    }
    return ERR_OK;
}

static enum err_code look_all(struct looking *looking, const char *root, struct err *err)
{
    struct db *db = looking->db;
    TRY(db_exec(db, sql_casefile_seen_table, err));
    TRY(db_exec(db, sql_casefile_unlooked_table, err));
    TRY(db_begin(db, err));
    TRY(db_do(db, sql_casefile_seen_clear, err, ""));
    TRY(db_do(db, sql_casefile_unlooked_clear, err, ""));
    TRY(look(looking, root, "", 0, 0, err));
    if (!looking->ended_early) {
        TRY(db_do(db, sql_casefile_unlooked_before, err, ""));
        TRY(db_do(db, sql_casefile_unlooked_tell, err, ""));
        TRY(db_do(db, sql_casefile_gone, err, ""));
    }
    return db_commit(db, err);
}

enum err_code found_files_look(struct db *db, const char *root, bool (*stopped)(void),
                               struct err *err)
{
    struct looking looking = {.db = db, .root = root, .arena = arena_new(), .stopped = stopped};
    enum err_code code = look_all(&looking, root, err);
    if (code != ERR_OK) {
        db_rollback(db);
    }
    arena_free(looking.arena);
    return code;
}
