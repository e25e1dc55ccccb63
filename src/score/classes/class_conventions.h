/* What other conventions make of the same classification. */
#ifndef POLICEAI_SCORE_CLASS_CONVENTIONS_H
#define POLICEAI_SCORE_CLASS_CONVENTIONS_H

#include "score/classes/label_table.h"

/* For --compare-conventions: averages, undefined values as scikit-learn prints them, areas,
 * losses, calibration, parity of each grouping. */
void class_conventions_add(struct score_report *report, const struct label_table *table,
                           bool probabilities);

#endif
