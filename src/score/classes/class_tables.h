/* Tables beside the figures of a classification: confusion, labels, calibration, thresholds. */
#ifndef POLICEAI_SCORE_CLASS_TABLES_H
#define POLICEAI_SCORE_CLASS_TABLES_H

#include "score/classes/label_table.h"

/* Adds to the report: "confusion" {labels, counts by row of truth; past 50 labels the cells
 * that occur}, "labels" (precision, recall, f1, support of each), and where there is a score
 * "thresholds" (at most 101 observed scores) and, of probabilities, "calibration" (10 bins
 * closed above, as scikit-learn's calibration_curve). */
void class_tables_add(struct score_report *report, const struct label_table *table,
                      bool probabilities);

#endif
