/* Power and numbers of units; see power.h. */
#include "stats/power.h"

#include "stats/elementary.h"
#include "stats/gaussian.h"

#include <math.h>
#include <stdbool.h>

static bool inside(double x)
{
    return x > 0 && x < 1;
}

/* Up to a whole number; what rounding added to one does not count. */
static int64_t whole_units(double n)
{
    if (!(n > 0) || n > 9e15) {
        return 0;
    }
    return (int64_t)ceil(n * (1 - 1e-12));
}

static double variance_of(double p)
{
    return p * (1 - p);
}

int64_t units_to_tell(double p1, double p2, double alpha, double power)
{
    if (!inside(p1) || !inside(p2) || !inside(alpha) || !inside(power) || p1 == p2) {
        return 0;
    }
    double pooled = 2 * variance_of((p1 + p2) / 2);
    double own = variance_of(p1) + variance_of(p2);
    double reach =
        normal_quantile_upper(alpha / 2) * sqrt(pooled) + normal_quantile(power) * sqrt(own);
    return whole_units(reach * reach / ((p1 - p2) * (p1 - p2)));
}

double power_to_tell(double p1, double p2, int64_t n1, int64_t n2, double alpha)
{
    if (!inside(p1) || !inside(p2) || !inside(alpha) || n1 <= 0 || n2 <= 0) {
        return NAN;
    }
    double first = (double)n1;
    double second = (double)n2;
    double pooled = (p1 * first + p2 * second) / (first + second);
    double none = sqrt(variance_of(pooled) * (1 / first + 1 / second));
    double own = sqrt(variance_of(p1) / first + variance_of(p2) / second);
    return normal_cdf((fabs(p1 - p2) - normal_quantile_upper(alpha / 2) * none) / own);
}

int64_t units_to_tell_paired(double discordant, double difference, double alpha, double power)
{
    if (!(discordant > 0 && discordant <= 1) || !(difference > 0 && difference <= discordant) ||
        !inside(alpha) || !inside(power)) {
        return 0;
    }
    double reach = normal_quantile_upper(alpha / 2) * sqrt(discordant) +
                   normal_quantile(power) * sqrt(discordant - difference * difference);
    return whole_units(reach * reach / (difference * difference));
}

/* difference sqrt(n) - z_alpha sqrt(d) = z_power sqrt(d - difference^2), squared: a quadratic
 * in the difference, of which the greater root is the one with a positive left side. */
double difference_to_tell_paired(double discordant, int64_t units, double alpha, double power)
{
    if (!(discordant > 0 && discordant <= 1) || units <= 0 || !inside(alpha) ||
        !(power >= 0.5 && power < 1)) {
        return NAN;
    }
    double n = (double)units;
    double level = normal_quantile_upper(alpha / 2);
    double chance = normal_quantile(power);
    double under = n - level * level + chance * chance;
    if (under < 0) {
        return NAN;
    }
    double difference =
        sqrt(discordant) * (level * sqrt(n) + chance * sqrt(under)) / (n + chance * chance);
    return difference <= discordant ? difference : NAN;
}

int64_t units_to_equate(double p1, double p2, double margin, double alpha, double power)
{
    double room = margin - fabs(p1 - p2);
    if (!inside(p1) || !inside(p2) || !inside(margin) || !inside(alpha) || !inside(power) ||
        !(room > 0)) {
        return 0;
    }
    double reach = normal_quantile_upper(alpha) +
                   (p1 == p2 ? normal_quantile((1 + power) / 2) : normal_quantile(power));
    return whole_units(reach * reach * (variance_of(p1) + variance_of(p2)) / (room * room));
}

int64_t units_to_estimate(double p, double half, double level)
{
    if (!inside(p) || !inside(level) || !(half > 0)) {
        return 0;
    }
    double z = normal_quantile_upper((1 - level) / 2);
    return whole_units(z * z * variance_of(p) / (half * half));
}

int64_t units_without_event(double rate, double level)
{
    if (!inside(rate) || !inside(level)) {
        return 0;
    }
    return whole_units(log_same(1 - level) / log1p_same(-rate));
}
