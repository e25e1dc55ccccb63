/* Text in HTML: documents and pages alike. */
#ifndef POLICEAI_BASE_HTML_H
#define POLICEAI_BASE_HTML_H

#include "base/str.h"
#include "base/strbuf.h"

/* Escapes for text and for attributes in double quotes alike. */
void html_escape(struct strbuf *out, struct str text);

#endif
