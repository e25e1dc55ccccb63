/* Wilcoxon's signed rank test.
 * SOURCE: Wilcoxon 1945, Biometrics Bulletin 1:80-83; ties: Lehmann 1975, Nonparametrics, 3.2.
 */
#ifndef POLICEAI_STATS_SIGNED_RANK_H
#define POLICEAI_STATS_SIGNED_RANK_H

#include <stdbool.h>
#include <stddef.h>

/* Exact below so many differences, none 0 and no two of one size, as R's wilcox.test. */
enum { SIGNED_RANK_EXACT = 50 };

struct signed_rank {
    double positive; /* sum of the ranks of differences above 0 */
    size_t used;     /* differences that are not 0 */
    bool exact;
    double z; /* of the normal distribution; 0 when exact */
    double p; /* two-sided */
};

/* Of n differences: zeros are left out, equal sizes share their middle rank. Exact where it can
 * be, else the normal distribution with the variance that ties leave; `continuity`: with R's
 * correction of a half. p is 1 when none is left. False, nothing set: a difference is NAN. */
bool signed_rank_test(const double *differences, size_t n, bool continuity,
                      struct signed_rank *result);

#endif
