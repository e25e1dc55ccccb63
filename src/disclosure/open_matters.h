/* What is still open when a schedule is made: it is told, on the screen and in the officer's
 * report, and nothing is refused for it. */
#ifndef POLICEAI_DISCLOSURE_OPEN_MATTERS_H
#define POLICEAI_DISCLOSURE_OPEN_MATTERS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "store/db.h"

/* Appends one sentence a line: documents that a review has not read, rules that are not met,
 * labels that are unsure, disputed or wait for a second reader, flagged documents that nobody
 * decided on, descriptions on the non-sensitive schedule that hold words of a flagged passage.
 * Nothing where nothing is open. */
enum err_code open_matters(struct db *db, struct arena *arena, struct strbuf *out,
                           struct err *err) MUST_USE;

#endif
