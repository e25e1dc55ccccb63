/* Finds personal data in UK police text by rules.
 *
 * A detector holds the compiled rules; it is made once, used from one thread, freed by its
 * maker. The answer depends on the text alone. Spans are Unicode code points, end exclusive,
 * sorted, never overlapping; labels are literals. Text is valid UTF-8 of at most
 * DETECT_TEXT_MAX bytes, else ERR_FORMAT or ERR_LIMIT. A rule that runs into its step limit is
 * an error, never a silent miss.
 *
 *     struct detect_spans spans = {0};
 *     TRY(detect_text(detector, text, &spans, err));
 *     … spans.items[i].start …
 *     detect_spans_free(&spans);
 */
#ifndef POLICEAI_PERSONAL_DATA_DETECT_H
#define POLICEAI_PERSONAL_DATA_DETECT_H

#include "base/err.h"
#include "base/str.h"

#include <stddef.h>

enum { DETECT_TEXT_MAX = 1048576 };

struct detect_span {
    size_t start;
    size_t end;
    const char *label;
};

struct detect_spans {
    struct detect_span *items;
    size_t count;
    size_t capacity;
};

struct detector;

/* Compiles the rules. */
enum err_code detector_new(struct detector **out, struct err *err) MUST_USE;
/* NULL is allowed. */
void detector_free(struct detector *detector);
enum err_code detect_text(struct detector *detector, struct str text, struct detect_spans *out,
                          struct err *err) MUST_USE;
void detect_spans_free(struct detect_spans *spans);

#endif
