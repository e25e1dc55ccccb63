/* Some of a sample's items, gathered by cluster, and their resamples: the insides of
 * score_sample. */
#ifndef POLICEAI_SCORE_SUBSET_H
#define POLICEAI_SCORE_SUBSET_H

#include "score/score_sample.h"

struct score_subset {
    size_t count;            /* items */
    size_t clusters;         /* that hold one of them */
    double *rows;            /* count x length, by cluster: the items of one stand together */
    uint32_t *cluster;       /* per row, from 0 to clusters - 1 */
    double *cluster_vectors; /* clusters x length: sums by component */
    double *sums;            /* resamples x length: sums of drawn clusters, NULL until wanted */
    uint64_t first_stream;   /* of the seed: sides that are compared draw apart */
};

/* Those of the sample whose `of` entry is `value` (or, with `others`, is another value that is
 * recorded); all where grouping is NULL. Lives in the arena. */
struct score_subset *score_subset_gather(struct arena *arena, const struct score_sample *sample,
                                         const struct score_grouping *grouping, uint32_t value,
                                         bool others);
/* The value of all rows. */
struct metric_value score_subset_value(const struct score_subset *subset,
                                       const struct metric *metric, double *sum);
/* The metric's value in each resample, NAN where undefined: options->resamples of them, in the
 * arena; NULL where none can be drawn (no resamples asked for, too few clusters, too many
 * draws), with the reason in *why. */
double *score_subset_replicates(struct arena *arena, struct score_subset *subset,
                                const struct metric *metric,
                                const struct score_options *options, const char **why);

#endif
