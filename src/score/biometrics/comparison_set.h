/* The comparisons of all or of one group, sorted: what figures are walked from when there are
 * too many for vectors. */
#ifndef POLICEAI_SCORE_COMPARISON_SET_H
#define POLICEAI_SCORE_COMPARISON_SET_H

#include "metrics/ranking/score_walk.h"
#include "score/biometrics/comparison_table.h"

struct comparison_set {
    uint64_t *keys; /* non-mated, then mated, each rising */
    size_t unmated; /* of the first kind */
    size_t count;
    bool own; /* keys are freed with the set */
};

/* Those whose value in the grouping is `value`; a copy of their keys. */
struct comparison_set comparison_set_of(const struct comparison_table *table, size_t grouping,
                                        uint32_t value);
/* All. `in_place`: the table's own keys are sorted and its rows lose their order. */
struct comparison_set comparison_set_all(struct comparison_table *table, bool in_place);
void comparison_set_free(struct comparison_set *set);
struct score_walk comparison_set_walk(const struct comparison_set *set);

#endif
