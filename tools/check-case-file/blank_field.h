/* What is written in a field and says nothing. */
#ifndef POLICEAI_CHECK_CASE_FILE_BLANK_FIELD_H
#define POLICEAI_CHECK_CASE_FILE_BLANK_FIELD_H

#include "base/str.h"

#include <stdbool.h>

/* Nothing but what stands for nothing: dots, lines, "not completed", "TBC". */
bool field_is_blank(struct str text);

#endif
