/* Equivalence; see equivalence.h. */
#include "stats/equivalence.h"

#include "base/err.h"
#include "stats/gaussian.h"

#include <math.h>

struct equivalence equivalent_difference(const struct two_rates *rates, double margin)
{
    if (!(margin > 0 && margin < 1)) {
        BUG("a margin of %g", margin);
    }
    double above = normal_tail(score_difference_z(rates, -margin));
    double below = normal_cdf(score_difference_z(rates, margin));
    return (struct equivalence){fmax(above, below), score_difference(rates, 0.90)};
}

struct equivalence equivalent_ratio(const struct two_rates *rates, double low, double high)
{
    if (!(low > 0 && low < 1 && high > 1)) {
        BUG("a ratio from %g to %g", low, high);
    }
    double above = normal_tail(score_ratio_z(rates, low));
    double below = normal_cdf(score_ratio_z(rates, high));
    return (struct equivalence){fmax(above, below), score_ratio(rates, 0.90)};
}
