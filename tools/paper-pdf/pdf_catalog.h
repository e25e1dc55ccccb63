/* What cairo 1.16 leaves out of a PDF's catalogue: the language, that the text is tagged, and
 * that the title is shown. Appended as an incremental update. SOURCE: ISO
 * 32000-1:2008, 7.5.6, 7.7.2, 12.2, 14.7.1, 14.9.2. */
#ifndef POLICEAI_PAPER_PDF_PDF_CATALOG_H
#define POLICEAI_PAPER_PDF_PDF_CATALOG_H

#include "base/err.h"
#include "base/strbuf.h"

/* ERR_FORMAT when the file is not as cairo writes it. */
enum err_code catalog_say_language(struct strbuf *pdf, const char *language,
                                   struct err *err) MUST_USE;

#endif
