/* What the commands of a review share: the case opened to work on, the issue, who does it. */
#ifndef POLICEAI_CLI_REVIEW_CALL_H
#define POLICEAI_CLI_REVIEW_CALL_H

#include "base/arena.h"
#include "base/err.h"
#include "review/review.h"

struct review_call {
    struct casefile_acts acts;
    struct review_issue issue; /* id 0: none was named */
    struct str who;            /* --as, else the login name */
    int64_t now;
};
/* `issue` MAY be NULL; `as` is NULL when it was not given. Ended by review_call_close, which is
 * fine after a failure too. */
enum err_code review_call_open(struct review_call *call, struct arena *arena, const char *path,
                               const char *issue, const char *as, struct err *err) MUST_USE;
void review_call_close(struct review_call *call);
/* "17", or "document 17": ERR_USAGE when it is neither. */
enum err_code review_document_number(const char *word, int64_t *document,
                                     struct err *err) MUST_USE;

#endif
