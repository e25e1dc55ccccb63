/* SQLite behind db.h; the only file that includes sqlite3.h.
 *
 * Set on every connection: WAL (writers), foreign keys, no trust in the schema, defensive mode,
 * no extension loading, double-quoted strings off, secure delete. A commit hook refuses a
 * COMMIT that db_commit did not make, so a stray statement in an SQL file cannot end a
 * transaction. */
#include "store/db.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_MS = 10000, SCRUB_BUSY_MS = 1000 };

struct db_query {
    struct db *db;
    sqlite3_stmt *statement;
    const char *sql; /* the caller's static text: its address is the key */
    int bind_error;
    struct db_query *next;
};

struct db {
    sqlite3 *handle;
    char *path;
    struct db_query *queries;
    bool in_transaction;
    bool may_commit;
    fts5_tokenizer tokenizer; /* of `words` */
    Fts5Tokenizer *words;     /* opened with the first call of db_words */
    bool weighs;
    int64_t weights_left;
};

/* What the system said, where SQLite's own words leave it out; 0: nothing. */
static int system_reason(const struct db *db, int code)
{
    return (code & 0xFF) == SQLITE_IOERR && db->handle != NULL
               ? sqlite3_system_errno(db->handle)
               : 0;
}

static enum err_code kind_of(int code)
{
    switch (code & 0xFF) {
    case SQLITE_CONSTRAINT:
        return ERR_CONFLICT;
    case SQLITE_BUSY:
        return ERR_TIMEOUT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR: /* the tables are others than the SQL of this program is written for */
        return ERR_FORMAT;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ERR_DENIED;
    case SQLITE_CANTOPEN:
        return ERR_NOT_FOUND;
    default:
        return ERR_IO;
    }
}

/* Names file and words. */
static void say_failure(const struct db *db, int code, struct err *err)
{
    const char *words = db->handle != NULL ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
    int why = system_reason(db, code);
    if (why == 0) {
        err_set(err, kind_of(code), "database %s: %s", db->path, words);
    } else {
        err_set(err, kind_of(code), "database %s: %s (%s)", db->path, words, strerror(why));
    }
    /* a disk too full for the file that is shared beside the database is told as bad I/O */
    if ((code & 0xFF) == SQLITE_FULL || why == ENOSPC || code == SQLITE_IOERR_SHMSIZE) {
        err_hint(err, "free room on the disk; nothing was written");
    } else if ((code & 0xFF) == SQLITE_CANTOPEN) {
        err_hint(err,
                 "it or a file beside it cannot be opened or made: look at the folder, its "
                 "rights and the room on the disk");
    }
}

static enum err_code fail(const struct db *db, int code, struct err *err)
{
    say_failure(db, code, err);
    return kind_of(code);
}

/* Non-zero turns the commit into a rollback. */
static int on_commit(void *data)
{
    const struct db *db = data;
    return db->in_transaction && !db->may_commit;
}

static bool may_write(enum db_mode mode)
{
    return mode == DB_WRITE || mode == DB_WRITE_FULL;
}

static enum err_code configure(struct db *db, enum db_mode mode, struct err *err)
{
    sqlite3_busy_timeout(db->handle, BUSY_MS);
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_commit_hook(db->handle, on_commit, db);
    if (!may_write(mode)) {
        /* sorts stay in memory: a confined reader can make no file */
        TRY(db_exec(db, "PRAGMA query_only=1; PRAGMA temp_store=MEMORY", err));
        return db_exec(
            db, mode == DB_READ ? "PRAGMA cache_size=-32768" : "PRAGMA cache_size=-2048", err);
    }
    /* 32 MiB of pages: with SQLite's 2 the tables of a large log are read again for each row */
    TRY(db_exec(db, "PRAGMA journal_mode=WAL; PRAGMA secure_delete=1; PRAGMA cache_size=-32768",
                err));
    return db_exec(
        db, mode == DB_WRITE_FULL ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL",
        err);
}

