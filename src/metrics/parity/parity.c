/* Parity of groups; see parity.h. */
#include "metrics/parity/parity.h"

#include <math.h>

static const char few[] = "fewer than two groups have this rate";

static struct metric_value defined(double value)
{
    return (struct metric_value){.defined = true, .value = value};
}

static struct metric_value undefined(const char *why)
{
    return (struct metric_value){.undefined = why};
}

static struct metric_value difference(const struct group_counts *counts, size_t groups,
                                      group_rate_fn *rate)
{
    struct group_spread spread = group_spread_of(counts, groups, rate);
    return spread.groups < 2 ? undefined(few) : defined(spread.most - spread.least);
}

static struct metric_value ratio(const struct group_counts *counts, size_t groups,
                                 group_rate_fn *rate)
{
    struct group_spread spread = group_spread_of(counts, groups, rate);
    if (spread.groups < 2 || spread.most == 0) {
        return undefined(spread.groups < 2 ? few : "every group's rate is 0");
    }
    return defined(spread.least / spread.most);
}

/* The largest distance of a group from all together. */
static struct metric_value to_overall(const struct group_counts *counts, size_t groups,
                                      group_rate_fn *rate)
{
    struct group_spread spread = group_spread_of(counts, groups, rate);
    return spread.groups < 2
               ? undefined(few)
               : defined(fmax(spread.most - spread.overall, spread.overall - spread.least));
}

static struct metric_value larger(struct metric_value a, struct metric_value b)
{
    return !b.defined || (a.defined && a.value >= b.value) ? a : b;
}

static struct metric_value smaller(struct metric_value a, struct metric_value b)
{
    return !b.defined || (a.defined && a.value <= b.value) ? a : b;
}

struct metric_value parity_demographic_difference(const struct group_counts *counts,
                                                  size_t groups)
{
    return difference(counts, groups, group_selection_rate);
}

struct metric_value parity_demographic_ratio(const struct group_counts *counts, size_t groups)
{
    return ratio(counts, groups, group_selection_rate);
}

struct metric_value parity_odds_difference(const struct group_counts *counts, size_t groups)
{
    return larger(difference(counts, groups, group_true_positive_rate),
                  difference(counts, groups, group_false_positive_rate));
}

struct metric_value parity_odds_ratio(const struct group_counts *counts, size_t groups)
{
    return smaller(ratio(counts, groups, group_true_positive_rate),
                   ratio(counts, groups, group_false_positive_rate));
}

struct metric_value parity_demographic_to_overall(const struct group_counts *counts,
                                                  size_t groups)
{
    return to_overall(counts, groups, group_selection_rate);
}

struct metric_value parity_demographic_ratio_to_overall(const struct group_counts *counts,
                                                        size_t groups)
{
    struct group_spread spread = group_spread_of(counts, groups, group_selection_rate);
    if (spread.groups < 2 || spread.overall == 0) {
        return undefined(spread.groups < 2 ? few : "nobody is selected");
    }
    double low = spread.least / spread.overall;
    double high = spread.overall / spread.most;
    return defined(fmin(low, high));
}

struct metric_value parity_odds_mean(const struct group_counts *counts, size_t groups)
{
    struct metric_value hit = difference(counts, groups, group_true_positive_rate);
    struct metric_value alarm = difference(counts, groups, group_false_positive_rate);
    return hit.defined && alarm.defined ? defined((hit.value + alarm.value) / 2)
                                        : undefined(few);
}

struct metric_value parity_odds_to_overall(const struct group_counts *counts, size_t groups)
{
    return larger(to_overall(counts, groups, group_true_positive_rate),
                  to_overall(counts, groups, group_false_positive_rate));
}
