/* What a search asks for, as forms and links of the desk carry it (private to this part). */
#ifndef POLICEAI_CASEDESK_SEARCH_ASKED_H
#define POLICEAI_CASEDESK_SEARCH_ASKED_H

#include "casedesk/casedesk_state.h"

struct search_asked {
    struct str words;
    struct find_bounds bounds;
};

enum { SEARCH_FIELDS = 9 };

/* The i-th of its texts, and how forms name it: q, kind, fate, source, sent_from, sent_to,
 * from, to, folder. */
struct str *search_asked_field(struct search_asked *asked, size_t i);
const char *search_asked_name(size_t i);
/* From a form or a query. */
void search_asked_take(struct desk *desk, struct str form, struct search_asked *asked);
/* Whether it has bounds; whether it asks for anything at all. */
bool search_asked_is_bound(struct search_asked *asked);
bool search_asked_is_some(struct search_asked *asked);
/* Pages, at most `max`. ERR_INVALID: what is wrong with a day or the words. */
enum err_code search_asked_find(struct desk *desk, struct search_asked *asked, int64_t max,
                                struct find_hits *hits, struct err *err) MUST_USE;

#endif
