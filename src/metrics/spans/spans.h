/* Marked spans of a text (task text-redaction), as a cover of its code points; of a document
 * (task document-redaction) by document_spans.h. */
#ifndef POLICEAI_METRICS_SPANS_H
#define POLICEAI_METRICS_SPANS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>

struct span {
    size_t start; /* code points, from 0 */
    size_t end;   /* exclusive */
};

struct span_list {
    struct span *items; /* sorted by start, then end */
    size_t count;
};

/* {"spans":[{"start","end",…}]}; NULL gives none. Refuses start >= end and ends past `length`.
 */
enum err_code spans_read(struct arena *arena, const struct js *value, size_t length,
                         struct span_list *spans, struct err *err) MUST_USE;
/* Joins what overlaps or touches: the result is sorted and apart. */
struct span_list spans_join(struct arena *arena, const struct span_list *spans);
/* True when one of the joined spans holds all of `span`. */
bool spans_cover(const struct span_list *joined, struct span span);
/* Code points that two joined lists share / that one holds. */
size_t spans_shared(const struct span_list *a, const struct span_list *b);
size_t spans_length(const struct span_list *joined);

/* Both sides of an item: expected entities, and what the output covers, joined and apart. An
 * input with "document" is one of document_spans.h. */
struct span_item {
    struct span_list expected;
    struct span_list covered;
};
enum err_code span_item_read(struct arena *arena, const struct js *input,
                             const struct js *expected, const struct js *output,
                             struct span_item *item, struct err *err) MUST_USE;

/* What a metric over spans has to say of one item; false: the item has no vector. */
typedef bool span_counter(struct arena *arena, const struct span_item *item, double *vector);
/* `item` of such a metric (metric.h). */
enum err_code span_metric_item(const struct js *input, const struct js *expected,
                               const struct js *output, span_counter *count, double *vector,
                               bool *has, struct err *err) MUST_USE;

#endif
