/* A paper (src/report/paper.h) as a PDF. */
#ifndef POLICEAI_PAPER_PDF_PAPER_PDF_H
#define POLICEAI_PAPER_PDF_PAPER_PDF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { PAPER_BYTES_MAX = 64 << 20, PAPER_PAGES_MAX = 5000 };

/* Writes `out`; the same paper gives the same bytes. ERR_FORMAT names the block that is none.
 */
enum err_code paper_pdf_write(struct arena *arena, struct str paper, const char *out,
                              int *pages, struct err *err) MUST_USE;

#endif
