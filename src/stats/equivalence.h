/* Are two rates the same for all that matters? Two one-sided tests against a margin that was
 * fixed before the data were seen.
 * SOURCE: Schuirmann 1987, J. Pharmacokinetics and Biopharmaceutics 15:657-680; each side by
 * the score test of Miettinen and Nurminen 1985 (difference.h). */
#ifndef POLICEAI_STATS_EQUIVALENCE_H
#define POLICEAI_STATS_EQUIVALENCE_H

#include "stats/difference.h"

struct equivalence {
    double p;                 /* the larger of the two; <= 0.05: equivalent at 5 % */
    struct interval interval; /* 90 %: inside the margin when, and only when, p < 0.05 */
};

/* |p1 - p2| < margin, 0 < margin < 1. */
struct equivalence equivalent_difference(const struct two_rates *rates, double margin);
/* low < p1 / p2 < high, 0 < low < 1 < high. */
struct equivalence equivalent_ratio(const struct two_rates *rates, double low, double high);

#endif
