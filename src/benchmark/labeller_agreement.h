/* How far two labellers agree, over the items that both labelled.
 *
 * Choosing: Cohen's kappa (metrics/classes/agreement.h). Marking: twice the spans that both
 * marked, boundaries and label alike, over the spans of both; chance is left out, since nobody
 * can count the spans that might have been marked. SOURCE: Hripcsak and Rothschild 2005, JAMIA
 * 12:296-298. Writing: twice the words that an alignment by edit distance has in both, over the
 * words of both. Intervals: percentile bootstrap over clusters, 95 %, none under 20 clusters.
 */
#ifndef POLICEAI_BENCHMARK_LABELLER_AGREEMENT_H
#define POLICEAI_BENCHMARK_LABELLER_AGREEMENT_H

#include "benchmark/labels_file.h"
#include "stats/interval.h"

struct labeller_agreement {
    const char *name; /* "Cohen's kappa" */
    size_t items;     /* both labelled */
    size_t same;      /* of those: they said the same */
    bool defined;
    double value;
    const char *undefined; /* why not */
    bool has_interval;
    struct interval interval;
    size_t clusters;
};

/* Of the first two labellers. */
enum err_code labeller_agreement(const struct making *making, const struct labelled *labelled,
                                 struct labeller_agreement *agreement,
                                 struct err *err) MUST_USE;
/* One line: "Cohen's kappa 0.81 (95 % 0.70 to 0.90), 118 items, 107 the same". */
void labeller_agreement_print(const struct labeller_agreement *agreement, struct strbuf *out);

#endif
