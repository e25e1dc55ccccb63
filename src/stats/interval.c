/* Intervals; see interval.h. */
#include "stats/interval.h"

#include "base/err.h"
#include "stats/elementary.h"
#include "stats/gaussian.h"
#include "stats/incomplete.h"

#include <math.h>

/* Half of what the level leaves out. */
static double one_tail(int64_t yes, int64_t n, double level)
{
    if (n <= 0 || yes < 0 || yes > n || !(level > 0 && level < 1)) {
        BUG("interval of %lld of %lld at %g", (long long)yes, (long long)n, level);
    }
    return (1 - level) / 2;
}

static struct interval wilson_z(int64_t yes, int64_t n, double z)
{
    double count = (double)n;
    double p = (double)yes / count;
    double z2 = z * z;
    double centre = p + z2 / (2 * count);
    double half = z * sqrt(p * (1 - p) / count + z2 / (4 * count * count));
    double scale = 1 + z2 / count;
    /* The ends are exact at 0 and n; rounding would leave 1e-18 there. */
    return (struct interval){yes == 0 ? 0 : (centre - half) / scale,
                             yes == n ? 1 : (centre + half) / scale};
}

struct interval wilson(int64_t yes, int64_t n)
{
    (void)one_tail(yes, n, 0.95);
    return wilson_z(yes, n, STATS_Z95);
}

struct interval wilson_level(int64_t yes, int64_t n, double level)
{
    return wilson_z(yes, n, normal_quantile_upper(one_tail(yes, n, level)));
}

struct interval clopper_pearson(int64_t yes, int64_t n, double level)
{
    double tail = one_tail(yes, n, level);
    double k = (double)yes;
    double rest = (double)(n - yes);
    return (struct interval){yes == 0 ? 0 : beta_quantile(k, rest + 1, tail),
                             yes == n ? 1 : beta_quantile_upper(k + 1, rest, tail)};
}

struct interval jeffreys(int64_t yes, int64_t n, double level)
{
    double tail = one_tail(yes, n, level);
    double a = (double)yes + 0.5;
    double b = (double)(n - yes) + 0.5;
    return (struct interval){beta_quantile(a, b, tail), beta_quantile_upper(a, b, tail)};
}

struct interval poisson_events(int64_t events, double level)
{
    double tail = one_tail(0, 1, level);
    double k = (double)events;
    if (events < 0) {
        BUG("%lld events", (long long)events);
    }
    return (struct interval){events == 0 ? 0 : gamma_quantile(k, tail),
                             gamma_quantile_upper(k + 1, tail)};
}

double rule_of_three(int64_t n)
{
    (void)one_tail(0, n, 0.95);
    /* 1 - e^-t without loss where t is small: the series is that of DLMF 4.2.19. */
    double t = -log_same(0.05) / (double)n;
    if (t > 0.5) {
        return 1 - exp_same(-t);
    }
    double term = t;
    double sum = t;
    for (int i = 2; i < 30; i++) {
        term *= -t / i;
        sum += term;
    }
    return sum;
}
