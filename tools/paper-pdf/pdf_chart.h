/* Figures with their intervals: a dot and a bar a row. */
#ifndef POLICEAI_PAPER_PDF_PDF_CHART_H
#define POLICEAI_PAPER_PDF_PDF_CHART_H

#include "base/json.h"
#include "pdf_sheet.h"

/* A block of kind "chart" (src/report/paper.h), of proportions; the axis grows past 100%. */
enum err_code chart_put(struct sheet *sheet, const struct js *block, struct err *err) MUST_USE;

#endif
