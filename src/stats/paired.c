/* See paired.h. */
#include "stats/paired.h"

#include "base/err.h"
#include "stats/bootstrap.h"
#include "stats/exact.h"
#include "stats/gaussian.h"
#include "stats/root.h"

#include <math.h>

static void check_counts(const struct paired_counts *counts)
{
    if (counts->n <= 0 || counts->only_first < 0 || counts->only_second < 0 ||
        counts->only_first > counts->n - counts->only_second) {
        BUG("%lld and %lld of %lld pairs", (long long)counts->only_first,
            (long long)counts->only_second, (long long)counts->n);
    }
}

/* How likely "only the second" is at its most likely when the difference is d: the root of
 * 2 n q^2 + B q + C. */
static double second_alone(const struct paired_counts *counts, double d)
{
    double b = (double)counts->only_first;
    double c = (double)counts->only_second;
    double n = (double)counts->n;
    double linear = -b - c + (2 * n - b + c) * d;
    double constant = -c * d * (1 - d);
    double square = fmax(0, linear * linear - 8 * n * constant);
    double root = (sqrt(square) - linear) / (4 * n);
    return fmax(root, fmax(0, -d));
}

static double difference_z(const struct paired_counts *counts, double d)
{
    double n = (double)counts->n;
    double seen = (double)counts->only_first - (double)counts->only_second - n * d;
    double variance = n * (2 * second_alone(counts, d) + d * (1 - d));
    if (!(variance > 0)) {
        return seen > 0 ? INFINITY : seen < 0 ? -INFINITY : 0;
    }
    return seen / sqrt(variance);
}

double paired_difference_z(const struct paired_counts *counts, double bound)
{
    check_counts(counts);
    if (!(bound > -1 && bound < 1)) {
        BUG("a difference of %g", bound);
    }
    return difference_z(counts, bound);
}

struct bounded {
    const struct paired_counts *counts;
    double z;
};

/* Finite, so that the search can take means. */
static double within_reach(double z)
{
    return fmin(fmax(z, -1e9), 1e9);
}

static double above(const void *data, double d)
{
    const struct bounded *bounded = data;
    return within_reach(difference_z(bounded->counts, d)) - bounded->z;
}

static double below(const void *data, double d)
{
    const struct bounded *bounded = data;
    return within_reach(difference_z(bounded->counts, d)) + bounded->z;
}

struct interval paired_difference(const struct paired_counts *counts, double level)
{
    struct bounded bounded = {counts, normal_quantile_upper((1 - level) / 2)};
    struct interval interval = {-1, 1};
    check_counts(counts);
    double seen =
        ((double)counts->only_first - (double)counts->only_second) / (double)counts->n;
    if (above(&bounded, -1) > 0) {
        interval.low = root_between(above, &bounded, -1, seen);
    }
    if (below(&bounded, 1) < 0) {
        interval.high = root_between(below, &bounded, seen, 1);
    }
    return interval;
}

/* Of one pair, with half a disagreement each way more, so that there is a spread where both
 * always agreed. */
static double spread_of(const struct paired_counts *counts, double difference)
{
    double n = (double)counts->n;
    double differ = ((double)counts->only_first + (double)counts->only_second + 1) / (n + 1);
    return sqrt(fmax(0, differ - difference * difference));
}

static struct comparison turned_away(struct comparison *c, const char *reason)
{
    c->verdict = VERDICT_NOT_ENOUGH;
    c->reason = reason;
    return *c;
}

struct comparison compare_paired_rates(const struct paired_counts *counts, double margin)
{
    struct comparison c = {
        .p = 1, .p_equivalence = 1, .method = "compare.mcnemar.tango/1", .units = counts->n};
    if (!(margin >= 0 && margin < 1)) {
        return turned_away(&c, "the margin is out of range");
    }
    check_counts(counts);
    c.defined = true;
    c.margin = margin;
    c.difference =
        ((double)counts->only_first - (double)counts->only_second) / (double)counts->n;
    c.difference_interval = paired_difference(counts, 0.95);
    c.spread = spread_of(counts, c.difference);
    c.step = 1;
    c.p = mcnemar_exact(counts->only_first, counts->only_second);
    if (margin > 0) {
        c.p_equivalence = fmax(normal_tail(difference_z(counts, -margin)),
                               normal_cdf(difference_z(counts, margin)));
    }
    if (counts->n < COMPARE_UNITS_MIN) {
        return turned_away(&c, "fewer than 30 pairs");
    }
    c.judged = true;
    compare_adjust(&c, 1);
    return c;
}

struct comparison compare_paired_replicates(const struct compare_side *first,
                                            const struct compare_side *second, size_t count,
                                            double p, double margin)
{
    struct comparison c = {.p = 1,
                           .p_equivalence = 1,
                           .method = "compare.permutation.bootstrap/1",
                           .units = first->clusters};
    if (first->n != second->n || first->clusters != second->clusters) {
        BUG("%lld and %lld are no pairs", (long long)first->n, (long long)second->n);
    }
    if (first->n < COMPARE_UNITS_MIN) {
        return turned_away(&c, "fewer than 30 pairs");
    }
    if (first->clusters < BOOTSTRAP_CLUSTERS_MIN) {
        return turned_away(&c, "fewer than 20 clusters");
    }
    if (!isfinite(first->value) || !isfinite(second->value)) {
        return turned_away(&c, "one of the two has no figure");
    }
    const char *method = c.method;
    c = compare_replicates(first, second, count, margin);
    c.method = method;
    c.p = p;
    if (c.judged) {
        compare_adjust(&c, 1);
    }
    return c;
}
