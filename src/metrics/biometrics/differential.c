/* Differentials; see differential.h. */
#include "metrics/biometrics/differential.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

static const double alpha = 0.5;
static const char few[] = "fewer than two groups have this rate";
static const char zero[] = "a group's rate is 0";

static struct metric_value defined(double value)
{
    return (struct metric_value){.defined = true, .value = value};
}

static struct metric_value undefined(const char *why)
{
    return (struct metric_value){.undefined = why};
}

struct metric_value differential_fdr(const struct group_counts *counts, size_t groups)
{
    struct group_spread match = group_spread_of(counts, groups, group_false_positive_rate);
    struct group_spread miss = group_spread_of(counts, groups, group_false_negative_rate);
    if (match.groups < 2 || miss.groups < 2) {
        return undefined(few);
    }
    return defined(
        1 - (alpha * (match.most - match.least) + (1 - alpha) * (miss.most - miss.least)));
}

struct metric_value differential_ir(const struct group_counts *counts, size_t groups)
{
    struct group_spread match = group_spread_of(counts, groups, group_false_positive_rate);
    struct group_spread miss = group_spread_of(counts, groups, group_false_negative_rate);
    if (match.groups < 2 || miss.groups < 2) {
        return undefined(few);
    }
    if (match.least == 0 || miss.least == 0) {
        return undefined(zero);
    }
    return defined(pow(match.most / match.least, alpha) *
                   pow(miss.most / miss.least, 1 - alpha));
}

static struct metric_value gini(const struct group_counts *counts, size_t groups,
                                group_rate_fn *rate)
{
    double *rates = xmalloc((groups + 1) * sizeof *rates);
    double sum = 0;
    double apart = 0;
    double n = 0;
    for (size_t g = 0; g < groups; g++) {
        double own = rate(&counts[g]);
        if (isnan(own)) {
            continue;
        }
        for (size_t i = 0; i < (size_t)n; i++) {
            apart += 2 * fabs(own - rates[i]);
        }
        rates[(size_t)n] = own;
        sum += own;
        n++;
    }
    free(rates);
    if (n < 2 || sum == 0) {
        return undefined(n < 2 ? few : "every group's rate is 0");
    }
    return defined(n / (n - 1) * apart / (2 * n * n * (sum / n)));
}

struct metric_value differential_garbe(const struct group_counts *counts, size_t groups)
{
    struct metric_value match = gini(counts, groups, group_false_positive_rate);
    struct metric_value miss = gini(counts, groups, group_false_negative_rate);
    if (!match.defined || !miss.defined) {
        return match.defined ? miss : match;
    }
    return defined(alpha * match.value + (1 - alpha) * miss.value);
}

static struct metric_value max_geomean(const struct group_counts *counts, size_t groups,
                                       group_rate_fn *rate)
{
    struct group_spread spread = group_spread_of(counts, groups, rate);
    double logs = 0;
    if (spread.groups < 2 || spread.least == 0) {
        return undefined(spread.groups < 2 ? few : zero);
    }
    for (size_t g = 0; g < groups; g++) {
        double own = rate(&counts[g]);
        logs += isnan(own) ? 0 : log(own);
    }
    return defined(spread.most / exp(logs / (double)spread.groups));
}

struct metric_value differential_fmr_max_geomean(const struct group_counts *counts,
                                                 size_t groups)
{
    return max_geomean(counts, groups, group_false_positive_rate);
}

struct metric_value differential_fnmr_max_geomean(const struct group_counts *counts,
                                                  size_t groups)
{
    return max_geomean(counts, groups, group_false_negative_rate);
}
