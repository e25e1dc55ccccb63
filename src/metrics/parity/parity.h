/* Demographic parity and equalised odds over groups: one number for how far apart the groups
 * are. A group without rows that a rate is of is left out of it (fairlearn counts it as 0).
 * Such a number grows with the number of groups and with their smallness: it is for the record,
 * a verdict comes from the comparison of rates. SOURCE: fairlearn metrics/_fairness_metrics.py,
 * method between_groups or to_overall, agg worst_case or mean; Hardt, Price and Srebro 2016,
 * Equality of Opportunity, arXiv:1610.02413. */
#ifndef POLICEAI_METRICS_PARITY_H
#define POLICEAI_METRICS_PARITY_H

#include "metrics/parity/group_cells.h"

/* The highest selection rate less the lowest; undefined under two groups. */
struct metric_value parity_demographic_difference(const struct group_counts *counts,
                                                  size_t groups);
/* The lowest by the highest; undefined too where nobody is selected. */
struct metric_value parity_demographic_ratio(const struct group_counts *counts, size_t groups);
/* The larger of the differences of true and of false positive rates; undefined where neither
 * has two groups. */
struct metric_value parity_odds_difference(const struct group_counts *counts, size_t groups);
/* The smaller of both ratios. */
struct metric_value parity_odds_ratio(const struct group_counts *counts, size_t groups);

/* Other conventions, for comparison. */
struct metric_value parity_demographic_to_overall(const struct group_counts *counts,
                                                  size_t groups);
struct metric_value parity_demographic_ratio_to_overall(const struct group_counts *counts,
                                                        size_t groups);
struct metric_value parity_odds_mean(const struct group_counts *counts, size_t groups);
struct metric_value parity_odds_to_overall(const struct group_counts *counts, size_t groups);

#endif
