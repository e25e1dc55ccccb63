/* The normal distribution; see gaussian.h. */
#include "stats/gaussian.h"

#include "stats/elementary.h"

#include <math.h>

/* exp(-x x / 2) with x x in two parts, or its rounding would show in the tails. */
static double bell(double x)
{
    double coarse = floor(x * 16 + 0.5) / 16;
    return exp_same(-coarse * coarse / 2) * exp_same(-(x - coarse) * (x + coarse) / 2);
}

double normal_density(double x)
{
    return fabs(x) > 39 ? 0 : bell(x) * 0.39894228040143267794;
}

/* P(0 < X <= x), less than nothing for x < 0, |x| <= 2: all terms of one sign. */
static double middle(double x)
{
    if (x <= 0) {
        return x < 0 ? -middle(-x) : 0;
    }
    double term = x;
    double sum = x;
    for (int i = 3; term > sum * 1e-17; i += 2) {
        term *= x * x / i;
        sum += term;
    }
    return sum * normal_density(x);
}

/* P(X > x), x > 2: density / (x + 1/(x + 2/(x + ...))), from the far end. */
static double far_tail(double x)
{
    int depth = 20 + (int)(320 / (x * x));
    double value = x;
    for (int i = depth; i >= 1; i--) {
        value = x + i / value;
    }
    return normal_density(x) / value;
}

double normal_tail(double x)
{
    if (isnan(x)) {
        return x;
    }
    if (x > 2) {
        return far_tail(x);
    }
    if (x < -2) {
        return 1 - far_tail(-x);
    }
    return 0.5 - middle(x);
}

double normal_cdf(double x)
{
    return normal_tail(-x);
}

double normal_quantile_upper(double q)
{
    if (isnan(q) || q < 0 || q > 1) {
        return NAN;
    }
    if (q > 0.5) {
        return -normal_quantile_upper(1 - q);
    }
    if (q == 0) {
        return INFINITY;
    }
    double t = sqrt(-2 * log_same(q));
    double x = t - (2.515517 + t * (0.802853 + t * 0.010328)) /
                       (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    for (int i = 0; i < 4; i++) {
        double density = normal_density(x);
        if (density < 1e-300) {
            break;
        }
        /* Near the middle the difference of two tails would have few digits. */
        double excess = q > 0.25 ? (0.5 - q) - middle(x) : normal_tail(x) - q;
        double step = excess / density;
        x += step / (1 + x * step / 2);
    }
    return x;
}

double normal_quantile(double p)
{
    return -normal_quantile_upper(p);
}
