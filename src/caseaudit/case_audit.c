/* See case_audit.h. The table is written first, with everything else of the transaction; the
 * file is a copy that is only ever added to, under a lock of its own, since two processes do.
 */
#include "caseaudit/case_audit.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "caseaudit_sql.h"
#include "crypto/digest.h"
#include "store/db_ask.h"
#include "store/db_part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 1 << 20, TAIL = 1 << 20, MODE_FILE = 0600 };

struct case_audit {
    struct db *db;
    char *path;
    int fd;
};

static void digest_line(struct str line, char hex[SHA256_HEX_SIZE])
{
    struct sha256 digest = sha256_of(line);
    sha256_hex(hex, &digest);
}

/* Number and digest of the newest line; 0 and zeros before the first. */
static enum err_code last_line(struct case_audit *audit, int64_t *seq,
                               char hex[SHA256_HEX_SIZE], struct err *err)
{
    struct db_query *query;
    bool row = false;
    memset(hex, '0', SHA256_HEX_SIZE - 1);
    hex[SHA256_HEX_SIZE - 1] = '\0';
    *seq = 0;
    TRY(db_ask(audit->db, sql_case_audit_last, &query, err, ""));
    TRY(db_step(query, &row, err));
    if (row) {
        *seq = db_int(query, 0);
        digest_line(db_text(query, 1), hex);
        db_reset(query);
    }
    return ERR_OK;
}

enum err_code case_audit_add(struct case_audit *audit, const char *event, struct str who,
                             int64_t now, struct str what, struct err *err)
{
    struct strbuf line;
    struct jsonw w;
    int64_t seq;
    char prev[SHA256_HEX_SIZE];
    char at[TIME_SIZE];
    TRY(last_line(audit, &seq, prev, err));
    time_format(at, now);
    strbuf_init(&line, LINE_MAX_BYTES);
    jsonw_init(&w, &line);
    jsonw_object(&w);
    jsonw_member_int(&w, "seq", seq + 1);
    jsonw_member(&w, "at", at);
    jsonw_member_str(&w, "by", who);
    jsonw_member(&w, "event", event);
    jsonw_member(&w, "prev", prev);
    jsonw_key(&w, "what");
    jsonw_raw(&w, what);
    jsonw_end(&w);
    enum err_code code = strbuf_check(&line, "a line of the audit", err);
    if (code == ERR_OK) {
        code =
            db_do(audit->db, sql_case_audit_event_add, err, "it", seq + 1, strbuf_view(&line));
    }
    strbuf_release(&line);
    return code;
}

/* The number in the last whole line; what follows it, cut by a crash, is taken off. */
static enum err_code last_written(struct case_audit *audit, int64_t *seq, struct err *err)
{
    struct stat info;
    struct arena *arena = arena_new();
    enum err_code code = ERR_OK;
    const char *path = audit->path;
    *seq = 0;
    if (fstat(audit->fd, &info) != 0) {
        code = err_errno(err, "cannot look at %s", path);
        goto out;
    }
    off_t from = info.st_size > TAIL ? info.st_size - TAIL : 0;
    size_t size = (size_t)(info.st_size - from);
    char *bytes = arena_alloc(arena, size + 1);
    if (pread(audit->fd, bytes, size, from) != (ssize_t)size) {
        code = err_errno(err, "cannot read %s", path);
        goto out;
    }
    size_t end = size;
    while (end > 0 && bytes[end - 1] != '\n') {
        end--;
    }
    if (end < size && ftruncate(audit->fd, from + (off_t)end) != 0) {
        code = err_errno(err, "cannot cut %s", path);
        goto out;
    }
    if (end > 0) {
        size_t start = end - 1;
        struct js *line;
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        TRY_OUT(js_parse(arena, str_n(bytes + start, end - 1 - start), &line, err));
        TRY_OUT(js_need_int(line, "seq", 1, INT64_MAX, seq, err));
    }
out:
    arena_free(arena);
    return code;
}

static enum err_code write_after(struct case_audit *audit, int64_t seq, struct err *err)
{
    struct strbuf lines;
    struct db_query *query;
    bool row = false;
    strbuf_init(&lines, SIZE_MAX);
    enum err_code code = db_ask(audit->db, sql_case_audit_events_from, &query, err, "i", seq);
    code = code == ERR_OK ? db_step(query, &row, err) : code;
    while (code == ERR_OK && row) {
        strbuf_str(&lines, db_text(query, 1));
        strbuf_putc(&lines, '\n');
        code = db_step(query, &row, err);
    }
    if (code == ERR_OK && lines.n > 0) {
        code = file_write_fd(audit->fd, audit->path, strbuf_view(&lines), err);
        if (code == ERR_OK && fdatasync(audit->fd) != 0) {
            code = err_errno(err, "cannot sync %s", audit->path);
        }
    }
    strbuf_release(&lines);
    return code;
}

static enum err_code bring_up(struct case_audit *audit, struct err *err)
{
    int64_t seq;
    if (flock(audit->fd, LOCK_EX) != 0) {
        return err_errno(err, "cannot lock %s", audit->path);
    }
    enum err_code code = last_written(audit, &seq, err);
    if (code == ERR_OK) {
        code = write_after(audit, seq, err);
    }
    flock(audit->fd, LOCK_UN);
    return code;
}

enum err_code case_audit_commit(struct case_audit *audit, struct err *err)
{
    TRY(db_commit(audit->db, err));
    return bring_up(audit, err);
}

