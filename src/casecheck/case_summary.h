/* A summary of a case made of its own passages (casetext/passages.h), each with document, page
 * and place: central ones (LexRank) that tell something (casetext/telling.h), spread over what
 * a summary of a case has to tell (casetext/needs.h, summary_choice.h), and none that says of
 * itself that it must not be passed on; or about a question where one is asked.
 * SOURCE: Erkan and Radev 2004, JAIR 22:457-479.
 */
#ifndef POLICEAI_CASECHECK_CASE_SUMMARY_H
#define POLICEAI_CASECHECK_CASE_SUMMARY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

enum { SUMMARY_LINES_MAX = 200, SUMMARY_POOL_MAX = 2000 };

struct summary_plan {
    struct str about;         /* words of a person, a point; "": the whole */
    int64_t lines;            /* at most so many sentences */
    const int64_t *documents; /* only these; NULL: all */
    size_t document_count;
    const int64_t *leave_out; /* never these, rising: what must not be quoted; MAY be NULL */
    size_t leave_out_count;
    bool withheld; /* also what says of itself that it must not be passed on */
};
/* One passage of the case: a sentence, or a few of one place. */
struct summary_line {
    int64_t document, page, start, end; /* code points of the page's text */
    struct str path, text;              /* as it stands there */
    int64_t rank;                       /* from 1, the most central first */
};
struct summary {
    struct summary_line *lines; /* in the order of document, page, place */
    size_t count;
    int64_t sentences; /* that were looked at */
    int64_t left_out;  /* that were not: past SUMMARY_POOL_MAX, those found least of */
};
/* In the arena. ERR_NOT_FOUND: no sentence to choose from. */
enum err_code case_summary(struct db *db, struct arena *arena, const struct summary_plan *plan,
                           struct summary *summary, struct err *err) MUST_USE;

#endif