/* Is nothing written beside the database that is not in it yet? */
static bool is_still(const char *path)
{
    struct stat info;
    struct strbuf wal;
    strbuf_init(&wal, str_of(path).n + sizeof "-wal");
    strbuf_printf(&wal, "%s-wal", path);
    bool still = stat(wal.p, &info) != 0 || info.st_size == 0;
    strbuf_release(&wal);
    return still;
}

/* Of a database that is still: immutable, so that neither -wal nor -shm is made. */
static int open_look(struct db *db)
{
    struct strbuf uri;
    strbuf_init(&uri, 4 * str_of(db->path).n + 64);
    strbuf_puts(&uri, "file:");
    for (const char *c = db->path; *c != '\0'; c++) {
        if (*c == '?' || *c == '#' || *c == '%') {
            strbuf_printf(&uri, "%%%02x", (unsigned char)*c);
        } else {
            strbuf_putc(&uri, *c);
        }
    }
    strbuf_puts(&uri, "?immutable=1");
    int status = sqlite3_open_v2(
        uri.p, &db->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    strbuf_release(&uri);
    return status;
}

static int open_file(struct db *db, enum db_mode mode)
{
    int flags =
        may_write(mode) ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    return mode == DB_LOOK && is_still(db->path)
               ? open_look(db)
               : sqlite3_open_v2(db->path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
}

enum err_code db_open(struct db **opened, const char *path, enum db_mode mode, struct err *err)
{
    struct db *db = xcalloc(1, sizeof *db);
    db->path = xstrdup(path);
    int status = open_file(db, mode);
    enum err_code code = status == SQLITE_OK ? configure(db, mode, err) : fail(db, status, err);
    if (code != ERR_OK) {
        db_close(db);
        return code;
    }
    *opened = db;
    return ERR_OK;
}

void db_close(struct db *db)
{
    if (db == NULL) {
        return;
    }
    db_rollback(db);
    while (db->queries != NULL) {
        struct db_query *next = db->queries->next;
        sqlite3_finalize(db->queries->statement);
        free(db->queries);
        db->queries = next;
    }
    if (db->words != NULL) {
        db->tokenizer.xDelete(db->words);
    }
    if (sqlite3_close(db->handle) != SQLITE_OK) {
        BUG("database %s closed while in use", db->path);
    }
    free(db->path);
    free(db);
}

static enum err_code make_new(const char *path, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return errno == EEXIST ? err_set(err, ERR_CONFLICT, "%s is there already", path)
                               : err_errno(err, "cannot make %s", path);
    }
    close(fd);
    return ERR_OK;
}

/* In one step, so that the pages are those of one moment. */
static enum err_code copy_pages(struct db *from, struct db *to, struct err *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(to->handle, "main", from->handle, "main");
    if (backup == NULL) {
        return fail(to, sqlite3_extended_errcode(to->handle), err);
    }
    int stepped = sqlite3_backup_step(backup, -1);
    int finished = sqlite3_backup_finish(backup);
    if (stepped != SQLITE_DONE || finished != SQLITE_OK) {
        return fail(to, stepped, err);
    }
    /* one file: who reads it makes no files beside it */
    return db_exec(to, "PRAGMA journal_mode=DELETE", err);
}

enum err_code db_copy(struct db *db, const char *path, struct err *err)
{
    struct db to = {.path = (char *)(uintptr_t)path};
    TRY(make_new(path, err));
    int status = sqlite3_open_v2(path, &to.handle, SQLITE_OPEN_READWRITE, NULL);
    enum err_code code =
        status == SQLITE_OK ? copy_pages(db, &to, err) : fail(&to, status, err);
    if (sqlite3_close(to.handle) != SQLITE_OK) {
        BUG("database %s closed while in use", path);
    }
    if (code != ERR_OK) {
        unlink(path);
    }
    return code;
}

/* SQLite does not sync the cut: after a power failure the old bytes would be there again. It
 * holds no lock on this file, so that closing it here loses none. */
static enum err_code sync_wal(struct db *db, struct err *err)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s-wal", db->path);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? ERR_OK : err_errno(err, "cannot open %s", path);
    }
    enum err_code code = fsync(fd) == 0 ? ERR_OK : err_errno(err, "cannot sync %s", path);
    close(fd);
    return code;
}

