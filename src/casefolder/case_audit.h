/* What was done in a case, line by line, each with the digest of the line before.
 *
 * A line is added in the transaction that does what it tells; case_commit then writes it to
 * audit.jsonl too, so what was acknowledged stands in both. A line never holds what was hidden.
 *
 *     {"seq":3,"at":"…Z","by":"NAME","event":"decided","prev":"HEX64","what":{…}} */
#ifndef POLICEAI_CASEFOLDER_CASE_AUDIT_H
#define POLICEAI_CASEFOLDER_CASE_AUDIT_H

#include "casefolder/case_folder.h"

#include <stdint.h>

/* Within a transaction. `what` is a JSON object, as bytes. */
enum err_code case_audit_add(struct case_folder *folder, const char *event, struct str who,
                             int64_t now, struct str what, struct err *err) MUST_USE;
/* Commits, then brings audit.jsonl up to the table and syncs it. */
enum err_code case_commit(struct case_folder *folder, struct err *err) MUST_USE;
/* Checks the chain, and that the file holds the table's lines; a last line that a crash cut is
 * taken off and lines it lacks are written. ERR_CONFLICT names the first that differs. */
enum err_code case_audit_check(struct case_folder *folder, int64_t *lines,
                               struct err *err) MUST_USE;

#endif
