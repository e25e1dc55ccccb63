/* Comparing two groupings; see clusterings.h. */
#include "metrics/linkage/clusterings.h"

#include "base/mem.h"

#include <stdlib.h>

/* A record's two clusters in one number, so that records that share both stand together. */
struct cell {
    uint64_t clusters;
    size_t record;
};

static int compare_cells(const void *a, const void *b)
{
    const struct cell *left = a;
    const struct cell *right = b;
    return (left->clusters > right->clusters) - (left->clusters < right->clusters);
}

static void share(const struct clusterings *c, struct record_sizes *sizes)
{
    struct cell *cells = xcalloc(c->records + 1, sizeof *cells);
    for (size_t i = 0; i < c->records; i++) {
        cells[i] = (struct cell){(uint64_t)c->truth[i] << 32 | c->predicted[i], i};
    }
    qsort(cells, c->records, sizeof *cells, compare_cells);
    for (size_t i = 0, end; i < c->records; i = end) {
        for (end = i; end < c->records && cells[end].clusters == cells[i].clusters; end++) {
        }
        for (size_t j = i; j < end; j++) {
            sizes[cells[j].record].shared = (uint32_t)(end - i);
        }
    }
    free(cells);
}

void clusterings_sizes(const struct clusterings *c, struct record_sizes *sizes)
{
    uint32_t *truth = xcalloc(c->true_clusters + 1, sizeof *truth);
    uint32_t *predicted = xcalloc(c->predicted_clusters + 1, sizeof *predicted);
    for (size_t i = 0; i < c->records; i++) {
        truth[c->truth[i]]++;
        predicted[c->predicted[i]]++;
    }
    for (size_t i = 0; i < c->records; i++) {
        sizes[i].truth = truth[c->truth[i]];
        sizes[i].predicted = predicted[c->predicted[i]];
    }
    free(truth);
    free(predicted);
    share(c, sizes);
}

struct metric_value clusterings_precision(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "nothing was linked");
}

struct metric_value clusterings_recall(const double *sum)
{
    return metric_fraction(sum[0], sum[2], "nothing belongs together");
}

struct metric_value clusterings_f1(const double *sum)
{
    return metric_fraction(2 * sum[0], sum[1] + sum[2], "nothing linked or to be linked");
}

struct metric_value clusterings_mean_first(const double *sum)
{
    return metric_fraction(sum[0], sum[2], "no records");
}

struct metric_value clusterings_mean_second(const double *sum)
{
    return metric_fraction(sum[1], sum[2], "no records");
}

struct metric_value clusterings_mean_f1(const double *sum)
{
    struct metric_value value = {.undefined = "no records"};
    if (sum[2] > 0 && sum[0] + sum[1] > 0) {
        value.defined = true;
        value.numerator = 2 * sum[0] * sum[1] / (sum[0] + sum[1]);
        value.denominator = sum[2];
        value.value = value.numerator / value.denominator;
    }
    return value;
}
