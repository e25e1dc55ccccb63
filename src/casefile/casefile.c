#include "casefile/casefile.h"

#include "base/file.h"
#include "casefile_sql.h"
#include "store/db_ask.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MODE_FILE = 0600 };

enum err_code casefile_folder(struct db *db, struct arena *arena, struct str *folder,
                              struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casefile_setting, &query, err, "t", STR("folder")));
    TRY(db_step(query, &row, err));
    *folder = row ? arena_str(arena, db_text(query, 0)) : STR("");
    db_reset(query);
    return ERR_OK;
}

static enum err_code check_folder(struct db *db, struct arena *arena, const char *root,
                                  struct err *err)
{
    struct str before;
    TRY(casefile_folder(db, arena, &before, err));
    if (before.n == 0) {
        return db_do(db, sql_casefile_setting_set, err, "tt", STR("folder"), str_of(root));
    }
    if (!str_is(before, root)) {
        err_set(err, ERR_CONFLICT, "the case is made of the folder %.*s, not of %s",
                STR_ARG(before), root);
        err_hint(err, "name that folder, or another case file");
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

/* One case and one audit, whatever the path it is opened by: in the arena. */
static const char *whole_path(struct arena *arena, const char *path)
{
    char *place = realpath(path, NULL);
    const char *whole = place == NULL ? path : arena_strdup(arena, place);
    free(place);
    return whole;
}

static const char *audit_path(struct arena *arena, const char *path)
{
    return arena_printf(arena, "%s.audit.jsonl", whole_path(arena, path));
}

/* The folder of evidence stays as it is: nothing is written into it. */
static enum err_code check_place(struct arena *arena, const char *path, const char *root,
                                 struct err *err)
{
    char *place = realpath(file_folder_of(arena, path), NULL);
    if (place == NULL) {
        return err_errno(err, "cannot find the folder of %s", path);
    }
    size_t n = strlen(root);
    bool inside = strncmp(place, root, n) == 0 &&
                  (place[n] == '\0' || place[n] == '/' || strcmp(root, "/") == 0);
    free(place);
    if (inside) {
        err_set(err, ERR_INVALID, "%s would lie in the folder that is read", path);
        err_hint(err, "nothing is written there: put the case file beside it");
        return ERR_INVALID;
    }
    return ERR_OK;
}

static enum err_code take_lock(struct arena *arena, const char *path, int *fd, struct err *err)
{
    const char *lock = arena_printf(arena, "%s.lock", path);
    *fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, MODE_FILE);
    if (*fd < 0) {
        return err_errno(err, "cannot make %s", lock);
    }
    if (flock(*fd, LOCK_EX | LOCK_NB) == 0) {
        return ERR_OK;
    }
    enum err_code code = errno == EWOULDBLOCK
                             ? err_set(err, ERR_CONFLICT, "%s is being read into already", path)
                             : err_errno(err, "cannot lock %s", lock);
    if (code == ERR_CONFLICT) {
        err_hint(err, "wait for the other command, or end it");
    }
    close(*fd);
    *fd = -1;
    return code;
}

static enum err_code make(struct db **db, struct arena *arena, const char *path,
                          const char *root, struct err *err)
{
    const char *const steps[] = {sql_casefile_schema_1,        sql_casefile_search_schema_1,
                                 sql_casefile_events_schema_1, sql_casefile_speech_schema_1,
                                 sql_casefile_find_indexes,    sql_casefile_events_schema_2};
    TRY(db_open(db, path, DB_WRITE, err));
    TRY(db_exec(*db, sql_casefile_reading, err));
    TRY(case_audit_look(*db, audit_path(arena, path), err));
    if (chmod(path, MODE_FILE) != 0) {
        return err_errno(err, "cannot keep %s from others", path);
    }
    TRY(db_migrate(*db, steps, sizeof steps / sizeof steps[0], err));
    return check_folder(*db, arena, root, err);
}

static enum err_code open_to_read(struct db **db, int *lock_fd, const char *path,
                                  const char *folder, struct arena *arena, struct err *err)
{
    struct stat info;
    char *found = realpath(folder, NULL);
    const char *root = found == NULL ? NULL : arena_strdup(arena, found);
    free(found);
    if (root == NULL) {
        err_errno(err, "cannot open the folder %s", folder);
        return ERR_IO;
    }
    if (stat(root, &info) != 0 || !S_ISDIR(info.st_mode)) {
        return err_set(err, ERR_INVALID, "%s is no folder", folder);
    }
    TRY(check_place(arena, path, root, err));
    TRY(take_lock(arena, path, lock_fd, err));
    return make(db, arena, path, root, err);
}

enum err_code casefile_open_to_read(struct db **db, int *lock_fd, const char *path,
                                    const char *folder, struct err *err)
{
    struct arena *arena = arena_new();
    *db = NULL;
    *lock_fd = -1;
    enum err_code code = open_to_read(db, lock_fd, path, folder, arena, err);
    if (code != ERR_OK) {
        db_close(*db);
        *db = NULL;
        if (*lock_fd >= 0) {
            close(*lock_fd);
        }
        *lock_fd = -1;
    }
    arena_free(arena);
    return code;
}

static enum err_code open_to_look(struct db **db, const char *path, struct arena *arena,
                                  struct err *err)
{
    struct str folder;
    struct err why = {0};
    if (access(path, F_OK) != 0) {
        err_set(err, ERR_NOT_FOUND, "there is no case file %s", path);
        err_hint(err, "policeai case read FOLDER --to %s makes one", path);
        return ERR_NOT_FOUND;
    }
    enum err_code code = db_open(db, path, DB_READ, err);
    if (code == ERR_OK &&
        (casefile_folder(*db, arena, &folder, &why) != ERR_OK || folder.n == 0)) {
        db_close(*db);
        *db = NULL;
        code = err_set(err, ERR_FORMAT, "%s is no case file", path);
        err_hint(err, "policeai case read FOLDER --to %s makes one", path);
    }
    return code;
}

enum err_code casefile_open(struct db **db, const char *path, struct err *err)
{
    struct arena *arena = arena_new();
    enum err_code code = open_to_look(db, path, arena, err);
    if (code == ERR_OK) {
        code = case_audit_look(*db, audit_path(arena, path), err);
        if (code != ERR_OK) {
            db_close(*db);
            *db = NULL;
        }
    }
    arena_free(arena);
    return code;
}

void casefile_close_acts(struct casefile_acts *acts)
{
    case_audit_close(acts->audit);
    db_close(acts->db);
    *acts = (struct casefile_acts){0};
}

enum err_code casefile_open_to_act(struct casefile_acts *acts, const char *path,
                                   struct err *err)
{
    struct db *seen;
    struct arena *arena = arena_new();
    *acts = (struct casefile_acts){0};
    enum err_code code = open_to_look(&seen, path, arena, err);
    if (code == ERR_OK) {
        db_close(seen);
        code = db_open(&acts->db, whole_path(arena, path), DB_WRITE_FULL, err);
        code = code == ERR_OK
                   ? case_audit_open(&acts->audit, acts->db, audit_path(arena, path), err)
                   : code;
    }
    if (code != ERR_OK) {
        casefile_close_acts(acts);
    }
    arena_free(arena);
    return code;
}
