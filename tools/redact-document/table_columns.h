/* What a column of a table holds, by its name. */
#ifndef POLICEAI_REDACT_DOCUMENT_TABLE_COLUMNS_H
#define POLICEAI_REDACT_DOCUMENT_TABLE_COLUMNS_H

#include "base/str.h"

/* The label under which every cell of a column so named is hidden, or NULL when the name does
 * not say that it holds what identifies a person: "Victim's first name", "DOB", "HomeTel2". */
const char *table_column_label(struct str name);
/* True for a cell that a spreadsheet would take for a formula and that is no number or plain
 * word: what it shows is not what stands in it. */
bool table_is_formula(struct str cell);

#endif