/* A reader of old pages keeps them in the WAL. The caller tries again later, so that nobody
 * else waits long for it. */
static enum err_code empty_wal(struct db *db, struct err *err)
{
    sqlite3_busy_timeout(db->handle, SCRUB_BUSY_MS);
    int status =
        sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(db->handle, BUSY_MS);
    if ((status & 0xFF) == SQLITE_BUSY) {
        err_set(err, ERR_TIMEOUT, "database %s: a reader holds on to old pages", db->path);
        err_hint(err, "end what reads it, such as a backup that is being made");
        return ERR_TIMEOUT;
    }
    return status == SQLITE_OK ? sync_wal(db, err) : fail(db, status, err);
}

/* The checkpoint syncs the name of a new WAL too; what it cannot move yet is synced as WAL. */
enum err_code db_sync(struct db *db, struct err *err)
{
    int status =
        sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return status == SQLITE_OK || (status & 0xFF) == SQLITE_BUSY ? sync_wal(db, err)
                                                                 : fail(db, status, err);
}

/* VACUUM fills new pages: secure_delete alone leaves copies in pages that rows moved within. */
enum err_code db_scrub(struct db *db, struct err *err)
{
    if (db->in_transaction) {
        BUG("scrub inside a transaction on %s", db->path);
    }
    TRY(db_exec(db, "VACUUM", err));
    return empty_wal(db, err);
}

enum err_code db_exec(struct db *db, const char *sql, struct err *err)
{
    int status = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return status == SQLITE_OK ? ERR_OK : fail(db, status, err);
}

enum err_code db_begin(struct db *db, struct err *err)
{
    if (db->in_transaction) {
        BUG("transaction inside a transaction on %s", db->path);
    }
    TRY(db_exec(db, "BEGIN IMMEDIATE", err));
    db->in_transaction = true;
    return ERR_OK;
}

enum err_code db_begin_read(struct db *db, struct err *err)
{
    if (db->in_transaction) {
        BUG("transaction inside a transaction on %s", db->path);
    }
    TRY(db_exec(db, "BEGIN", err));
    db->in_transaction = true;
    return ERR_OK;
}

enum err_code db_commit(struct db *db, struct err *err)
{
    if (!db->in_transaction) {
        BUG("commit without a transaction on %s", db->path);
    }
    db->may_commit = true;
    enum err_code code = db_exec(db, "COMMIT", err);
    db->may_commit = false;
    if (code != ERR_OK) {
        db_rollback(db);
        return code;
    }
    db->in_transaction = false;
    return ERR_OK;
}

void db_rollback(struct db *db)
{
    if (db->in_transaction) {
        for (struct db_query *query = db->queries; query != NULL; query = query->next) {
            sqlite3_reset(query->statement);
        }
        if (sqlite3_get_autocommit(db->handle) == 0) {
            sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
        }
        db->in_transaction = false;
    }
}

static enum err_code user_version(struct db *db, int64_t *version, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(db, "PRAGMA user_version", &query, err));
    TRY(db_step(query, &row, err));
    *version = row ? db_int(query, 0) : 0;
    db_reset(query);
    return ERR_OK;
}

static enum err_code migrate_step(struct db *db, const char *step, int number, struct err *err)
{
    char set[64];
    snprintf(set, sizeof set, "PRAGMA user_version=%d", number);
    TRY(db_begin(db, err));
    enum err_code code = db_exec(db, step, err);
    if (code == ERR_OK) {
        code = db_exec(db, set, err);
    }
    if (code != ERR_OK) {
        db_rollback(db);
        err_prefix(err, "schema step %d", number);
        return code;
    }
    return db_commit(db, err);
}

