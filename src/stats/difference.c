/* Two rates; see difference.h. */
#include "stats/difference.h"

#include "base/err.h"
#include "stats/elementary.h"
#include "stats/gaussian.h"
#include "stats/root.h"

#include <math.h>

/* The same as numbers. */
struct pair {
    double x1;
    double n1;
    double x2;
    double n2;
    double z; /* of the level */
};

static struct pair pair_of(const struct two_rates *r, double level)
{
    if (r->n1 <= 0 || r->n2 <= 0 || r->x1 < 0 || r->x2 < 0 || r->x1 > r->n1 || r->x2 > r->n2 ||
        !(level > 0 && level < 1)) {
        BUG("%lld of %lld and %lld of %lld at %g", (long long)r->x1, (long long)r->n1,
            (long long)r->x2, (long long)r->n2, level);
    }
    return (struct pair){(double)r->x1, (double)r->n1, (double)r->x2, (double)r->n2,
                         normal_quantile_upper((1 - level) / 2)};
}

struct interval newcombe_difference(const struct two_rates *rates, double level)
{
    struct pair c = pair_of(rates, level);
    double p1 = c.x1 / c.n1;
    double p2 = c.x2 / c.n2;
    struct interval first = wilson_level(rates->x1, rates->n1, level);
    struct interval second = wilson_level(rates->x2, rates->n2, level);
    double below1 = p1 - first.low;
    double above1 = first.high - p1;
    double below2 = p2 - second.low;
    double above2 = second.high - p2;
    return (struct interval){p1 - p2 - sqrt(below1 * below1 + above2 * above2),
                             p1 - p2 + sqrt(above1 * above1 + below2 * below2)};
}

/* The slope of the log-likelihood along rates with p1 - p2 = d, at p2: falls all the way. */
struct slope {
    const struct pair *c;
    double d;
    bool by_first; /* the place is p1, not p2 */
};

static double slope_at(const void *data, double place)
{
    const struct slope *s = data;
    double p1 = s->by_first ? place : place + s->d;
    double p2 = s->by_first ? place - s->d : place;
    double up = 0;
    double down = 0;
    if (s->c->x1 > 0) {
        up += s->c->x1 / p1;
    }
    if (s->c->x2 > 0) {
        up += s->c->x2 / p2;
    }
    if (s->c->x1 < s->c->n1) {
        down += (s->c->n1 - s->c->x1) / (1 - p1);
    }
    if (s->c->x2 < s->c->n2) {
        down += (s->c->n2 - s->c->x2) / (1 - p2);
    }
    return fmax(-1e300, fmin(1e300, up - down));
}

/* The variance of the difference at the most likely rates with p1 - p2 = d. The search goes by
 * the smaller of the two rates, which then has all its digits. */
static double difference_variance(const struct pair *c, double d)
{
    struct slope s = {c, d, d < 0};
    double gap = fabs(d);
    double place;
    if (slope_at(&s, 0) <= 0) {
        place = 0;
    } else if (slope_at(&s, 1 - gap) >= 0) {
        place = 1 - gap;
    } else {
        place = root_between(slope_at, &s, 0, 1 - gap);
    }
    double p1 = s.by_first ? place : place + d;
    double p2 = s.by_first ? place - d : place;
    double n = c->n1 + c->n2;
    return (p1 * (1 - p1) / c->n1 + p2 * (1 - p2) / c->n2) * (n / (n - 1));
}

static double z_of(double seen, double variance)
{
    if (variance > 0) {
        return seen / sqrt(variance);
    }
    return seen == 0 ? 0 : copysign(1e150, seen);
}

static double difference_z(const struct pair *c, double d)
{
    return z_of(c->x1 / c->n1 - c->x2 / c->n2 - d, difference_variance(c, d));
}

static double difference_above(const void *data, double d)
{
    const struct pair *c = data;
    return difference_z(c, d) - c->z;
}

static double difference_below(const void *data, double d)
{
    const struct pair *c = data;
    return difference_z(c, d) + c->z;
}

