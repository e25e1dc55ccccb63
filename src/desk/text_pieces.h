/* A stretch of a text as pieces, marked and plain (private to this part). */
#ifndef POLICEAI_DESK_TEXT_PIECES_H
#define POLICEAI_DESK_TEXT_PIECES_H

#include "casefolder/case_handover.h"
#include "desk/desk_state.h"

struct text_pieces {
    struct jsonw *w;
    struct str text;
    struct case_policy policy;
    struct case_people people;
    int64_t need;
    size_t at;     /* byte of the text */
    int64_t index; /* its code point, as marks count */
};

/* What the case says of marks: policy, people, readers needed. */
enum err_code text_pieces_open(struct desk *desk, struct text_pieces *pieces,
                               struct err *err) MUST_USE;
/* "doubt", "keep" or "redact". */
const char *text_pieces_act(const struct text_pieces *pieces, const struct case_mark *mark);
/* "pieces": from where it stands to code point `end`. Marks that overlap are shown as the first
 * of them, to the end of the last. */
void text_pieces_write(struct text_pieces *pieces, const struct case_marks *marks, int64_t end);

#endif
