/* Intervals; see interval.h. */
#include "stats/interval.h"

#include "base/err.h"

#include <math.h>

struct interval wilson(int64_t yes, int64_t n)
{
    if (n <= 0 || yes < 0 || yes > n) {
        BUG("wilson of %lld of %lld", (long long)yes, (long long)n);
    }
    double count = (double)n;
    double p = (double)yes / count;
    double z2 = STATS_Z95 * STATS_Z95;
    double centre = p + z2 / (2 * count);
    double half = STATS_Z95 * sqrt(p * (1 - p) / count + z2 / (4 * count * count));
    double scale = 1 + z2 / count;
    /* The ends are exact at 0 and n; rounding would leave 1e-18 there. */
    return (struct interval){yes == 0 ? 0 : (centre - half) / scale,
                             yes == n ? 1 : (centre + half) / scale};
}
