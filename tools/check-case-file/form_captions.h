/* Forms whose labels stand below what is written, as captions do: "Ann Lee", "(Signature)".
 * Pure.
 */
#ifndef POLICEAI_CHECK_CASE_FILE_FORM_CAPTIONS_H
#define POLICEAI_CHECK_CASE_FILE_FORM_CAPTIONS_H

#include "form_labels.h"
#include "form_reader.h"

struct label_styles;

/* Adds how many known labels of a form end a block of lines, and how many begin one. */
void form_captions_count(struct arena *arena, const struct label_book *book, struct str text,
                         size_t body, size_t end, struct label_styles *styles);
/* Reads the fields of a form from `body` to `end` when its labels are captions, by book->styles
 * and those of the case; false when they are not: then nothing is changed. */
bool form_captions(struct arena *arena, const struct label_book *book, struct str text,
                   size_t body, size_t end, struct field_found *fields);

#endif
