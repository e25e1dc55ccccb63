/* Two systems on the same utterances: the tests of NIST's sc_stats, and exact answers beside.
 *
 * sc_stats looks the normal distribution up in a table of step 0.01 (the lower entry, from 5.14
 * on the last) and takes the binomial from it when n > 20, where it halves the count once too
 * often: such p are far too small. `p_sc_stats` follows it, `p` is exact or, where so named,
 * the undisturbed normal approximation. SOURCE: NIST SCTK, src/sclite/mtchprs.c, sentmcn.c,
 * signtest.c, wilcoxon.c, statdist.c; Gillick and Cox 1989, ICASSP, 532-535. */
#ifndef POLICEAI_METRICS_PAIRED_SYSTEMS_H
#define POLICEAI_METRICS_PAIRED_SYSTEMS_H

#include "metrics/speech/word_net.h"

#include <stdbool.h>

struct paired_test {
    bool defined;
    const char *undefined; /* why not */
    double statistic;      /* z, or the smaller count */
    double p;              /* two-sided; NAN where all differences are equal and not 0 */
    double p_sc_stats;
    bool differs; /* as sc_stats says: |z| > 1.96, or p_sc_stats < 0.05 */
    int better;   /* 1 or 2, 0 when not different */
};

/* Matched pairs sentence segment word error: segments end where both systems have two words
 * right in a row. */
struct segment_test {
    struct paired_test test; /* statistic: z of the differences of errors; p: normal */
    size_t segments;
    size_t words; /* of the reference, in the segments */
    size_t errors[2];
    double mean; /* of the differences, first less second */
    double deviation;
};

struct segment_list;
struct segment_list *segment_list_new(void);
void segment_list_free(struct segment_list *list);
/* Adds the segments of one utterance that either system has errors in. */
void segment_list_add(struct segment_list *list, const struct net_alignment *first,
                      const struct net_alignment *second);
struct segment_test segment_list_test(const struct segment_list *list);

/* McNemar's test: utterances that only the first (second) has an error in. */
struct paired_test mcnemar_sc_stats(size_t only_first, size_t only_second);

/* Sign test and Wilcoxon's signed ranks over error percentages of speakers. Differences up to
 * 0.005 count half to each side (sign) or to the sides in turn (ranks). `p` of the ranks is the
 * normal approximation. */
struct paired_test sign_sc_stats(const double *first, const double *second, size_t speakers);
struct paired_test wilcoxon_sc_stats(const double *first, const double *second,
                                     size_t speakers);

/* The cumulative normal distribution of |z| as sc_stats's table has it. */
double sc_stats_normal(double z);

#endif
