/* Two sides of one metric on shared clusters: two tools on the same items, or a group and the
 * rest. Clusters are drawn once for both sides, so that what a cluster adds to both does not
 * pass for a difference. */
#ifndef POLICEAI_COMPARE_SIDES_H
#define POLICEAI_COMPARE_SIDES_H

#include "base/arena.h"
#include "base/str.h"
#include "metrics/metric.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A row of one side: an item's vector. `vector` is lent. */
struct side_row {
    struct str cluster;
    struct str item;
    int side; /* 0 or 1 */
    const double *vector;
};

struct sides {
    const struct metric *metric;
    size_t count;         /* rows, sorted by cluster, item, side */
    double *vectors;      /* count x metric->length */
    uint32_t *cluster_of; /* per row */
    uint8_t *side;        /* per row */
    size_t clusters;
    size_t rows_of[2];
    size_t clusters_of[2];
    bool single; /* no cluster has two rows on a side */
};

/* Gathers the rows (reordered in place) into the arena. */
struct sides *sides_gather(struct arena *arena, const struct metric *metric,
                           struct side_row *rows, size_t count);

/* The metric's value of one side, all rows. */
struct metric_value sides_value(const struct sides *sides, int side);
/* `count` replicates of each side, NAN where undefined, in the arena. */
void sides_replicate(struct arena *arena, const struct sides *sides, uint64_t seed,
                     size_t count, double *replicates[2]);
/* Two-sided p of exchanging the sides within whole clusters (stats/permutation.h); NAN where
 * the difference is undefined. */
double sides_permute(const struct sides *sides, uint64_t seed, size_t samples);
/* Each row says yes or no: its value is 0 of 1 or 1 of 1. */
bool sides_yes_no(const struct sides *sides);

#endif