enum err_code db_migrate(struct db *db, const char *const *steps, int count, struct err *err)
{
    int64_t done;
    TRY(user_version(db, &done, err));
    if (done > count) {
        return err_set(err, ERR_UNSUPPORTED,
                       "database %s was made by a newer policeai (schema %lld, known %d)",
                       db->path, (long long)done, count);
    }
    for (int i = (int)done; i < count; i++) {
        TRY(migrate_step(db, steps[i], i + 1, err));
    }
    return ERR_OK;
}

static struct db_query *cached(struct db *db, const char *sql)
{
    struct db_query *query = db->queries;
    while (query != NULL && query->sql != sql) {
        query = query->next;
    }
    return query;
}

enum err_code db_prepare(struct db *db, const char *sql, struct db_query **prepared,
                         struct err *err)
{
    struct db_query *query = cached(db, sql);
    if (query == NULL) {
        sqlite3_stmt *statement;
        int status = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                        &statement, NULL);
        if (status != SQLITE_OK) {
            return fail(db, status, err);
        }
        query = xcalloc(1, sizeof *query);
        *query = (struct db_query){db, statement, sql, SQLITE_OK, db->queries};
        db->queries = query;
    }
    db_reset(query);
    sqlite3_clear_bindings(query->statement);
    *prepared = query;
    return ERR_OK;
}

static void keep_first(struct db_query *query, int status)
{
    if (query->bind_error == SQLITE_OK) {
        query->bind_error = status;
    }
}

void db_bind_int(struct db_query *query, int index, int64_t value)
{
    keep_first(query, sqlite3_bind_int64(query->statement, index, value));
}

void db_bind_text(struct db_query *query, int index, struct str text)
{
    if (text.n > INT_MAX) {
        BUG("text of %zu bytes bound", text.n);
    }
    keep_first(query, sqlite3_bind_text(query->statement, index, text.n > 0 ? text.p : "",
                                        (int)text.n, SQLITE_TRANSIENT));
}

void db_bind_blob(struct db_query *query, int index, struct str bytes)
{
    if (bytes.n > INT_MAX) {
        BUG("blob of %zu bytes bound", bytes.n);
    }
    keep_first(query, sqlite3_bind_blob(query->statement, index, bytes.n > 0 ? bytes.p : "",
                                        (int)bytes.n, SQLITE_TRANSIENT));
}

void db_bind_null(struct db_query *query, int index)
{
    keep_first(query, sqlite3_bind_null(query->statement, index));
}

enum err_code db_step(struct db_query *query, bool *row, struct err *err)
{
    if (query->bind_error != SQLITE_OK) {
        BUG("parameter of \"%s\": %s", query->sql, sqlite3_errstr(query->bind_error));
    }
    int status = sqlite3_step(query->statement);
    *row = status == SQLITE_ROW;
    if (status == SQLITE_ROW) {
        return ERR_OK;
    }
    enum err_code code = status == SQLITE_DONE ? ERR_OK : fail(query->db, status, err);
    sqlite3_reset(query->statement);
    return code;
}

enum err_code db_run(struct db_query *query, struct err *err)
{
    bool row;
    enum err_code code = db_step(query, &row, err);
    if (code == ERR_OK && row) {
        BUG("\"%s\" gave a row", query->sql);
    }
    db_reset(query);
    return code;
}

