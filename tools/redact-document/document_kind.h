/* What a file is, by its first bytes and never by its name. */
#ifndef POLICEAI_REDACT_DOCUMENT_DOCUMENT_KIND_H
#define POLICEAI_REDACT_DOCUMENT_DOCUMENT_KIND_H

#include "base/err.h"
#include "base/str.h"

enum document_kind { KIND_PDF, KIND_TEXT, KIND_HTML, KIND_PACKAGE, KIND_MAIL };

/* ERR_UNSUPPORTED names what the file is and what helps. `head` holds the first bytes (up to 4
 * KiB), `path` is told from only what is text. */
enum err_code document_kind(struct str head, enum document_kind *kind,
                            struct err *err) MUST_USE;

#endif
