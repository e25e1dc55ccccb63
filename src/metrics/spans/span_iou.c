/* Intersection over union of labelled spans; see span_iou.h. */
#include "metrics/spans/span_iou.h"

#include "base/mem.h"

#include <stdlib.h>

/* A span: tokens [first, last), extent [start, end) of those not skipped. */
struct extent {
    uint32_t label;
    size_t first, last;
    size_t start, end;
};

struct extents {
    struct extent *items;
    size_t count;
};

static uint32_t label_of(const uint32_t *labels, size_t i, bool by_label)
{
    return by_label || labels[i] == SPAN_NO_LABEL ? labels[i] : 0;
}

static bool only_skipped(const struct span_token *tokens, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (!tokens[i].skipped) {
            return false;
        }
    }
    return true;
}

/* Adds a span, or joins it to the one before. */
static void add_extent(const struct span_tagged *document, struct extents *list,
                       struct extent span)
{
    struct extent *last = list->count > 0 ? &list->items[list->count - 1] : NULL;
    if (last != NULL && last->label == span.label &&
        only_skipped(document->tokens, last->last, span.first)) {
        last->last = span.last;
        last->end = span.end > last->end ? span.end : last->end;
    } else {
        list->items[list->count++] = span;
    }
}

static struct extents extents_of(const struct span_tagged *document, const uint32_t *labels,
                                 bool by_label)
{
    struct extents list = {xcalloc(document->count + 1, sizeof *list.items), 0};
    for (size_t i = 0; i < document->count;) {
        struct extent span = {.label = label_of(labels, i, by_label), .first = i};
        bool any = false;
        do {
            const struct span_token *token = &document->tokens[i];
            if (!token->skipped) {
                span.start = any ? span.start : token->start;
                span.end = token->end;
                any = true;
            }
        } while (++i < document->count && label_of(labels, i, by_label) == span.label);
        span.last = i;
        if (any && span.label != SPAN_NO_LABEL) {
            add_extent(document, &list, span);
        }
    }
    return list;
}

static bool overlap(const struct extent *a, const struct extent *b)
{
    return a->start < b->end && b->start < a->end;
}

static double iou_of_one(const struct extent *a, const struct extent *b)
{
    size_t start = a->start > b->start ? a->start : b->start;
    size_t end = a->end < b->end ? a->end : b->end;
    size_t from = a->start < b->start ? a->start : b->start;
    size_t to = a->end > b->end ? a->end : b->end;
    return (double)(end - start) / (double)(to - from);
}

/* The reference's union of several: [start, end] of the first, [start - 1, end - 1] of the
 * rest, against [start, end] of the true span. */
static double iou_of_several(const struct extent *truth, const struct extent *predicted,
                             size_t count, uint32_t label)
{
    size_t shared = 0;
    size_t covered = 0;
    size_t done = 0; /* everything before is counted */
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (predicted[i].label != label) {
            continue;
        }
        size_t shift = first ? 0 : 1;
        size_t from = predicted[i].start - (predicted[i].start > 0 ? shift : 0);
        size_t to = predicted[i].end + 1 - shift;
        from = !first && from < done ? done : from;
        if (from < to) {
            size_t low = from > truth->start ? from : truth->start;
            size_t high = to < truth->end + 1 ? to : truth->end + 1;
            covered += to - from;
            shared += high > low ? high - low : 0;
            done = to;
        }
        first = false;
    }
    return (double)shared / (double)(truth->end + 1 - truth->start + covered - shared);
}

static bool seen_before(const struct extent *predicted, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (predicted[j].label == predicted[i].label) {
            return true;
        }
    }
    return false;
}

/* One true span against the `count` predictions that overlap it. */
static void compare(const struct extent *truth, const struct extent *predicted, size_t count,
                    double threshold, struct span_iou_counts *counts)
{
    counts[truth->label].annotated++;
    for (size_t i = 0; i < count; i++) {
        if (seen_before(predicted, i)) {
            continue;
        }
        uint32_t label = predicted[i].label;
        counts[label].predicted++;
        double iou = count == 1 ? iou_of_one(truth, predicted)
                                : iou_of_several(truth, predicted, count, label);
        counts[label].matched += label == truth->label && iou >= threshold;
    }
}

void span_iou_count(const struct span_tagged *document, double threshold, bool by_label,
                    struct span_iou_counts *counts)
{
    struct extents truth = extents_of(document, document->truth, by_label);
    struct extents predicted = extents_of(document, document->predicted, by_label);
    bool *met = xcalloc(predicted.count + 1, sizeof *met);
    size_t first = 0;
    for (size_t i = 0; i < truth.count; i++) {
        while (first < predicted.count && predicted.items[first].end <= truth.items[i].start) {
            first++;
        }
        size_t last = first;
        while (last < predicted.count && overlap(&predicted.items[last], &truth.items[i])) {
            met[last++] = true;
        }
        compare(&truth.items[i], predicted.items + first, last - first, threshold, counts);
    }
    for (size_t i = 0; i < predicted.count; i++) {
        counts[predicted.items[i].label].predicted += !met[i];
    }
    free(met);
    free(truth.items);
    free(predicted.items);
}

struct metric_value span_iou_precision(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no predicted spans");
}

struct metric_value span_iou_recall(const double *sum)
{
    return metric_fraction(sum[0], sum[2], "no true spans");
}

struct metric_value span_iou_f2(const double *sum)
{
    /* (1 + 4) P R / (4 P + R) with P = m/p and R = m/a is 5 m / (4 a + p) */
    if (sum[0] == 0) {
        return (struct metric_value){.undefined =
                                         "precision and recall are both 0 or undefined"};
    }
    return metric_fraction(5 * sum[0], 4 * sum[2] + sum[1], "no spans");
}
