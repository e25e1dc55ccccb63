/* From per-item vectors to figures with intervals, groups and comparisons: what most families
 * end on. */
#ifndef POLICEAI_SCORE_SAMPLE_H
#define POLICEAI_SCORE_SAMPLE_H

#include "score/score_report.h"

#include <stdint.h>

enum { SCORE_NOT_RECORDED = UINT32_MAX };

/* One grouping of the items: a column of the table. */
struct score_grouping {
    const char *column;
    const char *const *values; /* names of the values, in the order shown */
    size_t value_count;
    const uint32_t *of; /* per item: index of its value, or SCORE_NOT_RECORDED */
};

/* Items with vectors of one layout; all arrays are lent. */
struct score_sample {
    size_t count;
    size_t length;           /* of a vector, <= METRIC_VECTOR_MAX */
    const double *vectors;   /* count x length, row by row */
    const uint32_t *cluster; /* per item, from 0 to clusters - 1; NULL: each its own */
    size_t clusters;
    const char *unit;         /* "utterances": what an item is called */
    const char *cluster_unit; /* "speakers", NULL without clusters */
    const struct score_grouping *groupings;
    size_t grouping_count;
    struct score_subsets *subsets; /* NULL at first; kept for the figures that follow */
};

/* Fills the parts of a figure from a sum of vectors; returns how many (<= SCORE_PARTS_MAX). */
enum { SCORE_PARTS_MAX = 8 };
typedef size_t score_parts_fn(const double *sum, struct score_part *parts);

/* Adds the figure NAME of all items and of each group, and each group's comparison with those
 * of the same column that are recorded otherwise. Wilson's interval where the metric is
 * METRIC_BINOMIAL and each item its own cluster, else the percentile bootstrap over clusters;
 * none under BOOTSTRAP_CLUSTERS_MIN clusters or past SCORE_DRAWS_MAX draws. `parts` may be
 * NULL. metric->length must be sample->length. Figures of one sample share its resamples. */
enum { SCORE_DRAWS_MAX = 2000000000 }; /* resamples x clusters */
void score_sample_figure(struct score_report *report, const char *name,
                         const struct metric *metric, const char *settings,
                         struct score_sample *sample, score_parts_fn *parts);
/* The figure NAME of a sample that is a group by itself, compared with nothing: what belongs to
 * a group differs from one item to the next, as spans of one label do. */
void score_sample_group_figure(struct score_report *report, const char *column,
                               const char *value, const char *name, const struct metric *metric,
                               const char *settings, struct score_sample *sample);

#endif
