/* What is written in a field. Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_FIELD_VALUE_H
#define POLICEAI_CHECK_CASE_FILE_FIELD_VALUE_H

#include "form_reader.h"

/* Nothing but what stands for nothing: dots, lines, "not completed", "TBC". */
bool field_is_blank(struct str text);
/* The box to tick that stands at `at`: its bytes, 0 when none does; *ticked. */
size_t field_box_at(struct str text, size_t at, bool *ticked);
/* What is written from `start` to `end` of the text, without lines to write on and brackets;
 * field->filled only when it says something. */
void field_take(struct str text, size_t start, size_t end, struct field_found *field);

#endif
