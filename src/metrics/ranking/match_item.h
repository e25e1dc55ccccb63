/* Items of tasks that ask whether two things are the same: expected {"match":"yes"|"no"},
 * output
 * {"match":"yes"|"no"[,"score":0 to 1, higher = the same]}. */
#ifndef POLICEAI_METRICS_MATCH_ITEM_H
#define POLICEAI_METRICS_MATCH_ITEM_H

#include "metrics/metric.h"

/* `item` of a metric over {match and called so, no match but called one, match but not called
 * so, no match and not called one}. An item without an answer was called wrongly. ERR_FORMAT
 * when "match" is neither. */
enum err_code match_decided_item(const struct js *input, const struct js *expected,
                                 const struct js *output, double *vector, bool *has,
                                 struct err *err);
/* `item` of a metric over {score, match}: the score in steps of 1/METRIC_POOL_MAX; one without
 * "score" has that of its "match", 1 or 0. An item without an answer has the wrong end: 0 where
 * there is a match, 1 where there is none. Where the output is {"failure":…}, 0: no sample, no
 * match. */
enum err_code match_scored_item(const struct js *input, const struct js *expected,
                                const struct js *output, double *vector, bool *has,
                                struct err *err);
/* `item` of the error rates of biometrics over {mated, missed, not mated, matched though not
 * mated}: as match_decided_item, but an output {"failure":…} has no vector. */
enum err_code match_verified_item(const struct js *input, const struct js *expected,
                                  const struct js *output, double *vector, bool *has,
                                  struct err *err);

#endif
