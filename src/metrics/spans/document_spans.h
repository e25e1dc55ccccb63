/* What the answer about a document (task document-redaction) hides of the text the document was
 * made of: the same cover of code points that a text's answer gives, so that the same metrics
 * count both.
 *
 * expected {"text","spans":[{"start","end",…}] and, of a document with pages,
 *           "places":[[page,start,end,x0,y0,x1,y1]…]}: where each run of letters of the text
 *           stands, in points of the page as shown from its top left corner
 * output   {"pages","marks","unreadable","text"}: see src/task/document_redaction/
 *
 * With pages a letter is hidden when its middle lies in a box of a mark or of a region that is
 * covered; letters of a run share its width evenly. What the answer says of text does not
 * count: that boxes show one colour is what the output check proves.
 *
 * Without pages the text of the answer, which the output check compares with the document's, is
 * aligned with the expected text by a longest common subsequence of what is no blank, and the
 * marks are carried over.
 *
 * A blank is hidden when it lies between two letters that one mark hides with nothing but
 * blanks between them, so that a line end within a name costs nothing. */
#ifndef POLICEAI_METRICS_DOCUMENT_SPANS_H
#define POLICEAI_METRICS_DOCUMENT_SPANS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "metrics/spans/spans.h"

/* Code points of a text that is scored, and cells of an alignment of what differs in it: past
 * the second nothing in the part that differs counts as hidden. */
enum { DOCUMENT_LETTERS_MAX = 1 << 20, DOCUMENT_CELLS_MAX = 1 << 24 };

/* The expected spans and what is covered, as span_item_read gives them of a text; `output` NULL
 * covers nothing. ERR_FORMAT when `expected` breaks its shape. */
enum err_code document_item_read(struct arena *arena, const struct js *expected,
                                 const struct js *output, struct span_item *item,
                                 struct err *err) MUST_USE;
/* For each code point of the expected text the label it is hidden under ("UNREADABLE" in a
 * region that was covered), p NULL where it is not hidden. */
enum err_code document_labels_read(struct arena *arena, const struct js *expected,
                                   const struct js *output, struct str **labels, size_t *count,
                                   struct err *err) MUST_USE;
/* `value` is a run's place as above with its page at least 1 and its offsets within `length`.
 */
bool document_is_place(const struct js *value, int64_t length);

#endif
