/* Error rates of a threshold, and the threshold of an error rate. Positives ("mated" in
 * biometrics) have high scores; a score at or above the threshold counts as a match
 * (SOURCE: NIST FRTE: "at or above"). */
#ifndef POLICEAI_METRICS_ERROR_POINT_H
#define POLICEAI_METRICS_ERROR_POINT_H

#include "metrics/metric.h"
#include "metrics/ranking/score_walk.h"

struct error_point {
    bool above_all;   /* the threshold lies above every score */
    double threshold; /* an observed score, unless above_all */
    uint64_t accepted_negatives;
    uint64_t missed_positives;
};

/* The lowest observed score at which accepted negatives / negatives <= rate; above_all where
 * even the highest score has too many. */
struct error_point error_point_at(const struct score_walk *walk, double rate);
/* Counts at a given threshold; `strict`: a score must be above it. */
struct error_point error_point_of(const struct score_walk *walk, double threshold, bool strict);

/* Missed positives / positives at error_point_at(rate). Undefined where rate x negatives < 3:
 * by the rule of three, no false match among fewer than 3 / rate comparisons leaves the rate
 * itself within the 95 % bound. SOURCE: Hanley and Lippman-Hand 1983, JAMA 249:1743-1745. */
struct metric_value error_point_miss_rate(const struct score_walk *walk, double rate);

#endif
