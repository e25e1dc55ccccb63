/* Exact tests of counts. P-values are two-sided and never more than 1. Counts out of range are
 * a bug of the caller. */
#ifndef POLICEAI_STATS_EXACT_H
#define POLICEAI_STATS_EXACT_H

#include <stdint.h>

/* Fisher's test of the table (a, b; c, d): the probability, both margins being given, of all
 * tables that are no more likely than this one; as R's fisher.test, tables within a factor of
 * 1 + 1e-7 count as equally likely. 1 when a margin is 0. Each count <= EXACT_COUNT_MAX.
 * SOURCE: Fisher 1935, JRSS 98:39-82; the two-sided rule is Freeman and Halton's 1951,
 * Biometrika 38:141-149. */
#define EXACT_COUNT_MAX INT64_C(1000000000000)
double fisher_exact(int64_t a, int64_t b, int64_t c, int64_t d);

/* Sign test: `plus` up against `minus` down, ties left out; 1 when both are 0. McNemar's exact
 * test is the same of the two kinds of disagreement. SOURCE: Dixon and Mood 1946, JASA
 * 41:557-566; McNemar 1947, Psychometrika 12:153-157. */
double sign_test(int64_t plus, int64_t minus);
double mcnemar_exact(int64_t only_first, int64_t only_second);

#endif
