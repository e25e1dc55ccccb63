/* Screening a collection in order until enough is found: work saved, recall along the way, and
 * what a sample of the rest says of what was missed. */
#ifndef POLICEAI_METRICS_SCREENING_H
#define POLICEAI_METRICS_SCREENING_H

#include "metrics/retrieval/ranking.h"
#include "stats/interval.h"

#include <stddef.h>

/* One topic. Relevant documents that were not ranked count as never found. */
struct screening {
    const size_t *ranks; /* of the relevant documents found, from 1, rising */
    size_t found;
    size_t relevant;
    size_t total; /* documents to screen: judged or ranked, whichever is more; at least 1 */
};

/* `ranks` is filled (room for ranking->found) and lent to the result. `judged`: documents
 * judged at a level >= 0. */
struct screening screening_of(const struct ranking *ranking, size_t judged, size_t *ranks);

/* How many of R relevant documents are 95 % of them. */
enum screening_rounding {
    SCREENING_HALF_EVEN, /* Python 3's round: CLEF-TAR's tar_eval as it runs today */
    SCREENING_HALF_UP,   /* Python 2's round: CLEF-TAR's published results */
    SCREENING_UP         /* at least 95 %: the words of Cohen et al. 2006 */
};
size_t screening_needed(size_t relevant, enum screening_rounding rounding);

/* Work saved over sampling: (total - rank of the needed-th relevant document) / total - 0.05; 0
 * when so many were not found. SOURCE: Cohen, Hersh, Peterson, Yen 2006, JAMIA 13:206-219; as
 * CLEF-TAR/tar, scripts/measures/eval_measures.py at dbc13d0. */
double screening_wss(const struct screening *screening, size_t needed);
/* (total - rank of the last relevant document) / total, 0 when one was not found. */
double screening_wss_100(const struct screening *screening);
/* ASReview's: how much earlier the k-th relevant document comes than in a rounded straight line
 * from 0 to R, over total; k the last with k / R <= 0.95, R where there is none. SOURCE:
 * asreview/asreview-insights, asreviewcontrib/insights/{algorithms,metrics}.py at c48b781. */
double screening_wss_asreview(const struct screening *screening);
/* Relevant among the first k, over relevant. */
double screening_recall(const struct screening *screening, size_t k);
/* Area over the recall curve, 0 for the best order, 1 for the worst. SOURCE: as
 * screening_wss_asreview, _loss_value. NAN when all or none are relevant. */
double screening_loss(const struct screening *screening);

/* Of a sample of documents that were not reviewed: the share found relevant, and what it says
 * of the recall of the review. Clopper-Pearson limits, which are wide enough also for a sample
 * without replacement. SOURCE: Roitblat, Kershaw, Oot 2010, JASIST 61:70-80 (elusion). */
struct elusion {
    int64_t sampled; /* > 0 */
    int64_t found;   /* of those, relevant */
    int64_t unreviewed;
    int64_t reviewed_found; /* relevant documents that the review found */
};
struct interval elusion_interval(const struct elusion *elusion);
/* reviewed_found / (reviewed_found + rate x unreviewed); 1 when both are 0. */
double elusion_recall(const struct elusion *elusion, double rate);

#endif
