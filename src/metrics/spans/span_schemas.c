/* Matching in nervaluate's order, and the rates over its counts; see span_schemas.h. */
#include "metrics/spans/span_schemas.h"

#include "base/mem.h"

#include <stdlib.h>

const char *span_schema_name(enum span_schema schema)
{
    static const char *const names[SPAN_SCHEMAS] = {"strict", "exact", "partial", "ent_type"};
    return names[schema];
}

void span_counts_vector(const struct span_counts *counts, double vector[SPAN_COUNTS])
{
    vector[0] = (double)counts->correct;
    vector[1] = (double)counts->incorrect;
    vector[2] = (double)counts->partial;
    vector[3] = (double)counts->missed;
    vector[4] = (double)counts->spurious;
}

static bool same_bounds(const struct span_mark *a, const struct span_mark *b)
{
    return a->start == b->start && a->end == b->end;
}

unsigned span_schema_credit(enum span_schema schema, const struct span_mark *truth,
                            const struct span_mark *predicted)
{
    bool bounds = same_bounds(truth, predicted);
    bool label = truth->label == predicted->label;
    switch (schema) {
    case SPAN_STRICT:
        return bounds && label ? 2 : 0;
    case SPAN_EXACT:
        return bounds ? 2 : 0;
    case SPAN_PARTIAL:
        return bounds ? 2 : 1;
    default:
        return label ? 2 : 0;
    }
}

bool span_mark_overlaps(const struct span_mark *truth, const struct span_mark *predicted,
                        double overlap)
{
    size_t start = truth->start > predicted->start ? truth->start : predicted->start;
    size_t end = truth->end < predicted->end ? truth->end : predicted->end;
    return start < end &&
           (double)(end - start) / (double)(truth->end - truth->start) * 100.0 >= overlap;
}

/* True spans by start, so that those which can overlap a prediction stand together. */
struct by_start {
    struct span_mark mark;
    size_t place; /* in the list given */
    size_t reach; /* greatest end up to here */
    bool taken;
};

static int compare_start(const void *a, const void *b)
{
    const struct by_start *left = a;
    const struct by_start *right = b;
    if (left->mark.start != right->mark.start) {
        return left->mark.start < right->mark.start ? -1 : 1;
    }
    return (left->place > right->place) - (left->place < right->place);
}

static struct by_start *sorted_truth(struct span_marks truth)
{
    struct by_start *sorted = xcalloc(truth.count + 1, sizeof *sorted);
    for (size_t i = 0; i < truth.count; i++) {
        sorted[i].mark = truth.items[i];
        sorted[i].place = i;
    }
    qsort(sorted, truth.count, sizeof *sorted, compare_start);
    size_t reach = 0;
    for (size_t i = 0; i < truth.count; i++) {
        reach = sorted[i].mark.end > reach ? sorted[i].mark.end : reach;
        sorted[i].reach = reach;
    }
    return sorted;
}

/* The first in the list's order that is free and overlaps enough, or NULL. */
static struct by_start *first_free(struct by_start *sorted, size_t count,
                                   const struct span_mark *predicted, double overlap)
{
    struct by_start *found = NULL;
    size_t low = 0;
    for (size_t high = count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle].reach <= predicted->start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (size_t i = low; i < count && sorted[i].mark.start < predicted->end; i++) {
        if (!sorted[i].taken && (found == NULL || sorted[i].place < found->place) &&
            span_mark_overlaps(&sorted[i].mark, predicted, overlap)) {
            found = &sorted[i];
        }
    }
    return found;
}

struct span_counts span_schema_greedy(enum span_schema schema, struct span_marks truth,
                                      struct span_marks predicted, double overlap)
{
    struct span_counts counts = {.missed = truth.count};
    struct by_start *sorted = sorted_truth(truth);
    for (size_t i = 0; i < predicted.count; i++) {
        const struct span_mark *mark = &predicted.items[i];
        struct by_start *taken = first_free(sorted, truth.count, mark, overlap);
        if (taken == NULL) {
            counts.spurious++;
            continue;
        }
        unsigned credit = span_schema_credit(schema, &taken->mark, mark);
        taken->taken = true;
        counts.missed--;
        counts.correct += credit == 2;
        counts.partial += credit == 1;
        counts.incorrect += credit == 0;
    }
    free(sorted);
    return counts;
}

static double credit_of(const double *sum)
{
    return sum[0] + 0.5 * sum[2];
}

struct metric_value span_counts_precision(const double *sum)
{
    return metric_fraction(credit_of(sum), sum[0] + sum[1] + sum[2] + sum[4],
                           "no predicted spans");
}

struct metric_value span_counts_recall(const double *sum)
{
    return metric_fraction(credit_of(sum), sum[0] + sum[1] + sum[2] + sum[3], "no true spans");
}

struct metric_value span_counts_f1(const double *sum)
{
    double pairs = 2 * (sum[0] + sum[1] + sum[2]);
    return metric_fraction(2 * credit_of(sum), pairs + sum[3] + sum[4],
                           "no true and no predicted spans");
}
