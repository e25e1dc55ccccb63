/* Operating points; see error_point.h. */
#include "metrics/ranking/error_point.h"

struct error_point error_point_at(const struct score_walk *walk, double rate)
{
    struct score_walk at = *walk;
    struct score_step step;
    struct error_point point = {.above_all = true, .missed_positives = walk->positives};
    uint64_t accepted = 0;
    uint64_t missed = walk->positives;
    while (score_walk_next(&at, &step)) {
        accepted += step.negatives;
        missed -= step.positives;
        if ((double)accepted > rate * (double)walk->negatives) {
            break;
        }
        point = (struct error_point){false, order_score(step.key), accepted, missed};
    }
    return point;
}

struct error_point error_point_of(const struct score_walk *walk, double threshold, bool strict)
{
    struct score_walk at = *walk;
    struct score_step step;
    struct error_point point = {.threshold = threshold, .missed_positives = walk->positives};
    uint64_t key = order_key(threshold);
    while (score_walk_next(&at, &step) && (strict ? step.key > key : step.key >= key)) {
        point.accepted_negatives += step.negatives;
        point.missed_positives -= step.positives;
    }
    return point;
}

struct metric_value error_point_miss_rate(const struct score_walk *walk, double rate)
{
    if (walk->positives == 0) {
        return metric_fraction(0, 0, "no mated comparisons");
    }
    if (rate * (double)walk->negatives < 3 - 1e-9) {
        return (struct metric_value){
            .undefined = "too few non-mated comparisons for this rate: the rule of three wants "
                         "3 / rate"};
    }
    struct error_point point = error_point_at(walk, rate);
    return metric_fraction((double)point.missed_positives, (double)walk->positives,
                           "no mated comparisons");
}
