/* Log loss and Brier score: sums over rows. */
#ifndef POLICEAI_METRICS_PROPER_LOSS_H
#define POLICEAI_METRICS_PROPER_LOSS_H

#include <stdbool.h>

/* Smallest double such that 1 + it is more than 1: scikit-learn 1.2's clip for doubles. Before
 * 1.2 it was 1e-15. */
#define PROPER_LOSS_CLIP 0x1p-52

/* -log of the probability said of what was so, p first kept within [clip, 1 - clip], both
 * labels' probabilities then divided by their sum. SOURCE: scikit-learn 1.2 log_loss. */
double proper_loss_log(double p, bool positive, double clip);
/* (positive - p)^2. SOURCE: Brier 1950, Monthly Weather Review 78:1-3. */
double proper_loss_square(double p, bool positive);

#endif
