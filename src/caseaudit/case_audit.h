/* What was done in a case, line by line, each with the digest of the line before.
 *
 * A line is added in the transaction that does what it tells; case_audit_commit then writes it
 * to a file beside the database too, so what was acknowledged stands in both. A line never
 * holds what was hidden.
 *
 *     {"seq":3,"at":"…Z","by":"NAME","event":"decided","prev":"HEX64","what":{…}}
 *
 * Several processes may add lines; one `struct case_audit` belongs to one thread. */
#ifndef POLICEAI_CASEAUDIT_CASE_AUDIT_H
#define POLICEAI_CASEAUDIT_CASE_AUDIT_H

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

#include <stdint.h>

struct case_audit;

/* Of a database that is open for writing, which outlives it; makes the table and the file
 * (0600) when they are not there, and checks them as case_audit_check does. */
enum err_code case_audit_open(struct case_audit **opened, struct db *db, const char *path,
                              struct err *err) MUST_USE;
/* NULL is allowed. */
void case_audit_close(struct case_audit *audit);

/* Within a transaction. `what` is a JSON object, as bytes; `now` is seconds since 1970. */
enum err_code case_audit_add(struct case_audit *audit, const char *event, struct str who,
                             int64_t now, struct str what, struct err *err) MUST_USE;
/* Commits the transaction, then brings the file up to the table and syncs it. */
enum err_code case_audit_commit(struct case_audit *audit, struct err *err) MUST_USE;
/* Checks the chain, and that the file holds the table's lines; then a last line that a crash
 * cut is taken off and lines it lacks are written. ERR_CONFLICT names the first that differs,
 * and nothing is written. */
enum err_code case_audit_check(struct case_audit *audit, int64_t *lines,
                               struct err *err) MUST_USE;
/* The same of a database that is open to be looked at, without writing: nothing where it has
 * no audit. Also while others add lines. */
enum err_code case_audit_look(struct db *db, const char *path, struct err *err) MUST_USE;

#endif
