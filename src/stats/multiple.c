/* Holm, Benjamini and Hochberg; see multiple.h. */
#include "stats/multiple.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

struct ranked {
    double p;
    size_t at;
};

static int compare_p(const void *a, const void *b)
{
    const struct ranked *left = a;
    const struct ranked *right = b;
    if (left->p != right->p) {
        return left->p < right->p ? -1 : 1;
    }
    return (left->at > right->at) - (left->at < right->at);
}

/* From the smallest up; NULL when one is none. */
static struct ranked *ranked_new(const double *p, size_t n)
{
    struct ranked *list = xmalloc((n + 1) * sizeof *list);
    for (size_t i = 0; i < n; i++) {
        if (!(p[i] >= 0 && p[i] <= 1)) {
            free(list);
            return NULL;
        }
        list[i] = (struct ranked){p[i], i};
    }
    qsort(list, n, sizeof *list, compare_p);
    return list;
}

bool holm(const double *p, size_t n, double *adjusted)
{
    struct ranked *list = ranked_new(p, n);
    double least = 0;
    if (list == NULL) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        least = fmax(least, fmin(1, list[i].p * (double)(n - i)));
        adjusted[list[i].at] = least;
    }
    free(list);
    return true;
}

bool benjamini_hochberg(const double *p, size_t n, double *adjusted)
{
    struct ranked *list = ranked_new(p, n);
    double most = 1;
    if (list == NULL) {
        return false;
    }
    for (size_t i = n; i-- > 0;) {
        most = fmin(most, list[i].p * ((double)n / (double)(i + 1)));
        adjusted[list[i].at] = most;
    }
    free(list);
    return true;
}
