/* See case_folder.h. */
#include "casefolder/case_folder.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/mem.h"
#include "caseaudit/case_audit.h"
#include "store/db_ask.h"
#include "casefolder_sql.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MODE_FOLDER = 0700, MODE_FILE = 0600 };

enum err_code case_paths(struct arena *arena, const char *folder, struct case_paths *paths,
                         struct err *err)
{
    struct stat info;
    char *root = realpath(folder, NULL);
    if (root == NULL) {
        return err_errno(err, "cannot open the case folder %s", folder);
    }
    *paths = (struct case_paths){.root = arena_strdup(arena, root)};
    free(root);
    if (stat(paths->root, &info) != 0 || !S_ISDIR(info.st_mode)) {
        err_set(err, ERR_INVALID, "%s is no folder", folder);
        err_hint(err, "a case is a folder; put the file into one of its own");
        return ERR_INVALID;
    }
    paths->home = arena_printf(arena, "%s/" CASE_PRIVATE, paths->root);
    paths->db = arena_printf(arena, "%s/case.db", paths->home);
    paths->audit = arena_printf(arena, "%s/audit.jsonl", paths->home);
    paths->handover = arena_printf(arena, "%s/handover", paths->home);
    return ERR_OK;
}

static enum err_code open_files(struct case_folder *folder, struct err *err)
{
    const char *const steps[] = {sql_case_schema_1, sql_case_schema_2, sql_case_schema_3};
    TRY(file_make_folders(folder->paths.handover, MODE_FOLDER, err));
    TRY(db_open(&folder->db, folder->paths.db, DB_WRITE_FULL, err));
    if (chmod(folder->paths.db, MODE_FILE) != 0) {
        return err_errno(err, "cannot keep %s from others", folder->paths.db);
    }
    TRY(db_exec(folder->db, sql_case_temporary, err));
    TRY(db_migrate(folder->db, steps, sizeof steps / sizeof steps[0], err));
    TRY(case_audit_open(&folder->audit, folder->db, folder->paths.audit, err));
    return file_sync_folder(folder->paths.home, err);
}

enum err_code case_open(struct case_folder **opened, const char *path, struct err *err)
{
    struct case_folder *folder = xcalloc(1, sizeof *folder);
    *folder = (struct case_folder){.arena = arena_new()};
    enum err_code code = case_paths(folder->arena, path, &folder->paths, err);
    if (code == ERR_OK) {
        code = open_files(folder, err);
    }
    if (code != ERR_OK) {
        case_close(folder);
        return code;
    }
    *opened = folder;
    return ERR_OK;
}

void case_close(struct case_folder *folder)
{
    if (folder == NULL) {
        return;
    }
    case_audit_close(folder->audit);
    db_close(folder->db);
    arena_free(folder->arena);
    free(folder);
}

enum err_code case_setting(struct case_folder *folder, struct arena *arena, const char *name,
                           struct str *value, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(folder->db, sql_case_setting, &query, err, "t", str_of(name)));
    TRY(db_step(query, &row, err));
    *value = row ? arena_str(arena, db_text(query, 0)) : STR("");
    db_reset(query);
    return ERR_OK;
}

static enum err_code set(struct case_folder *folder, const char *name, struct str value,
                         struct str who, int64_t now, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    strbuf_init(&what, 4096);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_str(&w, name, value);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&what, "a setting", err);
    if (code == ERR_OK) {
        code = db_do(folder->db, sql_case_setting_set, err, "tt", str_of(name), value);
    }
    if (code == ERR_OK) {
        code = case_audit_add(folder->audit, "set", who, now, strbuf_view(&what), err);
    }
    strbuf_release(&what);
    return code;
}

enum err_code case_setting_set(struct case_folder *folder, const char *name, struct str value,
                               struct str who, int64_t now, struct err *err)
{
    TRY(db_begin(folder->db, err));
    enum err_code code = set(folder, name, value, who, now, err);
    if (code == ERR_OK) {
        return case_audit_commit(folder->audit, err);
    }
    db_rollback(folder->db);
    return code;
}
