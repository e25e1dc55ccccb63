/* What is commonly said of a figure's spread over groups. Points, without intervals: they
 * describe and conclude nothing; what may be concluded is compare.h's.
 *
 * SOURCE: definitions as in fairlearn (MetricFrame.difference and .ratio, and
 * demographic_parity_* and equalized_odds_* made of them); equalised odds: Hardt, Price and
 * Srebro 2016, arXiv:1610.02413. A group whose figure is NAN is left out. */
#ifndef POLICEAI_STATS_DISPARITY_H
#define POLICEAI_STATS_DISPARITY_H

#include <stddef.h>

/* BETWEEN: of the groups among each other; OVERALL: of each group to the figure of all. */
enum disparity_against { DISPARITY_BETWEEN, DISPARITY_OVERALL };

/* Largest difference: max less min, or max |group - overall|. NAN when no group has a figure,
 * or overall has none. Of selection rates this is demographic parity. */
double disparity_difference(const double *groups, size_t count, double overall,
                            enum disparity_against against);
/* Smallest ratio: min by max, or the least over the groups of group by overall, turned round
 * where it is above 1. NAN as above and for 0 by 0. Figures are >= 0. */
double disparity_ratio(const double *groups, size_t count, double overall,
                       enum disparity_against against);

/* Equalised odds from the two disparities of true and of false positive rates: the worse one,
 * or their mean. */
double odds_difference_worst(double of_true_positives, double of_false_positives);
double odds_ratio_worst(double of_true_positives, double of_false_positives);
double odds_mean(double of_true_positives, double of_false_positives);

#endif
