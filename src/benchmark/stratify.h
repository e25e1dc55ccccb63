/* A seeded stratified sample of items for dev and test. Pure: the same seed gives the same
 * sample on any host.
 *
 * 1. Each item and each cluster has a key: SHA-256("policeai-sample/v1" 0 seed 0 "item" or
 *    "cluster" 0 its name), seed in decimal.
 * 2. A cluster goes whole to one side, so that nothing of one speaker, case or document is in
 *    both: clusters in order of stratum, then key, each to the side that is further behind its
 *    share. A cluster's stratum is that of its item with the lowest key.
 * 3. On each side every stratum gets its share by its number of items there (largest
 *    remainders; SOURCE: Cochran 1977, Sampling Techniques, 3rd ed., 5.5 proportional
 *    allocation), or all alike as far as they reach; it gives its items with the lowest keys.
 * 4. The order is spread evenly over the strata: the r-th of n drawn of a stratum stands at
 *    (2 r - 1) / 2 n. So the first part of it is a stratified sample too. */
#ifndef POLICEAI_BENCHMARK_STRATIFY_H
#define POLICEAI_BENCHMARK_STRATIFY_H

#include "base/err.h"
#include "base/str.h"
#include "benchmark/making.h"

struct stratify_item {
    struct str id;
    struct str cluster;
    struct str stratum; /* any text: equal texts are one stratum */
};

struct stratify_plan {
    int64_t seed; /* >= 0 */
    size_t dev;
    size_t test;
    bool alike; /* all strata alike, else by their size */
};

/* splits[i] for each item; `order` (room for count) gets the places of those drawn, *drawn of
 * them. ERR_INVALID when a side has fewer items than are wanted, with how many it has. */
enum err_code stratify(const struct stratify_item *items, size_t count,
                       const struct stratify_plan *plan, enum making_split *splits,
                       size_t *order, size_t *drawn, struct err *err) MUST_USE;

#endif
