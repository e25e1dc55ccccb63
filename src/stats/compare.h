/* Is a tool's figure for a group another than for the rest? Numbers in, a verdict out, never
 * from a point estimate.
 *
 * The rule, fixed before anything is counted, for one comparison at 5 %:
 *
 * 1. Fewer than COMPARE_UNITS_MIN units on either side: not enough data, whatever the numbers.
 * 2. Equivalent within the margin: two one-sided tests at 5 % both refuse a difference as
 *    large as the margin (which is the 90 % interval lying inside it). This comes first: with
 *    enough data a difference may be there beyond doubt and be smaller than what was said
 *    beforehand to matter; p tells.
 * 3. Different: p <= 0.05. For rates p is Fisher's exact test, two-sided: it keeps its level at
 *    any count, so that nobody is said to be treated differently by an approximation. A score
 *    interval may leave out 0 where Fisher's p is above 0.05 (7 of 400 against 1 of 400: p
 *    0.069); p decides, and `reason` says so.
 * 4. Else not enough data, with how many units would be enough.
 *
 * Several groups: compare_adjust, over all of them, then look at the verdicts.
 *
 * SOURCE: Fisher 1935, The Logic of Inductive Inference, JRSS 98:39-82; Schuirmann 1987,
 * J. Pharmacokinetics and Biopharmaceutics 15:657-680 (two one-sided tests); Miettinen and
 * Nurminen 1985, Statistics in Medicine 4:213-226 (intervals and one-sided tests of rates);
 * Holm 1979, Scand. J. Statistics 6:65-70. */
#ifndef POLICEAI_STATS_COMPARE_H
#define POLICEAI_STATS_COMPARE_H

#include "stats/interval.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { COMPARE_UNITS_MIN = 30 };

enum verdict { VERDICT_NOT_ENOUGH, VERDICT_DIFFERENT, VERDICT_EQUIVALENT };

/* "not enough data", "different", "equivalent within the margin" */
const char *verdict_word(enum verdict verdict);

struct comparison {
    bool defined;      /* false: a side has no figure; then only verdict and reason are set */
    double difference; /* group less rest */
    struct interval difference_interval; /* 95 % */
    bool has_ratio;
    double ratio;                   /* group by rest */
    struct interval ratio_interval; /* 95 %; high may be INFINITY */
    double p;                       /* of "no difference" */
    double p_equivalence; /* of "a difference as large as the margin"; 1 without one */
    enum verdict verdict;
    /* Not enough data: so many units in the group (clusters where replicates were given), the
     * rest growing alike, and one of the two other verdicts comes whatever the difference is:
     * the margin is then as wide as both half-intervals, (z(0.975) + z(0.95)) standard errors.
     * 0: cannot be told (no margin, or no spread to go by). */
    int64_t n_enough;
    const char *method; /* constant text: what made p and the intervals, with its version */
    const char *reason; /* constant text: which line of the rule decided */
    /* For compare_adjust. */
    bool judged;   /* rule 1 let it through */
    double margin; /* 0: none */
    double spread; /* standard error of the difference times the root of `units` */
    double step;   /* the half step of the exact test (Yates 1934) times `units` */
    int64_t units; /* of the group: what n_enough counts */
};

/* Independent units that say yes or no, 0 <= yes <= n each side. `margin` is of the difference,
 * in (0, 1), fixed before the test; 0: none was, and nothing can be called equivalent. */
struct compare_rates {
    int64_t yes_group;
    int64_t n_group;
    int64_t yes_rest;
    int64_t n_rest;
    double margin;
};
/* n of 0 on a side: not defined. Counts out of range are a bug; a margin that is no number in
 * [0, 1) gives no verdict but that reason. Intervals are Miettinen and Nurminen's. */
struct comparison compare_rates(const struct compare_rates *rates);

/* A pooled figure (word error rate, AUC) of group and rest with its bootstrap replicates.
 * Replicate i of both sides comes from one resample, or from two independent ones; NAN where
 * the figure was undefined, and more than one pair in twenty such is not enough data. The
 * interval is the percentile one of the differences, p = 2 min(#d<=0, #d>=0) + 2 over B + 1,
 * that of equivalence max(#d<=-margin, #d>=margin) + 1 over B + 1 (Efron and Tibshirani 1993,
 * 15.4 and 16; Davison and Hinkley 1997, 4.2). Rule 1 counts items, and also asks for
 * BOOTSTRAP_CLUSTERS_MIN clusters on each side and for replicates that vary: twenty clusters
 * without an error say nothing of the next one. */
struct compare_side {
    double value; /* of all clusters; NAN: undefined */
    const double *replicates;
    int64_t n; /* items */
    int64_t clusters;
};
/* `count` replicates a side; the margin, >= 0 and finite, is in the figure's own unit. */
struct comparison compare_replicates(const struct compare_side *group,
                                     const struct compare_side *rest, size_t count,
                                     double margin);

/* Holm over all the groups of one question: replaces p and p_equivalence (each family by
 * itself) by the adjusted ones and judges again by the same rule; n_enough is then of 5 % by
 * `count`. Those not defined or turned away by rule 1 are not counted. Call once. */
void compare_adjust(struct comparison *list, size_t count);

#endif
