/* Items of searches in a gallery: expected {"mates":[{"entry":ID},…]}, none of a probe whose
 * person is not enrolled; output {"candidates":[{"entry":ID,"score":0 to 1},…],"threshold":0 to
 * 1}, best first, or {"failure":REASON}, which counts as a search that brought nothing.
 *
 * A candidate counts at or above the threshold (SOURCE: NIST FRTE 1:N: "at or above"). A
 * search without an answer counts as a failure: the mate is missed, the stranger raises an
 * alert. The rank is the place in the list, whatever the scores beside it. */
#ifndef POLICEAI_METRICS_SEARCH_ITEM_H
#define POLICEAI_METRICS_SEARCH_ITEM_H

#include "metrics/metric.h"

enum { SEARCH_COUNTS = 9 };

/* One search, read. */
struct searched {
    bool mated, answered;
    bool alert;          /* the first candidate counts */
    bool alert_is_right; /* and is a mate */
    size_t rank;         /* of the first mate in the list, from 1; 0: none */
    double mate_score;   /* its score */
    double best_score;   /* of the first candidate; 0: none */
    size_t counting;     /* candidates at or above the threshold */
    double threshold;    /* of the answer */
};
/* `threshold` >= 0 in place of the tool's own. ERR_FORMAT when expected or output is no such
 * thing. */
enum err_code searched_read(const struct js *expected, const struct js *output,
                            double threshold, struct searched *searched,
                            struct err *err) MUST_USE;
/* The vector of fnir/1 and its like: counts of what the definition of each lists. The rank is
 * that of the whole list. */
void searched_counts(const struct searched *searched, double vector[SEARCH_COUNTS]);

/* `item` of metrics over searches by enrolled persons, and over those by strangers. */
enum err_code search_mated_item(const struct js *input, const struct js *expected,
                                const struct js *output, double *vector, bool *has,
                                struct err *err);
enum err_code search_stranger_item(const struct js *input, const struct js *expected,
                                   const struct js *output, double *vector, bool *has,
                                   struct err *err);
/* `item` over {score, mated}: of a mated search the mate's score, of another that of the first
 * candidate, in steps of 1/METRIC_POOL_MAX, 0 where there is none; without an answer 0, and the
 * highest of a stranger. */
enum err_code search_scored_item(const struct js *input, const struct js *expected,
                                 const struct js *output, double *vector, bool *has,
                                 struct err *err);
/* What metrics over {mated searches, those with a mate within the rank} share. */
enum err_code search_rank_item(const struct js *expected, const struct js *output, size_t rank,
                               double *vector, bool *has, struct err *err);
struct metric_value search_rank_finish(const double *sum);
/* The share of mated searches below the lowest observed score at which at most `rate` of the
 * others have one at or above it (error_point_miss_rate), told in words of searches. */
struct score_walk;
struct metric_value search_miss_rate(const struct score_walk *walk, double rate);

#endif
