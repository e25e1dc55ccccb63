/* One of a few fixed words that a page is narrowed to (private to this part). The first of
 * `values` is "", everything; NULL ends them. */
#ifndef POLICEAI_CASEDESK_CHOICE_H
#define POLICEAI_CASEDESK_CHOICE_H

#include "base/jsonw.h"
#include "casedesk/casedesk_state.h"

/* The query's field `name` when it is one of them, else "". */
struct str choice_of(struct desk *desk, struct str query, const char *name,
                     const char *const *values);
/* Member `key`: each with "id", "word" ("all" for everything) and whether it is "chosen". */
void choice_write(struct jsonw *w, const char *key, const char *const *values,
                  struct str chosen);

#endif
