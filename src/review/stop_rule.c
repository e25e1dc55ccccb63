/* See stop_rule.h. A one-sided bound at confidence c is the end of the two-sided interval of
 * level 2 c - 1. */
#include "review/stop_rule.h"

#include "stats/interval.h"

#include <math.h>

double stop_recall_low(int64_t found, int64_t relevant, double confidence)
{
    return clopper_pearson(found, relevant, 2 * confidence - 1).low;
}

double stop_elusion_high(int64_t relevant, int64_t sample, double confidence)
{
    return clopper_pearson(relevant, sample, 2 * confidence - 1).high;
}

int64_t stop_found_needed(int64_t relevant, double target, double confidence)
{
    int64_t low = 0; /* too few */
    int64_t high = relevant;
    if (relevant == 0 || stop_recall_low(relevant, relevant, confidence) < target) {
        return -1;
    }
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (stop_recall_low(middle, relevant, confidence) < target) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

int64_t stop_relevant_needed(double target, double confidence)
{
    /* All r found: the lower bound is (1 - confidence)^(1/r). */
    int64_t relevant = (int64_t)ceil(log(1 - confidence) / log(target) - 1e-9);
    return relevant < 1 ? 1 : relevant;
}

int64_t stop_relevant_allowed(int64_t sample, double limit, double confidence)
{
    int64_t allowed = -1;
    while (allowed + 1 < sample &&
           stop_elusion_high(allowed + 1, sample, confidence) <= limit) {
        allowed++;
    }
    return allowed;
}

double stop_confidence_of(double confidence, int64_t k)
{
    return 1 - (1 - confidence) * pow(0.5, (double)k);
}