struct interval score_difference(const struct two_rates *rates, double level)
{
    struct pair c = pair_of(rates, level);
    double seen = c.x1 / c.n1 - c.x2 / c.n2;
    struct interval interval = {-1, 1};
    /* At seen = -1 or 1 that end is the end. */
    if (seen > -1) {
        interval.low = root_between(difference_above, &c, -1, seen);
    }
    if (seen < 1) {
        interval.high = root_between(difference_below, &c, seen, 1);
    }
    return interval;
}

double score_difference_z(const struct two_rates *rates, double bound)
{
    struct pair c = pair_of(rates, 0.95);
    if (!(bound > -1 && bound < 1)) {
        BUG("a difference of %g", bound);
    }
    return difference_z(&c, bound);
}

/* The roots of a square a x x - b x + c, in the forms that lose nothing. */
static double smaller_root(double a, double b, double c)
{
    return 2 * c / (b + sqrt(fmax(0, b * b - 4 * a * c)));
}

static double larger_root(double a, double b, double c)
{
    double root = sqrt(fmax(0, b * b - 4 * a * c));
    return b > 0 ? (b + root) / (2 * a) : c == 0 ? 0 : 2 * c / (b - root);
}

/* The most likely rates with p1 = ratio p2: p2 is the smaller root of a square, 1 - p2 the
 * larger one of the same turned round, which keeps its digits where p2 is near 1. */
static double ratio_z(const struct pair *c, double ratio)
{
    double n = c->n1 + c->n2;
    double p2 = smaller_root(n * ratio, ratio * (c->n1 + c->x2) + c->x1 + c->n2, c->x1 + c->x2);
    double q2 = 1 - p2;
    if (p2 > 0.5) {
        q2 = larger_root(n * ratio, ratio * (n + c->n2 - c->x2) - c->x1 - c->n2,
                         (ratio - 1) * (c->n2 - c->x2));
        p2 = 1 - q2;
    }
    double p1 = ratio * p2;
    double q1 = p1 > 0.5 ? fmax(0, (1 - ratio) + ratio * q2) : 1 - p1;
    double variance = (p1 * q1 / c->n1 + ratio * ratio * p2 * fmax(0, q2) / c->n2);
    return z_of(c->x1 / c->n1 - ratio * (c->x2 / c->n2), variance * (n / (n - 1)));
}

static double ratio_above(const void *data, double log_ratio)
{
    const struct pair *c = data;
    return ratio_z(c, exp_same(log_ratio)) - c->z;
}

static double ratio_below(const void *data, double log_ratio)
{
    const struct pair *c = data;
    return ratio_z(c, exp_same(log_ratio)) + c->z;
}

struct interval score_ratio(const struct two_rates *rates, double level)
{
    struct pair c = pair_of(rates, level);
    struct interval interval = {0, INFINITY};
    double far = 100; /* e^100 and e^-100: past any ratio of counts */
    if (c.x1 > 0) {
        interval.low = exp_same(root_between(ratio_above, &c, -far, far));
    }
    if (c.x2 > 0) {
        interval.high = exp_same(root_between(ratio_below, &c, -far, far));
    }
    return interval;
}

double score_ratio_z(const struct two_rates *rates, double bound)
{
    struct pair c = pair_of(rates, 0.95);
    if (!(bound > 0 && isfinite(bound))) {
        BUG("a ratio of %g", bound);
    }
    return ratio_z(&c, bound);
}

bool log_ratio(const struct two_rates *rates, double level, struct interval *interval)
{
    struct pair c = pair_of(rates, level);
    if (rates->x1 == 0 || rates->x2 == 0) {
        return false;
    }
    double centre = log_same((c.x1 / c.n1) / (c.x2 / c.n2));
    double half = c.z * sqrt((c.n1 - c.x1) / (c.x1 * c.n1) + (c.n2 - c.x2) / (c.x2 * c.n2));
    *interval = (struct interval){exp_same(centre - half), exp_same(centre + half)};
    return true;
}
