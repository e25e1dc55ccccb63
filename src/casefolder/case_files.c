/* See case_files.h. */
#include "casefolder/case_files.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "caseaudit/case_audit.h"
#include "casefolder/case_pages.h"
#include "store/db_ask.h"
#include "casefolder_sql.h"
#include "crypto/digest.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 32, TEXT_MAX = 64 * MIB };

struct scan {
    struct case_folder *folder;
    struct arena *arena;
    struct str *found; /* relative paths, sorted in the end */
    size_t count, capacity;
    int64_t now;
};

static enum err_code tell(struct case_folder *folder, const char *event, struct str who,
                          int64_t now, int64_t id, struct str path, struct err *err)
{
    struct strbuf what;
    struct jsonw w;
    strbuf_init(&what, 64 * 1024);
    jsonw_init(&w, &what);
    jsonw_object(&w);
    jsonw_member_int(&w, "file", id);
    jsonw_member_str(&w, "path", path);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&what, "a line of the audit", err);
    if (code == ERR_OK) {
        code = case_audit_add(folder->audit, event, who, now, strbuf_view(&what), err);
    }
    strbuf_release(&what);
    return code;
}

static int64_t modified_of(const struct stat *info)
{
    return (int64_t)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
}

/* Not what it was when it was read? Its time alone proves nothing: the bytes do. */
static enum err_code look_again(struct scan *scan, int64_t id, struct str path,
                                const struct stat *info, struct err *err)
{
    struct case_file file;
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    TRY(case_file_lookup(scan->folder, scan->arena, id, &file, err));
    TRY(db_do(scan->folder->db, sql_case_file_touched, err, "iii", id, (int64_t)info->st_size,
              modified_of(info)));
    if (str_is(file.state, "waiting")) {
        return ERR_OK;
    }
    TRY(sha256_of_file(case_file_path(scan->folder, scan->arena, &file), &digest, NULL, err));
    sha256_hex(hex, &digest);
    bool same = str_is(file.sha256, hex);
    if (same && str_is(file.state, "read")) {
        return ERR_OK;
    }
    TRY(db_do(scan->folder->db, sql_case_file_state, err, "itt", id,
              same ? STR("read") : STR("changed"), STR("")));
    return tell(scan->folder, same ? "file-back" : "file-changed", STR(""), scan->now, id, path,
                err);
}

static enum err_code take_file(struct scan *scan, struct str path, const struct stat *info,
                               struct err *err)
{
    struct db_query *query;
    bool row = false;
    if (scan->count == CASE_FILES_MAX) {
        return err_set(err, ERR_LIMIT, "%s holds more than %d files", scan->folder->paths.root,
                       CASE_FILES_MAX);
    }
    scan->found = mem_grow(scan->found, scan->count, &scan->capacity, sizeof *scan->found);
    scan->found[scan->count++] = path;
    TRY(db_ask(scan->folder->db, sql_case_file_by_path, &query, err, "t", path));
    TRY(db_step(query, &row, err));
    if (!row) {
        return db_do(scan->folder->db, sql_case_file_add, err, "tii", path,
                     (int64_t)info->st_size, modified_of(info));
    }
    int64_t id = db_int(query, 0);
    bool same = db_int(query, 1) == info->st_size && db_int(query, 2) == modified_of(info) &&
                !str_is(db_text(query, 3), "gone");
    db_reset(query);
    return same ? ERR_OK : look_again(scan, id, path, info, err);
}

