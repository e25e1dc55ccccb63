/* Cells whose number is a date, for the workbooks of every age. */
#ifndef POLICEAI_READ_DOCUMENT_SHEET_VALUES_H
#define POLICEAI_READ_DOCUMENT_SHEET_VALUES_H

#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

/* Does a code of a number's format show days or times? */
bool sheet_date_code(const char *code);
/* The formats that need no code: ECMA-376-1, 18.8.30. */
bool sheet_date_number(int64_t id);
/* Days since 1899-12-30 (1904-01-01) as ISO 8601, less than a day as HH:MM:SS; false, adding
 * nothing: no such date. */
bool sheet_date_add(double days, bool from_1904, struct strbuf *out);

#endif
