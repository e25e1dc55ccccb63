/* Statements with their parameters in one call (private to this part). */
#ifndef POLICEAI_CASEFOLDER_CASE_QUERY_H
#define POLICEAI_CASEFOLDER_CASE_QUERY_H

#include "store/db.h"

/* Prepares and binds: one letter of `kinds` a parameter, 't' a struct str, 'i' an int64_t, 'n'
 * NULL, which takes no argument. */
enum err_code case_query(struct db *db, const char *sql, struct db_query **query,
                         struct err *err, const char *kinds, ...) MUST_USE;
/* The same for a statement that gives no rows. */
enum err_code case_run(struct db *db, const char *sql, struct err *err, const char *kinds,
                       ...) MUST_USE;
/* A number that a statement gives; 0 without a row. */
enum err_code case_number(struct db *db, const char *sql, int64_t *number, struct err *err,
                          const char *kinds, ...) MUST_USE;

#endif
