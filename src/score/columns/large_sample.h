/* Figures of samples that may be too large for a bootstrap of every figure. */
#ifndef POLICEAI_SCORE_LARGE_SAMPLE_H
#define POLICEAI_SCORE_LARGE_SAMPLE_H

#include "score/score_sample.h"

enum { LARGE_SAMPLE_DRAWS = 200000000 }; /* resamples x clusters that are waited for */

/* score_sample_figure, where the figure needs no bootstrap or can have one within
 * LARGE_SAMPLE_DRAWS. Else the values of all and of each group alone, saying why. */
void large_sample_figure(struct score_report *report, const char *name,
                         const struct metric *metric, const char *settings,
                         struct score_sample *sample);

#endif
