/* What people said of a document for one issue, as the pages show it (private to this part). */
#ifndef POLICEAI_CASEDESK_WORDS_VIEW_H
#define POLICEAI_CASEDESK_WORDS_VIEW_H

#include "base/jsonw.h"
#include "review/review_label.h"

/* "verdict", "hidden", "seen" and "words", the oldest first: members of the object begun. */
void review_words_write(struct jsonw *w, const struct review_state *state);

#endif
