/* Texts of a page with what was found in them (private to this part). */
#ifndef POLICEAI_CASEDESK_SHOWN_TEXT_H
#define POLICEAI_CASEDESK_SHOWN_TEXT_H

#include "base/jsonw.h"
#include "casefile/find_pages.h"

/* "pieces" of a text that has \x02 and \x03 around what was found: "text", and "found" where it
 * is that. */
void shown_snippet_write(struct jsonw *w, struct str marked);
/* "pieces" of a page's text by spans that rise; those that overlap are one. */
void shown_pieces_write(struct jsonw *w, struct str text, const struct find_span *spans,
                        size_t count);
/* "boxes" of the words of a page (packed: casefile/word_places.h) that lie in a span. */
void shown_boxes_write(struct jsonw *w, struct str packed, const struct find_span *spans,
                       size_t count);

#endif
