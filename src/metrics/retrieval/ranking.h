/* A ranked list judged against a pool, and the measures of trec_eval over it.
 *
 * SOURCE: the definitions are those of trec_eval 10.0 (usnistgov/trec_eval at f425365, one
 * m_NAME.c a measure), which cites the papers; sums run in its order, so that values are the
 * same doubles. A measure without relevant documents is 0, as there. Where its code reads what
 * was never set, the comment here says what is done instead. */
#ifndef POLICEAI_METRICS_RANKING_H
#define POLICEAI_METRICS_RANKING_H

#include "metrics/metric.h"

#include <stddef.h>
#include <stdint.h>

enum { RANK_UNPOOLED = -1, RANK_UNJUDGED = -2 };

/* One topic's retrieved documents, best first, with what the judges said of each. */
struct ranking {
    const int32_t *rel;   /* a level >= 0, RANK_UNPOOLED (not in the pool) or RANK_UNJUDGED */
    size_t retrieved;     /* of them */
    const size_t *levels; /* judged documents of each level, retrieved or not */
    size_t level_count;   /* 1 + the highest level that has any; 0: none judged */
    int32_t level;        /* relevant from this level on, >= 1 */
    size_t relevant;      /* judged relevant */
    size_t found;         /* of those, retrieved */
    size_t unpooled;      /* retrieved, of each kind */
    size_t unjudged;
};

/* Fills the last four members from the others. */
void ranking_count(struct ranking *ranking);

/* Measures at a cutoff: the first k documents, filled up with nonrelevant ones. */
struct rank_at {
    double precision;
    double recall;
    double relative_precision; /* over min(k, relevant) */
    double success;            /* 1 when one of them is relevant */
    double unjudged;           /* share not judged */
    double average_precision;  /* precision at relevant documents up to k, over all relevant */
    double ndcg; /* gain = level, discount log2(rank + 1), ideal over all judged */
};
/* For `count` rising cutoffs >= 1, in one pass. */
void ranking_at(const struct ranking *ranking, const size_t *cutoffs, size_t count,
                struct rank_at *at);

/* Precision at each relevant document, summed over relevant documents, over all of them. */
double rank_average_precision(const struct ranking *ranking);
/* Precision after as many documents as are relevant. */
double rank_r_precision(const struct ranking *ranking);
/* The same after `share` times as many (0.9 is added, the fraction dropped). */
double rank_r_precision_times(const struct ranking *ranking, double share);
double rank_reciprocal(const struct ranking *ranking);
/* Buckley and Voorhees 2004, SIGIR 27:25-32. */
double rank_bpref(const struct ranking *ranking);
/* Yilmaz and Aslam 2006, CIKM 15:102-111. */
double rank_inferred_precision(const struct ranking *ranking);
/* Highest precision at or after recall 0.0, 0.1, … 1.0 (recall x relevant, rounded half away
 * from 0); 0 for all with nothing retrieved, where trec_eval divides 0 by 0. */
enum { RANK_RECALL_POINTS = 11 };
void rank_interpolated(const struct ranking *ranking, double precision[RANK_RECALL_POINTS]);

/* Gains: a document's is its level. Jarvelin and Kekalainen 2002, ACM TOIS 20:422-446. */
double rank_ndcg(const struct ranking *ranking);
/* ndcg averaged over the relevant documents' places; over the places where the ideal gain
 * falls. */
double rank_ndcg_rel(const struct ranking *ranking);
double rank_ndcg_steps(const struct ranking *ranking);
/* 1 / log2(2 + nonrelevant before), averaged over relevant documents; the same with gains. */
double rank_gain_binary(const struct ranking *ranking);
double rank_gain(const struct ranking *ranking);
/* Rank-biased precision, persistence 0.9; gains over the highest level when that is above 1
 * (the lowest and highest are never set in trec_eval's code). And what the unjudged could add.
 * Moffat and Zobel 2008, ACM TOIS 27:2. */
double rank_biased(const struct ranking *ranking);
double rank_biased_residual(const struct ranking *ranking);

/* The retrieved documents as a set. */
double rank_set_precision(const struct ranking *ranking);
double rank_set_recall(const struct ranking *ranking);
double rank_set_relative_precision(const struct ranking *ranking);
double rank_set_average(const struct ranking *ranking);
double rank_set_f(const struct ranking *ranking);
double rank_utility(const struct ranking *ranking);
/* Logarithm of a value, kept at or above 0.00001, for geometric means. */
double rank_logarithm(double value);

/* `finish` over {sum of values, topics}: their mean; and exp of the mean of logarithms. */
struct metric_value rank_mean(const double *sum);
struct metric_value rank_geometric_mean(const double *sum);
/* `finish` over {sum}: itself. */
struct metric_value rank_total(const double *sum);

#endif
