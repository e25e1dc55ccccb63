/* What is written in a field. Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_FIELD_VALUE_H
#define POLICEAI_CHECK_CASE_FILE_FIELD_VALUE_H

#include "form_reader.h"

/* Nothing but what stands for nothing: dots, lines, "not completed", "TBC". */
bool field_is_blank(struct str text);
/* What is written from `start` to `end` of the text, without lines to write on and brackets;
 * field->filled only when it says something. */
void field_take(struct str text, size_t start, size_t end, struct field_found *field);

#endif
