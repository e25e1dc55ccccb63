/* What a tool of the task document-redaction is asked for a hand-over (src/task/
 * document_redaction says the shape): hide exactly these marks. Pure. */
#ifndef POLICEAI_CASEFOLDER_HIDE_REQUEST_H
#define POLICEAI_CASEFOLDER_HIDE_REQUEST_H

#include "base/arena.h"
#include "base/strbuf.h"
#include "casefolder/case_marks.h"

/* {"document":{"file"},"hide":[…]}. Marks of one page and one label become one entry, since a
 * question is one line of a bounded length; marks without a place go by their offsets. `marks`
 * is in the order of pages. */
void hide_request_write(struct strbuf *out, const struct case_mark *const *marks, size_t count);

#endif
