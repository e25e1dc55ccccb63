/* How far labellers agree: of two, over the items that both labelled; of more, of each pair,
 * and of all together where they choose (Krippendorff's alpha, stats/krippendorff.h).
 *
 * Choosing, and comparing (the same, different, unsure): Cohen's kappa
 * (metrics/classes/agreement.h). Marking: twice the spans that both
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

/* Of the labellers of these two places. */
enum err_code labeller_agreement(const struct making *making, const struct labelled *labelled,
                                 size_t one, size_t other, struct labeller_agreement *agreement,
                                 struct err *err) MUST_USE;

struct labellers_alpha {
    size_t items; /* with two answers or more */
    bool defined;
    double value;
    bool has_interval;
    struct interval interval; /* percentile bootstrap over clusters, 95 % */
};
/* Of all, where labellers choose; else undefined, of no items. */
void labellers_alpha(const struct making *making, const struct labelled *labelled,
                     struct labellers_alpha *alpha);
/* Appends what there is to say of all labellers, and no name; nothing while no item has two
 * answers. Of two: labeller_agreement_print. Of more: alpha, and the pairs from the least to
 * the most alike. */
enum err_code labellers_print(const struct making *making, const struct labelled *labelled,
                              struct strbuf *out, struct err *err) MUST_USE;
/* One line: "Cohen's kappa 0.81 (95 % 0.70 to 0.90), 118 items, 107 the same". */
void labeller_agreement_print(const struct labeller_agreement *agreement, struct strbuf *out);

#endif
