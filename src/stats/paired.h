/* Two tools that answered the same units: is one better, and by how much? The rule, the words
 * and the verdicts are those of compare.h; what is compared comes in pairs.
 *
 * Units that each say yes or no, independent of one another: McNemar's exact test decides, the
 * interval and the two one-sided tests against the margin are Tango's score method.
 * Everything else: whole clusters are resampled once for both tools, p is that of swapping the
 * tools within clusters.
 *
 * SOURCE: McNemar 1947, Psychometrika 12:153-157; Tango 1998, Statistics in Medicine 17:891-908
 * (interval and equivalence); permutation.h; compare.h. */
#ifndef POLICEAI_STATS_PAIRED_H
#define POLICEAI_STATS_PAIRED_H

#include "stats/compare.h"

#include <stdint.h>

/* Of n pairs so many where only the first, or only the second, says yes; the others agree. */
struct paired_counts {
    int64_t only_first;
    int64_t only_second;
    int64_t n; /* > 0, at least only_first + only_second */
};

/* All differences of the rates (first less second) that the score test does not refuse at
 * `level`; within [-1, 1]. Counts out of range are a bug of the caller. */
struct interval paired_difference(const struct paired_counts *counts, double level);
/* That test's statistic for "the difference is `bound`", -1 < bound < 1: positive where more is
 * seen. Normal(0, 1) if it is so. */
double paired_difference_z(const struct paired_counts *counts, double bound);

/* `margin` as in compare_rates. */
struct comparison compare_paired_rates(const struct paired_counts *counts, double margin);
/* Replicate i of both from one resample of the clusters; n and clusters of both are those of
 * the pairs. `p` is of permute_figure. The margin is in the figure's own unit. */
struct comparison compare_paired_replicates(const struct compare_side *first,
                                            const struct compare_side *second, size_t count,
                                            double p, double margin);

#endif
