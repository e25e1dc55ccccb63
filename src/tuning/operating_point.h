/* From which score on a tool's answer is taken for a yes: chosen on items it was not yet tested
 * by, for a target; and what the rates are at a threshold. Numbers in, numbers out. */
#ifndef POLICEAI_TUNING_OPERATING_POINT_H
#define POLICEAI_TUNING_OPERATING_POINT_H

#include "stats/interval.h"
#include "tuning/scored_rows.h"

#include <stdbool.h>
#include <stdint.h>

/* Of negatives with a score at the threshold or above; of positives such. A row without a score
 * is never above: it is a miss where it is positive. */
enum operating_rate { OPERATING_FALSE_ALARMS, OPERATING_RECALL };

struct operating_figure {
    int64_t numerator;
    int64_t denominator;
    double value;
    size_t clusters;
    bool has_interval; /* false: under 20 clusters */
    struct interval interval;
    const char *method; /* "wilson.95/1" or "bootstrap.cluster.95/1" */
};

struct operating_point {
    double threshold; /* of the rows' scores */
    struct operating_figure false_alarms;
    struct operating_figure recall;
};

struct operating_target {
    enum operating_rate rate;
    double bound;  /* false alarms at most, recall at least; in (0, 1) */
    bool by_value; /* the rate alone; else the whole 95 % interval must keep the bound */
};

/* Rates at a threshold. The interval is Wilson's where every cluster has one row of the kind,
 * else the bootstrap over clusters with this seed. */
struct operating_point operating_point_at(const struct scored_rows *rows, double threshold,
                                          uint64_t seed);
/* The threshold that keeps the target and is best in the other rate: the lowest for false
 * alarms, the highest for recall; one of the scores. Rates fall as the threshold rises, and so
 * do both ends of an interval made with one seed, so that halving finds it. ERR_INVALID when no
 * threshold keeps it, naming how near it comes and what is wanting. */
enum err_code operating_point_choose(const struct scored_rows *rows,
                                     const struct operating_target *target, uint64_t seed,
                                     struct operating_point *point, struct err *err) MUST_USE;
/* Whether a figure keeps a target: -1 it does not, 0 the interval holds the bound, 1 it does.
 */
int operating_target_kept(const struct operating_target *target,
                          const struct operating_figure *figure);

#endif
