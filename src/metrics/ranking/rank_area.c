/* Areas under curves; see rank_area.h. */
#include "metrics/ranking/rank_area.h"

#include <math.h>

static struct metric_value one_class(const struct score_walk *walk)
{
    return metric_fraction(0, 0, walk->positives == 0 ? "no positives" : "no negatives");
}

struct metric_value rank_area_roc(const struct score_walk *walk, double unused)
{
    struct score_walk at = *walk;
    struct score_step step;
    uint64_t above = 0; /* positives with a higher score */
    uint64_t won = 0;   /* twice */
    (void)unused;
    if (walk->positives == 0 || walk->negatives == 0) {
        return one_class(walk);
    }
    while (score_walk_next(&at, &step)) {
        won += step.negatives * (2 * above + step.positives);
        above += step.positives;
    }
    return metric_fraction((double)won, 2 * (double)walk->positives * (double)walk->negatives,
                           "no pairs");
}

struct metric_value rank_area_precision(const struct score_walk *walk, double unused)
{
    struct score_walk at = *walk;
    struct score_step step;
    uint64_t hits = 0;
    uint64_t seen = 0;
    double sum = 0;
    double lost = 0; /* Neumaier's compensation */
    (void)unused;
    if (walk->positives == 0) {
        return (struct metric_value){.undefined = "no positives"};
    }
    while (score_walk_next(&at, &step)) {
        hits += step.positives;
        seen += step.positives + step.negatives;
        double term = (double)step.positives * ((double)hits / (double)seen);
        double next = sum + term;
        lost += fabs(sum) >= fabs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }
    return (struct metric_value){.defined = true,
                                 .value = (sum + lost) / (double)walk->positives,
                                 .numerator = sum + lost,
                                 .denominator = (double)walk->positives};
}

struct metric_value rank_area_precision_trapezoids(const struct score_walk *walk, double unused)
{
    struct score_walk at = *walk;
    struct score_step step;
    double hits = 0;
    double seen = 0;
    double before = 1; /* precision */
    double sum = 0;
    (void)unused;
    if (walk->positives == 0) {
        return (struct metric_value){.undefined = "no positives"};
    }
    while (score_walk_next(&at, &step)) {
        hits += (double)step.positives;
        seen += (double)step.positives + (double)step.negatives;
        sum += (double)step.positives * (before + hits / seen) / 2;
        before = hits / seen;
    }
    return (struct metric_value){.defined = true, .value = sum / (double)walk->positives};
}

double rank_area_delong(const struct score_walk *walk)
{
    struct score_walk at = *walk;
    struct score_step step;
    double positives = (double)walk->positives;
    double negatives = (double)walk->negatives;
    double above = 0;
    double below = negatives;
    double spread_positive = 0;
    double spread_negative = 0;
    if (walk->positives < 2 || walk->negatives < 2) {
        return NAN;
    }
    double area = rank_area_roc(walk, 0).value;
    while (score_walk_next(&at, &step)) {
        double p = (double)step.positives;
        double n = (double)step.negatives;
        below -= n;
        double beats = (below + n / 2) / negatives - area;     /* of a positive here */
        double beaten_by = (above + p / 2) / positives - area; /* of a negative here */
        spread_positive += p * beats * beats;
        spread_negative += n * beaten_by * beaten_by;
        above += p;
    }
    return sqrt(spread_positive / (positives - 1) / positives +
                spread_negative / (negatives - 1) / negatives);
}
