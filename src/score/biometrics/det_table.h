/* The detection error trade-off as a table. */
#ifndef POLICEAI_SCORE_DET_TABLE_H
#define POLICEAI_SCORE_DET_TABLE_H

#include "metrics/ranking/score_walk.h"
#include "score/score_report.h"

/* Adds "det": for FMR 1, 0.5, 0.2, 0.1 … down to 3 by the number of non-mated comparisons, the
 * lowest observed threshold with at most that FMR, with counts and rates. */
void det_table_add(struct score_report *report, const struct score_walk *walk);

#endif
