/* One page of a document as the pages show it (private to this part). */
#ifndef POLICEAI_CASEDESK_PAGE_VIEW_H
#define POLICEAI_CASEDESK_PAGE_VIEW_H

#include "casedesk/casedesk_state.h"

/* "view": the page that the query names ("page", else the first), its picture, its text, what
 * of it was not read; outlined is what the query's "at" points to, else where the words stand.
 * ERR_NOT_FOUND: there is no such page; ERR_INVALID: the words are no query. */
enum err_code page_view_write(struct desk *desk, struct private_request *request,
                              struct jsonw *w, int64_t document, struct str words,
                              struct err *err) MUST_USE;

#endif
