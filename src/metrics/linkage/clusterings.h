/* Two groupings of the same records: which belong together in truth, and which were linked. */
#ifndef POLICEAI_METRICS_CLUSTERINGS_H
#define POLICEAI_METRICS_CLUSTERINGS_H

#include "metrics/metric.h"

#include <stddef.h>
#include <stdint.h>

/* Clusters are numbered from 0, each number below its count used at least once. */
struct clusterings {
    size_t records;
    const uint32_t *truth; /* of each record */
    const uint32_t *predicted;
    size_t true_clusters;
    size_t predicted_clusters;
};

/* Sizes around each record. */
struct record_sizes {
    uint32_t truth;     /* of its true cluster, itself included */
    uint32_t predicted; /* of its predicted cluster */
    uint32_t shared;    /* of what these two share */
};

/* Writes one entry for each record. O(n log n) time, 24 bytes a record for the while. */
void clusterings_sizes(const struct clusterings *clusterings, struct record_sizes *sizes);

/* `finish` over {both, predicted, true}. */
struct metric_value clusterings_precision(const double *sum);
struct metric_value clusterings_recall(const double *sum);
struct metric_value clusterings_f1(const double *sum);
/* `finish` over {sum of precisions, sum of recalls, weight}. */
struct metric_value clusterings_mean_first(const double *sum);
struct metric_value clusterings_mean_second(const double *sum);
struct metric_value clusterings_mean_f1(const double *sum);

#endif
