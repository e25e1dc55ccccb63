/* Finds personal data in UK police text by rules.
 *
 * A redactor holds the compiled rules; it is made once, used from one thread, freed by its
 * maker. The answer depends on the text alone. Spans are Unicode code points, end exclusive,
 * sorted, never overlapping; labels are literals. Text is valid UTF-8 of at most
 * REDACT_TEXT_MAX bytes, else ERR_FORMAT or ERR_LIMIT. A rule that runs into its step limit is
 * an error, never a silent miss.
 *
 *     struct redact_spans spans = {0};
 *     TRY(redact_text(redactor, text, &spans, err));
 *     … spans.items[i].start …
 *     redact_spans_free(&spans);
 */
#ifndef POLICEAI_REDACT_H
#define POLICEAI_REDACT_H

#include "base/err.h"
#include "base/str.h"

#include <stddef.h>

enum { REDACT_TEXT_MAX = 1048576 };

struct redact_span {
    size_t start;
    size_t end;
    const char *label;
};

struct redact_spans {
    struct redact_span *items;
    size_t count;
    size_t capacity;
};

struct redactor;

/* Compiles the rules. */
enum err_code redactor_new(struct redactor **out, struct err *err) MUST_USE;
/* NULL is allowed. */
void redactor_free(struct redactor *redactor);
enum err_code redact_text(struct redactor *redactor, struct str text, struct redact_spans *out,
                          struct err *err) MUST_USE;
void redact_spans_free(struct redact_spans *spans);

#endif
