/* Disparities; see disparity.h. */
#include "stats/disparity.h"

#include <math.h>

struct span {
    double low;
    double high;
};

static struct span span_of(const double *groups, size_t count)
{
    struct span span = {NAN, NAN};
    for (size_t i = 0; i < count; i++) {
        span.low = fmin(span.low, groups[i]);
        span.high = fmax(span.high, groups[i]);
    }
    return span;
}

double disparity_difference(const double *groups, size_t count, double overall,
                            enum disparity_against against)
{
    struct span span = span_of(groups, count);
    if (against == DISPARITY_BETWEEN) {
        return span.high - span.low;
    }
    if (isnan(overall) || isnan(span.low)) {
        return NAN;
    }
    return fmax(fabs(span.high - overall), fabs(overall - span.low));
}

static double turned(double ratio)
{
    return ratio > 1 ? 1 / ratio : ratio;
}

double disparity_ratio(const double *groups, size_t count, double overall,
                       enum disparity_against against)
{
    struct span span = span_of(groups, count);
    if (against == DISPARITY_BETWEEN) {
        return span.low / span.high;
    }
    return isnan(overall) ? NAN : fmin(turned(span.low / overall), turned(span.high / overall));
}

double odds_difference_worst(double of_true_positives, double of_false_positives)
{
    if (isnan(of_true_positives) || isnan(of_false_positives)) {
        return NAN;
    }
    return fmax(of_true_positives, of_false_positives);
}

double odds_ratio_worst(double of_true_positives, double of_false_positives)
{
    if (isnan(of_true_positives) || isnan(of_false_positives)) {
        return NAN;
    }
    return fmin(of_true_positives, of_false_positives);
}

double odds_mean(double of_true_positives, double of_false_positives)
{
    return (of_true_positives + of_false_positives) / 2;
}
