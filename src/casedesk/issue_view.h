/* What every page of an issue says of it (private to this part). */
#ifndef POLICEAI_CASEDESK_ISSUE_VIEW_H
#define POLICEAI_CASEDESK_ISSUE_VIEW_H

#include "base/jsonw.h"
#include "casedesk/casedesk_state.h"
#include "review/review.h"

/* By its number; in the request's arena. ERR_NOT_FOUND names those that there are. */
enum err_code issue_find(struct desk *desk, int64_t number, struct review_issue *issue,
                         struct err *err) MUST_USE;
/* Its name, counts, and in a sentence whether enough was read: members of the page. */
enum err_code issue_write(struct desk *desk, struct jsonw *w, const struct review_issue *issue,
                          struct err *err) MUST_USE;

#endif