/* ---- whether the table and the file tell the same ---- */

struct comparison {
    struct db *db;
    const char *path;
    struct arena *arena;
    struct file_lines file;
    struct db_query *query;
    char prev[SHA256_HEX_SIZE];
    int64_t read; /* bytes of the file, each line with its end */
    int64_t size; /* of the file when it was opened, under its lock */
    int64_t lines;
    bool short_of; /* the file ended: the lines that it lacks are written when somebody acts */
};

static enum err_code refuse_line(const struct comparison *with, const char *what,
                                 struct err *err)
{
    err_set(err, ERR_CONFLICT, "%s line %lld %s", with->path, (long long)with->lines + 1, what);
    err_hint(err, "somebody edited one of them; bring both back from a copy");
    return ERR_CONFLICT;
}

/* A last line without its end, of which the table holds the whole: a crash cut it. */
static bool was_cut(const struct comparison *with, struct str in_table, struct str in_file)
{
    return with->read > with->size && str_starts(in_table, in_file);
}

static enum err_code check_follows(struct comparison *with, struct str in_table,
                                   struct err *err)
{
    struct js *line;
    struct str said;
    arena_reset(with->arena);
    TRY(js_parse(with->arena, in_table, &line, err));
    TRY(js_need_str(line, "prev", &said, err));
    return str_is(said, with->prev) ? ERR_OK
                                    : refuse_line(with, "does not follow the line before", err);
}

static enum err_code check_next(struct comparison *with, bool *more, struct err *err)
{
    struct str in_file = STR("");
    bool found = false;
    bool row = false;
    if (!with->short_of) {
        TRY(file_lines_next(&with->file, &in_file, &found, err));
        with->read += found ? (int64_t)in_file.n + 1 : 0;
    }
    TRY(db_step(with->query, &row, err));
    *more = row;
    struct str in_table = row ? db_text(with->query, 1) : STR("");
    with->short_of = !found || was_cut(with, in_table, in_file);
    if (!with->short_of && !str_eq(in_table, in_file)) {
        return refuse_line(with, "is not what the database holds", err);
    }
    if (row) {
        TRY(check_follows(with, in_table, err));
        digest_line(in_table, with->prev);
        with->lines++;
    }
    return ERR_OK;
}

static enum err_code check_all(struct comparison *with, struct err *err)
{
    bool more = true;
    memset(with->prev, '0', sizeof with->prev - 1);
    with->prev[sizeof with->prev - 1] = '\0';
    TRY(db_begin_read(with->db, err));
    enum err_code code =
        db_ask(with->db, sql_case_audit_events_from, &with->query, err, "i", (int64_t)0);
    while (code == ERR_OK && more) {
        code = check_next(with, &more, err);
    }
    if (with->query != NULL) {
        db_reset(with->query);
    }
    db_rollback(with->db);
    return code;
}

/* Of a file that is open: its lock keeps lines from being added, and what stands in it was
 * committed before, so the table that is read afterwards holds it. */
static enum err_code compare(struct comparison *with, int fd, struct err *err)
{
    struct stat info;
    if (flock(fd, LOCK_SH) != 0 || fstat(fd, &info) != 0) {
        return err_errno(err, "cannot lock %s", with->path);
    }
    with->size = (int64_t)info.st_size;
    TRY(file_lines_open(&with->file, with->path, LINE_MAX_BYTES, err));
    with->arena = arena_new();
    enum err_code code = check_all(with, err);
    arena_free(with->arena);
    file_lines_close(&with->file);
    flock(fd, LOCK_UN);
    return code;
}

enum err_code case_audit_look(struct db *db, const char *path, struct err *err)
{
    struct comparison with = {.db = db, .path = path};
    int64_t there;
    TRY(db_number(db, sql_case_audit_there, &there, err, ""));
    if (there == 0) {
        return ERR_OK;
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) { /* it is written again out of the table when somebody acts */
        return errno == ENOENT ? ERR_OK : err_errno(err, "cannot open %s", path);
    }
    enum err_code code = compare(&with, fd, err);
    close(fd);
    return code;
}

enum err_code case_audit_check(struct case_audit *audit, int64_t *lines, struct err *err)
{
    struct comparison with = {.db = audit->db, .path = audit->path};
    TRY(compare(&with, audit->fd, err));
    *lines = with.lines;
    return bring_up(audit, err);
}

static enum err_code open_file(struct case_audit *audit, struct err *err)
{
    const char *const steps[] = {sql_case_audit_schema_1};
    int64_t lines;
    TRY(db_migrate_part(audit->db, "audit", steps, 1, err));
    audit->fd =
        open(audit->path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, MODE_FILE);
    if (audit->fd < 0) {
        return err_errno(err, "cannot open %s", audit->path);
    }
    return case_audit_check(audit, &lines, err);
}

enum err_code case_audit_open(struct case_audit **opened, struct db *db, const char *path,
                              struct err *err)
{
    struct case_audit *audit = xcalloc(1, sizeof *audit);
    *audit = (struct case_audit){.db = db, .path = xstrdup(path), .fd = -1};
    enum err_code code = open_file(audit, err);
    if (code != ERR_OK) {
        case_audit_close(audit);
        return code;
    }
    *opened = audit;
    return ERR_OK;
}

void case_audit_close(struct case_audit *audit)
{
    if (audit == NULL) {
        return;
    }
    if (audit->fd >= 0) {
        close(audit->fd);
    }
    free(audit->path);
    free(audit);
}
