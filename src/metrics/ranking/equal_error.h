/* The equal error rate, which is not one number: with few scores the two error rates are equal
 * nowhere, and each program takes another point near. Positives have high scores; a score at or
 * above the threshold is accepted. */
#ifndef POLICEAI_METRICS_EQUAL_ERROR_H
#define POLICEAI_METRICS_EQUAL_ERROR_H

#include "metrics/metric.h"
#include "metrics/ranking/score_walk.h"

/* All are undefined without positives or negatives. */

/* Where the convex hull of the ROC curve meets the diagonal: the value does not hang on which
 * point is nearest. Whole numbers, divided once.
 * SOURCE: Bruemmer and de Villiers 2013, The BOSARIS Toolkit, arXiv:1304.2865, 2.2.1. */
struct metric_value equal_error_hull(const struct score_walk *walk, double unused);
/* False accept rate at the first point, from the highest score, with the least difference of
 * both rates, on scikit-learn 1.2's curve without collinear points. SOURCE: DeepfakeBench
 * training/metrics/utils.py; scikit-learn 1.2 roc_curve. */
struct metric_value equal_error_deepfakebench(const struct score_walk *walk, double unused);
/* Mean of both rates at the first point, from the highest score, within single precision of
 * the least difference, all points kept. The point is chosen in single precision as there, the
 * value is in double.
 * SOURCE: torchmetrics functional/classification/eer.py, _binary_eer_compute. */
struct metric_value equal_error_torchmetrics(const struct score_walk *walk, double unused);
/* Mean of both rates at the first point, from the lowest score, with the least difference, one
 * point a score: equal scores are stepped through, positives first.
 * SOURCE: ASVspoof 5 evaluation-package/calculate_modules.py, compute_eer. */
struct metric_value equal_error_asvspoof5(const struct score_walk *walk, double unused);

#endif
