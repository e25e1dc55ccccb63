/* Wilcoxon's signed ranks; see signed_rank.h. */
#include "stats/signed_rank.h"

#include "base/mem.h"
#include "stats/gaussian.h"

#include <math.h>
#include <stdlib.h>

static int compare_size(const void *a, const void *b)
{
    double left = fabs(*(const double *)a);
    double right = fabs(*(const double *)b);
    return (left > right) - (left < right);
}

/* P(sum of ranks <= v) for 1..n, each in it or not by a fair coin, 0 <= v <= n (n + 1) / 2. The
 * numbers of ways stay below 2^50 and are whole. */
static double ways_up_to(size_t n, size_t v)
{
    double ways[SIGNED_RANK_EXACT * (SIGNED_RANK_EXACT + 1) / 2 + 1] = {1};
    size_t top = n * (n + 1) / 2;
    for (size_t rank = 1; rank <= n; rank++) {
        for (size_t sum = top; sum >= rank; sum--) {
            ways[sum] += ways[sum - rank];
        }
    }
    double below = 0;
    for (size_t sum = 0; sum <= v; sum++) {
        below += ways[sum];
    }
    return ldexp(below, -(int)n);
}

static double exact_p(double positive, size_t n)
{
    double top = (double)(n * (n + 1) / 2);
    double smaller = fmin(positive, top - positive);
    return fmin(1, 2 * ways_up_to(n, (size_t)smaller));
}

/* Ranks of what is sorted by size: sum of those above 0; `tied` is the sum of t^3 - t. */
static double rank_sum(const double *sorted, size_t n, double *tied)
{
    double positive = 0;
    *tied = 0;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        size_t above = 0;
        while (end < n && fabs(sorted[end]) == fabs(sorted[i])) {
            above += sorted[end] > 0;
            end++;
        }
        double alike = (double)(end - i);
        positive += (double)above * ((double)(i + 1 + end) / 2);
        *tied += alike * alike * alike - alike;
        i = end;
    }
    return positive;
}

static void by_normal(struct signed_rank *result, double tied, bool continuity)
{
    double n = (double)result->used;
    double off = result->positive - n * (n + 1) / 4;
    double variance = n * (n + 1) * (2 * n + 1) / 24 - tied / 48;
    if (continuity && off != 0) {
        off -= copysign(0.5, off);
    }
    result->z = variance > 0 ? off / sqrt(variance) : 0;
    result->p = fmin(1, 2 * normal_tail(fabs(result->z)));
}

bool signed_rank_test(const double *differences, size_t n, bool continuity,
                      struct signed_rank *result)
{
    double *sorted = xmalloc((n + 1) * sizeof *sorted);
    double tied;
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(differences[i])) {
            free(sorted);
            return false;
        }
        sorted[used] = differences[i];
        used += differences[i] != 0;
    }
    qsort(sorted, used, sizeof *sorted, compare_size);
    *result = (struct signed_rank){.used = used, .p = 1};
    result->positive = rank_sum(sorted, used, &tied);
    free(sorted);
    result->exact = n == used && tied == 0 && n < SIGNED_RANK_EXACT;
    if (result->exact) {
        result->p = exact_p(result->positive, used);
    } else if (used > 0) {
        by_normal(result, tied, continuity);
    }
    return true;
}
