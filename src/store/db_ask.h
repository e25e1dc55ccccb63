/* Statements with their parameters in one call. */
#ifndef POLICEAI_STORE_DB_ASK_H
#define POLICEAI_STORE_DB_ASK_H

#include "store/db.h"

/* Prepares and binds: one letter of `kinds` a parameter, 't' a struct str as text, 'b' one as
 * bytes, 'i' an int64_t, 'n' NULL, which takes no argument. */
enum err_code db_ask(struct db *db, const char *sql, struct db_query **query, struct err *err,
                     const char *kinds, ...) MUST_USE;
/* The same for a statement that gives no rows. */
enum err_code db_do(struct db *db, const char *sql, struct err *err, const char *kinds,
                    ...) MUST_USE;
/* A number that a statement gives; 0 without a row. */
enum err_code db_number(struct db *db, const char *sql, int64_t *number, struct err *err,
                        const char *kinds, ...) MUST_USE;

#endif
