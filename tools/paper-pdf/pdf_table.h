/* A table over as many pages as it needs; its head stands on each. */
#ifndef POLICEAI_PAPER_PDF_PDF_TABLE_H
#define POLICEAI_PAPER_PDF_PDF_TABLE_H

#include "base/json.h"
#include "pdf_sheet.h"

enum { TABLE_COLUMNS_MAX = 16 };

/* A block of kind "table" (src/report/paper.h). ERR_FORMAT when it is none, or too wide. */
enum err_code table_put(struct sheet *sheet, const struct js *block, struct err *err) MUST_USE;

#endif
