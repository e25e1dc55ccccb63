/* The order-free matching of span_schemas.h.
 *
 * A pairing's weight is credit x (spans + 1) + 1 for each pair, so that credit decides and the
 * number of pairs breaks ties. Spans that overlap, directly or through others, make a group;
 * each group is an assignment problem of its own (metrics/assignment.h). Weights are whole
 * numbers, so that doubles hold their sums exactly. */
#include "metrics/spans/span_schemas.h"

#include "base/mem.h"
#include "metrics/assignment.h"

#include <stdlib.h>

/* A span of either side. */
struct side_mark {
    struct span_mark mark;
    bool predicted;
};

static int compare_marks(const void *a, const void *b)
{
    const struct side_mark *left = a;
    const struct side_mark *right = b;
    if (left->mark.start != right->mark.start) {
        return left->mark.start < right->mark.start ? -1 : 1;
    }
    return (left->mark.end > right->mark.end) - (left->mark.end < right->mark.end);
}

static void count_pair(enum span_schema schema, const struct span_mark *truth,
                       const struct span_mark *predicted, struct span_counts *counts)
{
    unsigned credit = span_schema_credit(schema, truth, predicted);
    counts->correct += credit == 2;
    counts->partial += credit == 1;
    counts->incorrect += credit == 0;
    counts->missed--;
    counts->spurious--;
}

/* One group: its true spans and its predicted spans. */
struct span_group {
    struct span_mark *truth;
    struct span_mark *predicted;
    size_t truths, predictions;
};

static void match_group(enum span_schema schema, const struct span_group *group, double overlap,
                        struct span_counts *counts)
{
    double weight = (double)(group->truths + group->predictions + 1);
    size_t columns = group->predictions;
    if (group->truths == 0 || columns == 0) {
        return;
    }
    double *weights = xcalloc(group->truths * columns, sizeof *weights);
    size_t *choice = xcalloc(group->truths, sizeof *choice);
    for (size_t i = 0; i < group->truths; i++) {
        for (size_t j = 0; j < columns; j++) {
            const struct span_mark *predicted = &group->predicted[j];
            if (span_mark_overlaps(&group->truth[i], predicted, overlap)) {
                weights[i * columns + j] =
                    weight * span_schema_credit(schema, &group->truth[i], predicted) + 1;
            }
        }
    }
    assign_best(weights, group->truths, columns, choice);
    for (size_t i = 0; i < group->truths; i++) {
        if (choice[i] != SIZE_MAX && weights[i * columns + choice[i]] > 0) {
            count_pair(schema, &group->truth[i], &group->predicted[choice[i]], counts);
        }
    }
    free(weights);
    free(choice);
}

static struct side_mark *both_sides(struct span_marks truth, struct span_marks predicted)
{
    struct side_mark *all = xcalloc(truth.count + predicted.count + 1, sizeof *all);
    for (size_t i = 0; i < truth.count; i++) {
        all[i].mark = truth.items[i];
    }
    for (size_t i = 0; i < predicted.count; i++) {
        all[truth.count + i].mark = predicted.items[i];
        all[truth.count + i].predicted = true;
    }
    qsort(all, truth.count + predicted.count, sizeof *all, compare_marks);
    return all;
}

bool span_schema_matched(enum span_schema schema, struct span_marks truth,
                         struct span_marks predicted, double overlap,
                         struct span_counts *counts)
{
    size_t count = truth.count + predicted.count;
    struct side_mark *all = both_sides(truth, predicted);
    struct span_group group = {.truth = xcalloc(truth.count + 1, sizeof *group.truth),
                               .predicted =
                                   xcalloc(predicted.count + 1, sizeof *group.predicted)};
    bool whole = true;
    size_t reach = 0;
    *counts = (struct span_counts){.missed = truth.count, .spurious = predicted.count};
    for (size_t i = 0; i <= count && whole; i++) {
        if (i == count || all[i].mark.start >= reach) {
            whole = group.truths <= SPAN_GROUP_MAX && group.predictions <= SPAN_GROUP_MAX;
            if (whole) {
                match_group(schema, &group, overlap, counts);
            }
            group.truths = 0;
            group.predictions = 0;
        }
        if (i < count && all[i].predicted) {
            group.predicted[group.predictions++] = all[i].mark;
        } else if (i < count) {
            group.truth[group.truths++] = all[i].mark;
        }
        reach = i < count && all[i].mark.end > reach ? all[i].mark.end : reach;
    }
    free(group.truth);
    free(group.predicted);
    free(all);
    return whole;
}
