/* Of SpreadsheetML what is kept of how a sheet looks. SOURCE: ECMA-376-1:2016, 18. */
#ifndef POLICEAI_REDACT_DOCUMENT_XLSX_NAMES_H
#define POLICEAI_REDACT_DOCUMENT_XLSX_NAMES_H

#include <stdbool.h>

/* Elements of the styles' part and of a sheet beside its cells. */
bool xlsx_element(const char *name);
bool xlsx_attribute(const char *name);
/* Numbers, colours, words of the format's lists, cells and ranges. */
bool xlsx_value(const char *value);
/* A number format without words in it. */
bool xlsx_format(const char *code);
/* A sheet's name of words that name nobody: "Summary", "Sheet1", "March 2024". */
bool xlsx_sheet_name(const char *name);
/* "B12" */
bool xlsx_is_cell(const char *value);

#endif
