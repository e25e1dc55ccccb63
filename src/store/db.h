/* One SQLite database file, one connection a thread; sqlite3.h is included in store/db.c alone.
 *
 * Statements are named in PART/sql/NAME.sql files; their text is compiled in and handed to
 * db_prepare. WAL, foreign keys, trusted_schema off, defensive mode, no extension loading.
 * Transactions do not nest; a COMMIT not made by db_commit is refused. */
#ifndef POLICEAI_STORE_DB_H
#define POLICEAI_STORE_DB_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct db;
struct db_query; /* a prepared statement, kept by the db and reused by its SQL text's address */

enum db_mode {
    DB_READ,         /* read-only; must be there; 32 MiB of pages */
    DB_READ_THROUGH, /* the same with 2 MiB: for one reading of much */
    DB_LOOK,         /* read-only, and where nobody writes no file is made beside it, as reading
                        does: for a look that must leave no trace. Who begins to write meanwhile
                        changes the pages read only at a checkpoint: a look is short */
    DB_WRITE,        /* synchronous=NORMAL: committed is synced by a checkpoint or db_sync; made
                        when absent */
    DB_WRITE_FULL    /* synchronous=FULL */
};

/* A connection with the settings above. */
enum err_code db_open(struct db **opened, const char *path, enum db_mode mode,
                      struct err *err) MUST_USE;
/* NULL is allowed. */
void db_close(struct db *db);

/* Schema steps applied in order, each in one transaction; PRAGMA user_version counts those
 * done. A file with more steps than known is refused ("made by a newer policeai"). */
enum err_code db_migrate(struct db *db, const char *const *steps, int count,
                         struct err *err) MUST_USE;
/* A consistent copy of the whole database as a new file (0600), also while others write to it.
 * ERR_CONFLICT when `path` is there; on failure no file is left. */
enum err_code db_copy(struct db *db, const char *path, struct err *err) MUST_USE;

/* Nothing deleted is left in any byte of the file or its WAL: rebuilt without free pages or
 * remains inside pages, then the WAL emptied. ERR_TIMEOUT when a reader holds on to old pages.
 */
enum err_code db_scrub(struct db *db, struct err *err) MUST_USE;

/* Several statements without parameters. */
enum err_code db_exec(struct db *db, const char *sql, struct err *err) MUST_USE;

enum err_code db_begin(struct db *db, struct err *err) MUST_USE; /* BEGIN IMMEDIATE */
/* Several reads of one state; ended by db_rollback. */
enum err_code db_begin_read(struct db *db, struct err *err) MUST_USE;
enum err_code db_commit(struct db *db, struct err *err) MUST_USE;
/* All that was committed is on the disk, also where readers keep a checkpoint from ending. */
enum err_code db_sync(struct db *db, struct err *err) MUST_USE;
void db_rollback(struct db *db); /* fine when none is open */

/* The statement for this SQL (a static string: cached by address), reset and unbound. */
enum err_code db_prepare(struct db *db, const char *sql, struct db_query **prepared,
                         struct err *err) MUST_USE;
/* Parameters from 1. Texts and blobs are copied. */
void db_bind_int(struct db_query *query, int index, int64_t value);
void db_bind_text(struct db_query *query, int index, struct str text);
void db_bind_blob(struct db_query *query, int index, struct str bytes);
void db_bind_null(struct db_query *query, int index);
/* *row false at the end. */
enum err_code db_step(struct db_query *query, bool *row, struct err *err) MUST_USE;
/* A statement that gives no rows: steps and resets. */
enum err_code db_run(struct db_query *query, struct err *err) MUST_USE;
/* Columns from 0, borrowed until the next step or reset. */
int64_t db_int(struct db_query *query, int column);
struct str db_text(struct db_query *query, int column); /* also blobs */
bool db_is_null(struct db_query *query, int column);
/* Ends a read early (closes its snapshot). */
void db_reset(struct db_query *query);
int64_t db_changes(struct db *db);

/* SQL may call page_weight(TABLE) of a row of a full-text search for one phrase: its bm25 as
 * https://www.sqlite.org/fts5.html, section 5.1.1, has it, without the idf, which is the same
 * for each row, in 2^-52: what orders them as `rank` does, without going through all rows for
 * the idf first. Of the next `most` rows; 0 then. */
enum err_code db_let_weigh(struct db *db, int64_t most, struct err *err) MUST_USE;

/* Called for each word of a text; the word is borrowed. */
typedef void db_word_sink(void *context, struct str word);
/* The words of a text as a full-text index with `tokenize = 'unicode61 remove_diacritics 2'`
 * takes them (https://www.sqlite.org/fts5.html, section 4.3.1), in their order. */
enum err_code db_words(struct db *db, struct str text, db_word_sink *sink, void *context,
                       struct err *err) MUST_USE;

#endif
