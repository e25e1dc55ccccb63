/* McNemar, sign and signed-rank tests; see paired_systems.h. */
#include "metrics/speech/paired_systems.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

/* The table ends here: entries 0 to 514, 0.01 apart. */
enum { TABLE_LAST = 514, BINOMIAL_EXACT_MAX = 20 };
/* Differences of percentages that count as none. */
static const double no_difference = 0.005;

/* Seven digits; 208 entries of the table differ from it by at most 2.9e-7, so p by 6e-7. */
double sc_stats_normal(double z)
{
    double place = floor(fabs(z) * 100 + 1e-9);
    double entry = place < TABLE_LAST ? place : TABLE_LAST;
    double value = 0.5 * erfc(-entry / 100 / sqrt(2));
    return round(value * 1e7) / 1e7;
}

/* P(X <= r) of n fair coins. */
static double fair_coins(size_t r, size_t n)
{
    double sum = 0;
    for (size_t k = 0; k <= r; k++) {
        sum += exp(lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1) -
                   (double)n * log(2));
    }
    return sum;
}

/* The same as sc_stats computes it, its slip included: r is halved before the mean of n / 2 is
 * taken off. */
static double fair_coins_sc_stats(size_t r, size_t n)
{
    if (n <= BINOMIAL_EXACT_MAX) {
        return fair_coins(r, n);
    }
    double z = (0.5 * (double)r - 0.5 * (double)n) / sqrt(0.25 * (double)n);
    return z < 0 ? 1 - sc_stats_normal(z) : sc_stats_normal(z);
}

/* Two-sided test that two counts are of fair coins. */
static struct paired_test of_counts(size_t first, size_t second)
{
    size_t least = first < second ? first : second;
    size_t n = first + second;
    struct paired_test test = {
        .defined = true, .statistic = (double)least, .p = 1, .p_sc_stats = 1};
    if (first != second) {
        test.p = fmin(1, 2 * fair_coins(least, n));
        test.p_sc_stats = 2 * fair_coins_sc_stats(least, n);
        test.differs = test.p_sc_stats < 0.05;
        test.better = !test.differs ? 0 : first < second ? 1 : 2;
    }
    return test;
}

struct paired_test mcnemar_sc_stats(size_t only_first, size_t only_second)
{
    return of_counts(only_first, only_second);
}

/* Whether the first system has the larger sum: then differences are first less second. */
static bool first_is_larger(const double *first, const double *second, size_t speakers)
{
    double sums[2] = {0, 0};
    for (size_t i = 0; i < speakers; i++) {
        sums[0] += first[i];
        sums[1] += second[i];
    }
    return sums[0] > sums[1];
}

struct paired_test sign_sc_stats(const double *first, const double *second, size_t speakers)
{
    size_t equal = 0;
    size_t more = 0; /* speakers with whom the worse system is worse */
    size_t less = 0;
    if (speakers == 0) {
        return (struct paired_test){.undefined = "no speaker is known"};
    }
    bool swapped = !first_is_larger(first, second, speakers);
    for (size_t i = 0; i < speakers; i++) {
        double difference = swapped ? second[i] - first[i] : first[i] - second[i];
        equal += fabs(difference) <= no_difference;
        more += difference > no_difference;
        less += difference < -no_difference;
    }
    more += equal / 2;
    less += equal - equal / 2;
    struct paired_test test = of_counts(more, less);
    /* sc_stats names the system with the smaller sum, whichever side has more speakers */
    test.better = !test.differs ? 0 : swapped ? 1 : 2;
    return test;
}

struct ranked {
    double size;
    double sign;
    double rank;
    size_t index;
};

static int by_size(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    return (x->size > y->size) - (x->size < y->size);
}

static int by_index(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    return (x->index > y->index) - (x->index < y->index);
}

/* Equal sizes share the mean of their ranks. */
static void rank(struct ranked *items, size_t count)
{
    qsort(items, count, sizeof *items, by_size);
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (end < count && items[end].size == items[i].size) {
            end++;
        }
        for (size_t k = i; k < end; k++) {
            items[k].rank = (double)(i + 1 + end) / 2;
        }
        i = end;
    }
    qsort(items, count, sizeof *items, by_index);
}

struct paired_test wilcoxon_sc_stats(const double *first, const double *second, size_t speakers)
{
    if (speakers == 0) {
        return (struct paired_test){.undefined = "no speaker is known"};
    }
    struct ranked *items = xcalloc(speakers, sizeof *items);
    bool swapped = !first_is_larger(first, second, speakers);
    for (size_t i = 0; i < speakers; i++) {
        double difference = swapped ? second[i] - first[i] : first[i] - second[i];
        items[i] = (struct ranked){fabs(difference), difference, 0, i};
    }
    rank(items, speakers);
    size_t counts[2] = {0, 0}; /* the worse system worse; or better */
    double sums[2] = {0, 0};
    size_t turn = 0;
    for (size_t i = 0; i < speakers; i++) {
        bool none = items[i].size <= no_difference;
        size_t side = none ? turn++ % 2 : items[i].sign > 0 ? 0 : 1;
        counts[side]++;
        sums[side] += items[i].rank;
    }
    free(items);
    double n = (double)speakers;
    double w = counts[0] < counts[1] ? sums[0] : sums[1];
    double z = (w - n * (n + 1) / 4) / sqrt(n * (n + 1) * (2 * n + 1) / 24);
    struct paired_test test = {.defined = true,
                               .statistic = z,
                               .p = erfc(fabs(z) / sqrt(2)),
                               .p_sc_stats = 1 - 2 * (sc_stats_normal(z) - 0.5),
                               .differs = fabs(z) > 1.960};
    bool larger_is_better = counts[0] < counts[1];
    test.better = !test.differs ? 0 : larger_is_better != swapped ? 1 : 2;
    return test;
}
