/* Scores of summaries: overlap with a reference (ROUGE), with the source (newsroom's
 * fragments), things said that the source does not say, citations.
 *
 * Texts are valid UTF-8 of at most SUMMARY_TEXT_MAX bytes; "\n" ends a sentence for rougeLsum.
 */
#ifndef POLICEAI_METRICS_SUMMARY_SUMMARY_H
#define POLICEAI_METRICS_SUMMARY_SUMMARY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "metrics/metric.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SUMMARY_TEXT_MAX = 4 * 1024 * 1024,
    ROUGE_VECTOR = 4,    /* summaries, F, precision, recall */
    SUMMARY_MEAN = 2,    /* summaries, sum of a number of each */
    SUMMARY_FRACTION = 2 /* counted, of how many */
};

enum rouge_kind { ROUGE_1, ROUGE_2, ROUGE_L, ROUGE_LSUM, ROUGE_KINDS };

struct rouge {
    double precision;
    double recall;
    double f;
};

/* ROUGE of one pair, each kind, as rouge_score: lower case, runs of a-z and 0-9 are tokens,
 * stemmed where asked when longer than three. ERR_LIMIT when two sentences of rougeLsum are so
 * long that their table would need more than ROUGE_CELLS_MAX bits. SOURCE: Lin 2004, ACL
 * W04-1013; google-research/rouge/{tokenize,rouge_scorer}.py. */
enum { ROUGE_CELLS_MAX = 2000000000 };
enum err_code rouge_score(struct str reference, struct str hypothesis, bool stem,
                          struct rouge scores[ROUGE_KINDS], struct err *err) MUST_USE;
/* Precision, recall and F of `shared` among so many on either side; 0 where nothing is shared.
 */
struct rouge rouge_of(size_t shared, size_t hypothesis, size_t reference);
/* Writes {1, f, precision, recall}; the value of a sum is the mean F. */
void rouge_vector(const struct rouge *score, double *vector);
struct metric_value rouge_finish(const double *sum);

/* Greedy longest fragments that summary and source share, words split at white space, lower
 * case. SOURCE: Grusky, Naaman and Artzi 2018, NAACL N18-1065; lil-lab/newsroom
 * analyze/fragments.py with tokenize=False, including that a match is looked for again only
 * after the last one. */
struct fragments {
    size_t summary_words;
    size_t source_words;
    size_t covered; /* words of the summary in fragments */
    double squares; /* sum of squared lengths of fragments */
};
struct fragments fragments_find(struct str summary, struct str source);

/* Mean of a number per summary. */
struct metric_value summary_mean_finish(const double *sum);

#endif
