/* The page of an analysis: one HTML file that needs no other, without JavaScript. */
#ifndef POLICEAI_ANALYSIS_ERROR_PAGE_H
#define POLICEAI_ANALYSIS_ERROR_PAGE_H

#include "analysis/error_inputs.h"
#include "base/strbuf.h"

enum { ERROR_PAGE_MAX = 64 << 20 };

/* `reason` MAY be NULL: why items of a test are looked at; it is printed as a warning. */
enum err_code error_page_write(struct arena *arena, const struct error_inputs *inputs,
                               const char *reason, struct strbuf *out,
                               struct err *err) MUST_USE;

#endif
