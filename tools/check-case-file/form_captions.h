/* Forms whose labels stand below what is written, as captions do: "Ann Lee", "(Signature)".
 * Pure.
 */
#ifndef POLICEAI_CHECK_CASE_FILE_FORM_CAPTIONS_H
#define POLICEAI_CHECK_CASE_FILE_FORM_CAPTIONS_H

#include "form_labels.h"
#include "form_reader.h"

/* Reads the fields of a form from `body` to `end` when its labels are captions; false when they
 * are not: then nothing is changed. */
bool form_captions(struct arena *arena, const struct label_book *book, struct str text,
                   size_t body, size_t end, struct field_found *fields);

#endif
