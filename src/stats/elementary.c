/* exp and log, the same everywhere; see elementary.h. */
#include "stats/elementary.h"

#include <math.h>

/* log 2 in two parts: a whole number of up to 11 bits times the first is exact. */
static const double log2_high = 0x1.62e42fee00000p-1;
static const double log2_low = 0x1.a39ef35793c76p-33;

double exp_same(double x)
{
    if (isnan(x)) {
        return x;
    }
    if (x > 709.8) {
        return INFINITY;
    }
    if (x < -745.2) {
        return 0;
    }
    double k = floor(x / log2_high + 0.5);
    double r = (x - k * log2_high) - k * log2_low;
    double sum = 0;
    for (int i = 14; i >= 2; i--) {
        sum = (sum + 1) * r / i;
    }
    return ldexp(1 + (r + r * sum), (int)k);
}

/* log(1 + f) for 1 + f between sqrt(1/2) and sqrt(2). With s = f / (2 + f) it is 2s + 2s^3/3 +
 * ..., written so that the leading f stays exact. */
static double log_near_one(double f)
{
    double s = f / (2 + f);
    double square = s * s;
    double rest = 0;
    for (int i = 25; i >= 3; i -= 2) {
        rest = (rest + 2.0 / i) * square;
    }
    double half = f * f / 2;
    return f - (half - s * (half + rest));
}

double log_same(double x)
{
    if (isnan(x) || x < 0) {
        return NAN;
    }
    if (x == 0) {
        return -INFINITY;
    }
    if (isinf(x)) {
        return x;
    }
    int k;
    double m = frexp(x, &k);
    if (m < 0.70710678118654752) {
        m *= 2;
        k--;
    }
    return k * log2_high + (log_near_one(m - 1) + k * log2_low);
}

double log1p_same(double x)
{
    if (x > -0.29 && x < 0.41) {
        return log_near_one(x);
    }
    double u = 1 + x;
    if (u <= 0 || isinf(u) || isnan(u)) {
        return log_same(u);
    }
    return log_same(u) + (x - (u - 1)) / u;
}