static enum err_code scan_folder(struct scan *scan, const char *below, int depth,
                                 struct err *err)
{
    const char **names;
    size_t count;
    const char *folder =
        below[0] == '\0' ? scan->folder->paths.root
                         : arena_printf(scan->arena, "%s/%s", scan->folder->paths.root, below);
    if (depth > DEPTH_MAX) {
        return err_set(err, ERR_LIMIT, "%s lies more than %d folders deep", folder, DEPTH_MAX);
    }
    TRY(file_list(scan->arena, folder, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        struct stat info;
        const char *path =
            arena_printf(scan->arena, "%s%s%s", below, below[0] == '\0' ? "" : "/", names[i]);
        if (names[i][0] == '.' || strcmp(path, CASE_PRIVATE) == 0 ||
            !utf8_valid(str_of(path)) ||
            lstat(arena_printf(scan->arena, "%s/%s", folder, names[i]), &info) != 0) {
            continue;
        }
        if (S_ISDIR(info.st_mode)) {
            TRY(scan_folder(scan, path, depth + 1, err));
        } else if (S_ISREG(info.st_mode)) {
            TRY(take_file(scan, str_of(path), &info, err));
        }
    }
    return ERR_OK;
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Files of the table that the folder no longer has. */
static enum err_code find_gone(struct scan *scan, struct err *err)
{
    struct db_query *query;
    bool row = false;
    struct {
        int64_t id;
        struct str path;
    } *gone = NULL;
    size_t count = 0;
    size_t capacity = 0;
    if (scan->count > 0) {
        qsort(scan->found, scan->count, sizeof *scan->found, by_text);
    }
    TRY(db_ask(scan->folder->db, sql_case_file_paths, &query, err, ""));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        struct str path = db_text(query, 1);
        bool there = scan->count > 0 && bsearch(&path, scan->found, scan->count,
                                                sizeof *scan->found, by_text) != NULL;
        if (!there && !str_is(db_text(query, 2), "gone")) {
            gone = mem_grow(gone, count, &capacity, sizeof *gone);
            gone[count].id = db_int(query, 0);
            gone[count++].path = arena_str(scan->arena, path);
        }
        code = db_step(query, &row, err);
    }
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        code = db_do(scan->folder->db, sql_case_file_state, err, "itt", gone[i].id, STR("gone"),
                     STR(""));
        if (code == ERR_OK) {
            code = tell(scan->folder, "file-gone", STR(""), scan->now, gone[i].id, gone[i].path,
                        err);
        }
    }
    free(gone);
    return code;
}

enum err_code case_files_scan(struct case_folder *folder, int64_t now, struct err *err)
{
    struct scan scan = {.folder = folder, .arena = arena_new(), .now = now};
    enum err_code code = db_begin(folder->db, err);
    if (code == ERR_OK) {
        code = scan_folder(&scan, "", 0, err);
        code = code == ERR_OK ? find_gone(&scan, err) : code;
        code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
        db_rollback(folder->db);
    }
    free(scan.found);
    arena_free(scan.arena);
    return code;
}

enum err_code case_files_next(struct case_folder *folder, struct arena *arena, size_t most,
                              struct case_file *files, size_t *count, struct err *err)
{
    struct db_query *query;
    bool row = false;
    *count = 0;
    TRY(db_ask(folder->db, sql_case_file_next, &query, err, "i", (int64_t)most));
    TRY(db_step(query, &row, err));
    while (row && *count < most) {
        files[(*count)++].id = db_int(query, 0);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    for (size_t i = 0; i < *count; i++) {
        TRY(case_file_lookup(folder, arena, files[i].id, &files[i], err));
    }
    return ERR_OK;
}

enum err_code case_files_list(struct case_folder *folder, struct arena *arena, int64_t from,
                              size_t most, struct case_file *files, size_t *count,
                              struct err *err)
{
    struct db_query *query;
    bool row = false;
    *count = 0;
    TRY(db_ask(folder->db, sql_case_file_page, &query, err, "ii", (int64_t)most, from));
    TRY(db_step(query, &row, err));
    while (row && *count < most) {
        files[(*count)++] = (struct case_file){.id = db_int(query, 0),
                                               .path = arena_str(arena, db_text(query, 1)),
                                               .state = arena_str(arena, db_text(query, 2)),
                                               .why = arena_str(arena, db_text(query, 3)),
                                               .pages = db_int(query, 4),
                                               .pages_read = db_int(query, 5)};
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code case_file_lookup(struct case_folder *folder, struct arena *arena, int64_t id,
                               struct case_file *file, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(folder->db, sql_case_file_row, &query, err, "i", id));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "the case has no file %lld", (long long)id);
    }
    *file = (struct case_file){.id = id,
                               .path = arena_str(arena, db_text(query, 0)),
                               .sha256 = arena_str(arena, db_text(query, 1)),
                               .state = arena_str(arena, db_text(query, 2)),
                               .why = arena_str(arena, db_text(query, 3)),
                               .characters = db_int(query, 4),
                               .pass = db_int(query, 5),
                               .tool = arena_str(arena, db_text(query, 6)),
                               .bytes = db_int(query, 7),
                               .is_document = str_is(db_text(query, 9), "document"),
                               .pages = db_int(query, 10),
                               .pages_read = db_int(query, 11)};
    db_reset(query);
    return ERR_OK;
}

