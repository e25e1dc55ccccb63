/* Distinct scores from the highest down, each with how many positives and negatives have it:
 * the one thing that areas, error rates and curves are computed from. Made either from sorted
 * keys of both sides (nothing is stored, any number of scores) or from counts (a resample). */
#ifndef POLICEAI_METRICS_SCORE_WALK_H
#define POLICEAI_METRICS_SCORE_WALK_H

#include "metrics/ranking/order_keys.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Lent arrays; copied freely: a copy begins where the original stands. */
struct score_walk {
    const uint64_t *positive; /* rising keys, or NULL */
    const uint64_t *negative;
    size_t positive_left; /* not yet walked over */
    size_t negative_left;
    const uint64_t *keys;   /* rising distinct keys, or NULL */
    const uint64_t *counts; /* two a key: positives, negatives */
    size_t keys_left;
    uint64_t positives; /* in all */
    uint64_t negatives;
};

struct score_step {
    uint64_t key;       /* order_score(key) is the score */
    uint64_t positives; /* with exactly this score */
    uint64_t negatives;
};

/* Both rising, as order_sort leaves them. */
static inline struct score_walk score_walk_sorted(const uint64_t *positive, size_t positives,
                                                  const uint64_t *negative, size_t negatives)
{
    return (struct score_walk){.positive = positive,
                               .negative = negative,
                               .positive_left = positives,
                               .negative_left = negatives,
                               .positives = positives,
                               .negatives = negatives};
}

/* score_walk_next where counts are given. */
static inline bool score_walk_count(struct score_walk *walk, struct score_step *step)
{
    while (walk->keys_left > 0) {
        size_t at = --walk->keys_left;
        step->key = walk->keys[at];
        step->positives = walk->counts[2 * at];
        step->negatives = walk->counts[2 * at + 1];
        if (step->positives + step->negatives > 0) {
            return true;
        }
    }
    return false;
}

/* The next lower score that something has; false at the end. */
static inline bool score_walk_next(struct score_walk *walk, struct score_step *step)
{
    if (walk->keys != NULL) {
        return score_walk_count(walk, step);
    }
    size_t p = walk->positive_left;
    size_t n = walk->negative_left;
    if (p == 0 && n == 0) {
        return false;
    }
    uint64_t key = p > 0 ? walk->positive[p - 1] : 0;
    if (n > 0 && walk->negative[n - 1] > key) {
        key = walk->negative[n - 1];
    }
    while (p > 0 && walk->positive[p - 1] == key) {
        p--;
    }
    while (n > 0 && walk->negative[n - 1] == key) {
        n--;
    }
    *step = (struct score_step){key, walk->positive_left - p, walk->negative_left - n};
    walk->positive_left = p;
    walk->negative_left = n;
    return true;
}

#endif
