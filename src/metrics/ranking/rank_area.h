/* Areas under the ROC and precision-recall curves, from distinct scores. */
#ifndef POLICEAI_METRICS_RANK_AREA_H
#define POLICEAI_METRICS_RANK_AREA_H

#include "metrics/metric.h"
#include "metrics/ranking/score_walk.h"

/* Share of pairs (positive, negative) in which the positive has the higher score, ties half:
 * the area under the ROC curve by trapezoids over distinct scores. Counted in whole numbers and
 * divided once. Numerator: twice the pairs won; denominator: twice the pairs.
 * SOURCE: Mann and Whitney 1947, Annals of Mathematical Statistics 18:50-60; Fawcett 2006,
 * Pattern Recognition Letters 27:861-874. */
struct metric_value rank_area_roc(const struct score_walk *walk, double unused);
/* Sum over distinct scores, from the highest, of the rise in recall times the precision there;
 * no interpolation. SOURCE: scikit-learn 1.2 average_precision_score. */
struct metric_value rank_area_precision(const struct score_walk *walk, double unused);
/* Area under straight lines between the points of the precision-recall curve, which ends at
 * recall 0 with precision 1: for comparison only. SOURCE: scikit-learn 1.2
 * precision_recall_curve, auc. */
struct metric_value rank_area_precision_trapezoids(const struct score_walk *walk,
                                                   double unused);
/* The standard error of rank_area_roc for independent rows, by DeLong's placements; NAN with
 * fewer than two positives or negatives.
 * SOURCE: DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44:837-845. */
double rank_area_delong(const struct score_walk *walk);

#endif