const char *case_file_path(struct case_folder *folder, struct arena *arena,
                           const struct case_file *file)
{
    return arena_printf(arena, "%s/%.*s", folder->paths.root, STR_ARG(file->path));
}

static enum err_code not_as_read(const struct case_file *file, struct err *err)
{
    err_set(err, ERR_CONFLICT, "%.*s is not the file that was read", STR_ARG(file->path));
    err_hint(err, "have it read again: its marks would stand in the wrong places");
    return ERR_CONFLICT;
}

enum err_code case_file_check(struct case_folder *folder, struct arena *arena,
                              const struct case_file *file, struct err *err)
{
    struct sha256 digest;
    char hex[SHA256_HEX_SIZE];
    TRY(sha256_of_file(case_file_path(folder, arena, file), &digest, NULL, err));
    sha256_hex(hex, &digest);
    return str_is(file->sha256, hex) ? ERR_OK : not_as_read(file, err);
}

enum err_code case_file_text(struct case_folder *folder, struct arena *arena,
                             const struct case_file *file, struct str *text, struct err *err)
{
    char hex[SHA256_HEX_SIZE];
    const char *path = case_file_path(folder, arena, file);
    if (file->is_document) {
        return case_pages_text(folder, arena, file, text, err);
    }
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return err_errno(err, "cannot open %.*s", STR_ARG(file->path));
    }
    enum err_code code = file_read_fd(arena, fd, path, TEXT_MAX, text, err);
    close(fd);
    TRY(code);
    struct sha256 digest = sha256_of(*text);
    sha256_hex(hex, &digest);
    return str_is(file->sha256, hex) ? ERR_OK : not_as_read(file, err);
}

enum err_code case_file_refuse(struct case_folder *folder, const struct case_file *file,
                               const char *why, int64_t now, struct err *err)
{
    TRY(db_begin(folder->db, err));
    enum err_code code = db_do(folder->db, sql_case_file_state, err, "itt", file->id,
                               STR("refused"), str_of(why));
    code = code == ERR_OK
               ? tell(folder, "file-refused", STR(""), now, file->id, file->path, err)
               : code;
    code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
    db_rollback(folder->db);
    return code;
}

enum err_code case_file_again(struct case_folder *folder, int64_t id, struct str who,
                              int64_t now, struct err *err)
{
    TRY(db_begin(folder->db, err));
    enum err_code code = db_do(folder->db, sql_case_file_again, err, "i", id);
    if (code == ERR_OK && db_changes(folder->db) == 0) {
        code = err_set(err, ERR_CONFLICT, "file %lld has nothing to be read anew for",
                       (long long)id);
    }
    code = code == ERR_OK ? db_do(folder->db, sql_case_pages_forget, err, "i", id) : code;
    code = code == ERR_OK ? tell(folder, "read-again", who, now, id, STR(""), err) : code;
    code = code == ERR_OK ? case_audit_commit(folder->audit, err) : code;
    db_rollback(folder->db);
    return code;
}

static void add_state(struct case_tally *tally, struct str state, int64_t count)
{
    const struct {
        const char *name;
        int64_t *count;
    } states[] = {{"waiting", &tally->waiting},
                  {"read", &tally->read},
                  {"refused", &tally->refused},
                  {"changed", &tally->changed},
                  {"gone", &tally->gone}};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (str_is(state, states[i].name)) {
            *states[i].count = count;
        }
    }
}

enum err_code case_files_tally(struct case_folder *folder, struct case_tally *tally,
                               struct err *err)
{
    struct db_query *query;
    bool row = false;
    int64_t done = 0; /* bytes */
    int64_t ms = 0;
    *tally = (struct case_tally){.left_ms = -1};
    TRY(db_ask(folder->db, sql_case_file_tally, &query, err, ""));
    TRY(db_step(query, &row, err));
    while (row) {
        bool waits = str_is(db_text(query, 0), "waiting");
        add_state(tally, db_text(query, 0), db_int(query, 1));
        if (waits) {
            tally->waiting_bytes = db_int(query, 2);
        }
        if (waits || str_is(db_text(query, 0), "read")) {
            done += waits ? db_int(query, 4) - db_int(query, 2) : db_int(query, 4);
            ms += db_int(query, 3);
        }
        TRY(db_step(query, &row, err));
    }
    if (tally->waiting == 0) {
        tally->left_ms = 0;
    } else if (done > 0 && ms > 0) {
        tally->left_ms = (int64_t)((double)tally->waiting_bytes * (double)ms / (double)done);
    }
    return ERR_OK;
}
