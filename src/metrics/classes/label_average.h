/* Precision, recall and F1 of each label, averaged: macro (labels weigh alike) and weighted (by
 * rows with the label as truth). A label that nobody predicted has precision 0, one that is
 * never true has recall 0, and F1 is 0 where both are: scikit-learn 1.2's zero_division. The
 * labels are those that occur as truth or prediction. Undefined without rows. The value comes
 * with the sum over labels and their number, which are no counts (has_fraction is false).
 * SOURCE: scikit-learn 1.2 precision_recall_fscore_support. */
#ifndef POLICEAI_METRICS_LABEL_AVERAGE_H
#define POLICEAI_METRICS_LABEL_AVERAGE_H

#include "metrics/classes/confusion.h"

/* Each is a confusion_fn: the mean over labels, plain or by rows with the label as truth. */
struct metric_value label_average_precision_macro(const struct confusion *confusion);
struct metric_value label_average_precision_weighted(const struct confusion *confusion);
struct metric_value label_average_recall_macro(const struct confusion *confusion);
struct metric_value label_average_recall_weighted(const struct confusion *confusion);
struct metric_value label_average_f1_macro(const struct confusion *confusion);
struct metric_value label_average_f1_weighted(const struct confusion *confusion);

/* The mean recall of the labels that are true somewhere.
 * SOURCE: scikit-learn 1.2 balanced_accuracy_score. */
struct metric_value label_average_balanced_accuracy(const struct confusion *confusion);

/* Of one label: `hit` rows have it as truth and prediction. 0 where undefined, as above. */
double label_precision(double hit, double predicted);
double label_recall(double hit, double truth);
double label_f1(double hit, double truth, double predicted);

#endif