int64_t db_int(struct db_query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

struct str db_text(struct db_query *query, int column)
{
    const char *bytes = sqlite3_column_blob(query->statement, column);
    int length = sqlite3_column_bytes(query->statement, column);
    return str_n(bytes != NULL ? bytes : "", (size_t)length);
}

bool db_is_null(struct db_query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

void db_reset(struct db_query *query)
{
    sqlite3_reset(query->statement);
    query->bind_error = SQLITE_OK;
}

int64_t db_changes(struct db *db)
{
    return sqlite3_changes64(db->handle);
}

/* ---- words ---- */

/* How a connection hands out its full-text functions (sqlite.org/fts5.html, section 7). */
static enum err_code full_text(struct db *db, fts5_api **api, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    *api = NULL;
    int status = sqlite3_prepare_v2(db->handle, "SELECT fts5(?1)", -1, &statement, NULL);
    if (status == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, api, "fts5_api_ptr", NULL);
        sqlite3_step(statement);
        status = sqlite3_finalize(statement);
    }
    if (status != SQLITE_OK || *api == NULL) {
        return err_set(err, ERR_UNSUPPORTED, "this SQLite has no full-text index (FTS5)");
    }
    return ERR_OK;
}

static void weigh(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *answer,
                  int count, sqlite3_value **values)
{
    const double k1 = 1.2;
    const double b = 0.75;
    const double scale = 4503599627370496.0; /* 2^52 */
    struct db *db = api->xUserData(row);
    sqlite3_int64 rows = 0;
    sqlite3_int64 tokens = 0;
    int found = 0;
    int length = 0;
    (void)count;
    (void)values;
    if (db->weights_left-- <= 0) {
        sqlite3_result_int64(answer, 0);
        return;
    }
    int status = api->xRowCount(row, &rows);
    status = status == SQLITE_OK ? api->xColumnTotalSize(row, -1, &tokens) : status;
    status = status == SQLITE_OK ? api->xInstCount(row, &found) : status;
    status = status == SQLITE_OK ? api->xColumnSize(row, -1, &length) : status;
    if (status != SQLITE_OK) {
        sqlite3_result_error_code(answer, status);
        return;
    }
    double mean = rows > 0 && tokens > 0 ? (double)tokens / (double)rows : 1;
    double weight = found * (k1 + 1) / (found + k1 * (1 - b + b * length / mean));
    sqlite3_result_int64(answer, -(sqlite3_int64)(weight * scale));
}

enum err_code db_let_weigh(struct db *db, int64_t most, struct err *err)
{
    fts5_api *api;
    db->weights_left = most;
    if (!db->weighs) {
        TRY(full_text(db, &api, err));
        int status = api->xCreateFunction(api, "page_weight", db, weigh, NULL);
        if (status != SQLITE_OK) {
            return fail(db, status, err);
        }
        db->weighs = true;
    }
    return ERR_OK;
}

static enum err_code open_words(struct db *db, struct err *err)
{
    static const char *options[] = {"remove_diacritics", "2"};
    fts5_api *api;
    void *data;
    TRY(full_text(db, &api, err));
    if (api->xFindTokenizer(api, "unicode61", &data, &db->tokenizer) != SQLITE_OK ||
        db->tokenizer.xCreate(data, options, 2, &db->words) != SQLITE_OK) {
        db->words = NULL;
        return err_set(err, ERR_UNSUPPORTED, "this SQLite has no tokenizer unicode61");
    }
    return ERR_OK;
}

struct word_call {
    db_word_sink *sink;
    void *context;
};

static int on_word(void *data, int flags, const char *word, int length, int start, int end)
{
    const struct word_call *call = data;
    (void)flags;
    (void)start;
    (void)end;
    call->sink(call->context, str_n(word, (size_t)length));
    return SQLITE_OK;
}

enum err_code db_words(struct db *db, struct str text, db_word_sink *sink, void *context,
                       struct err *err)
{
    struct word_call call = {sink, context};
    if (db->words == NULL) {
        TRY(open_words(db, err));
    }
    int status = db->tokenizer.xTokenize(db->words, &call, FTS5_TOKENIZE_DOCUMENT, text.p,
                                         (int)text.n, on_word);
    return status == SQLITE_OK ? ERR_OK : fail(db, status, err);
}
