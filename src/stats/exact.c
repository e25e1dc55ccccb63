/* Fisher, sign and McNemar; see exact.h. */
#include "stats/exact.h"

#include "base/err.h"
#include "stats/incomplete.h"

#include <math.h>
#include <stdbool.h>

/* Tables with given margins, told by their first cell k. Their weights go from the most likely
 * one, which has 1, outwards by the ratio of neighbours: no factorial, no loss. */
struct table {
    double row;    /* first row's sum */
    double column; /* first column's sum */
    double rest;   /* all less row less column: the last cell is rest + k */
};

/* weight(k + 1) / weight(k) */
static double step_up(const struct table *t, double k)
{
    return (t->row - k) * (t->column - k) / ((k + 1) * (t->rest + k + 1));
}

/* The weight of the observed table relative to that of the mode. */
static double weight_between(const struct table *t, double mode, double observed)
{
    double weight = 1;
    for (double k = mode; k < observed && weight > 0; k++) {
        weight *= step_up(t, k);
    }
    for (double k = mode; k > observed && weight > 0; k--) {
        weight /= step_up(t, k - 1);
    }
    return weight;
}

/* Sums of weights to one side of the mode: all, and those up to `limit`. */
struct sums {
    double all;
    double rare;
};

static void add_weight(struct sums *sums, double weight, double limit)
{
    sums->all += weight;
    if (weight <= limit) {
        sums->rare += weight;
    }
}

/* Weights fall away from the mode, so a term that adds nothing ends a side. */
static bool adds(const struct sums *sums, double weight)
{
    return weight > 0 &&
           (weight > sums->all * 1e-18 || sums->rare == 0 || weight > sums->rare * 1e-18);
}

/* From k, which has this weight, to the end, upwards or downwards. */
static void add_side(const struct table *t, double k, double weight, double end, double limit,
                     struct sums *sums)
{
    double way = k <= end ? 1 : -1;
    add_weight(sums, weight, limit);
    while (k != end) {
        weight = way > 0 ? weight * step_up(t, k) : weight / step_up(t, k - 1);
        k += way;
        if (!adds(sums, weight)) {
            return;
        }
        add_weight(sums, weight, limit);
    }
}

static double count_of(int64_t count)
{
    if (count < 0 || count > EXACT_COUNT_MAX) {
        BUG("a count of %lld", (long long)count);
    }
    return (double)count;
}

double fisher_exact(int64_t a, int64_t b, int64_t c, int64_t d)
{
    struct table t = {.row = count_of(a) + count_of(b), .column = count_of(a) + count_of(c)};
    t.rest = count_of(d) - (double)a;
    double low = fmax(0, -t.rest);
    double high = fmin(t.row, t.column);
    double all = t.row + (double)c + (double)d;
    double mode = floor((t.row + 1) * (t.column + 1) / (all + 2));
    mode = fmin(high, fmax(low, mode));
    double limit = weight_between(&t, mode, (double)a) * (1 + 1e-7);
    struct sums sums = {0, 0};
    add_side(&t, mode, 1, high, limit, &sums);
    if (mode > low) {
        add_side(&t, mode - 1, 1 / step_up(&t, mode - 1), low, limit, &sums);
    }
    return fmin(1, sums.rare / sums.all);
}

double sign_test(int64_t plus, int64_t minus)
{
    if (plus < 0 || minus < 0) {
        BUG("%lld up and %lld down", (long long)plus, (long long)minus);
    }
    double less = (double)(plus < minus ? plus : minus);
    double more = (double)(plus < minus ? minus : plus);
    /* P(X <= less) of a fair coin; with less = more it is past a half. */
    return less == more ? 1 : fmin(1, 2 * beta_cdf(more, less + 1, 0.5));
}

double mcnemar_exact(int64_t only_first, int64_t only_second)
{
    return sign_test(only_first, only_second);
}
