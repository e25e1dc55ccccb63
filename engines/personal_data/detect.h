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

#include <stdbool.h>
#include <stddef.h>

enum { DETECT_TEXT_MAX = 1048576, DETECT_RULE_NAME = 24 };

struct detect_span {
    size_t start;
    size_t end;
    const char *label;
    unsigned
        confidence;   /* 0 to 1000, by the kind of rule: an order for doubts, no probability */
    const char *rule; /* "phones/2", family and place in its table; the detector's, and of this
                         version only */
};

struct detect_spans {
    struct detect_span *items;
    size_t count;
    size_t capacity;
};

struct detector;

/* All false at first; all but the last two are for tests and measurements. */
struct detector_options {
    bool no_prefilter;      /* every rule over the whole text: the same spans, slowly */
    bool prefilter_at_once; /* not only after some hundred kilobytes: the same spans */
    bool no_names;          /* no PERSON */
    bool everything;        /* the wider scope, everything.h */
    bool special;           /* statements of a special category, rules_special.c */
};

/* Compiles the rules. */
enum err_code detector_new(struct detector **out, struct err *err) MUST_USE;
/* NULL is allowed. */
void detector_free(struct detector *detector);
/* Holds from the next text on. */
void detector_set(struct detector *detector, struct detector_options options);
enum err_code detect_text(struct detector *detector, struct str text, struct detect_spans *out,
                          struct err *err) MUST_USE;
void detect_spans_free(struct detect_spans *spans);

#endif
