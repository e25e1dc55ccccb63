/* A paper as a page: one HTML file that needs no other, without JavaScript. */
#ifndef POLICEAI_REPORT_REPORT_HTML_H
#define POLICEAI_REPORT_REPORT_HTML_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

/* `paper`: its JSON. */
enum err_code report_html_write(struct arena *arena, struct str paper, struct strbuf *out,
                                struct err *err) MUST_USE;
/* The same as plain text of at most 96 columns a line of words; tables go as wide as they are.
 */
enum err_code report_text_write(struct arena *arena, struct str paper, struct strbuf *out,
                                struct err *err) MUST_USE;

#endif
