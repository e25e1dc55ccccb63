/* A paper as a PDF, set by the house program tools/paper-pdf in the sandbox. */
#ifndef POLICEAI_REPORT_REPORT_PDF_H
#define POLICEAI_REPORT_REPORT_PDF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* Writes `path` whole or not at all. `checks`: the folder of house programs
 * (places.checks). `paper`: its JSON. */
enum err_code report_pdf_write(struct arena *arena, const char *checks, struct str paper,
                               const char *path, struct err *err) MUST_USE;

#endif
