/* Translation scores: the settings they share, per-segment vectors, values of sums.
 *
 * Everything gives sacreBLEU 2.6.0's numbers. A segment has one hypothesis and one or more
 * references, each one line of valid UTF-8 of at most TRANSLATION_SEGMENT_MAX bytes. Vectors
 * carry the settings behind the counts (all segments of a set have the same; merging keeps
 * them), so that a sum can be finished without knowing how it was made. */
#ifndef POLICEAI_METRICS_TRANSLATION_TRANSLATION_H
#define POLICEAI_METRICS_TRANSLATION_TRANSLATION_H

#include "metrics/metric.h"
#include "metrics/translation/ngrams.h"
#include "metrics/translation/translation_tokens.h"
#include "metrics/unicode/word_table.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    TRANSLATION_SEGMENT_MAX = 1024 * 1024, /* bytes */
    TRANSLATION_REFERENCES_MAX = 64,
    BLEU_ORDERS = 4,
    BLEU_COUNTS = 2 + 2 * BLEU_ORDERS,
    BLEU_VECTOR = BLEU_COUNTS + 3,
    CHRF_ORDERS = 6,
    CHRF_WORD_ORDERS = 2, /* of chrF++ */
    CHRF_VECTOR = 3 * CHRF_ORDERS + 2,
    CHRF_PLUS_VECTOR = 3 * (CHRF_ORDERS + CHRF_WORD_ORDERS) + 2,
    TER_VECTOR = 2,
};

enum bleu_smoothing { BLEU_EXP, BLEU_FLOOR, BLEU_ADD_K, BLEU_NO_SMOOTHING, BLEU_SMOOTHINGS };

struct translation_settings {
    bool lowercase; /* BLEU and chrF; TER lower-cases unless tercom.case_sensitive */
    enum translation_tokenizer tokenizer; /* of BLEU */
    enum bleu_smoothing smoothing;
    double smooth_value; /* of floor and add-k; below 0: 0.1 and 1 */
    bool effective_order;
    double beta;     /* of chrF; 0: 2 */
    bool whitespace; /* chrF counts white space too */
    bool eps_smoothing;
    struct tercom_settings tercom;
};

struct translation_segment {
    struct str hypothesis;
    const struct str *references;
    size_t reference_count; /* 1 … TRANSLATION_REFERENCES_MAX */
};

/* Working memory of one thread. */
struct translation_work;
struct translation_work *translation_work_new(void);
void translation_work_free(struct translation_work *work);

/* Vector of BLEU: length of the hypothesis, of the closest reference (the shorter of two),
 * right n-grams of order 1-4, all n-grams of order 1-4; smoothing, its value, effective order.
 */
void bleu_vector(struct translation_work *work, const struct translation_settings *settings,
                 const struct translation_segment *segment, double *vector);
/* Vector of chrF (word_orders 0) or chrF++ (2): for each order n-grams of the hypothesis, of
 * the reference, in both, of the reference with the best F (the first of equals); beta, eps. */
void chrf_vector(struct translation_work *work, const struct translation_settings *settings,
                 size_t word_orders, const struct translation_segment *segment, double *vector);
/* Vector of TER: edits against the reference that needs fewest, mean length of references. */
void ter_vector(struct translation_work *work, const struct translation_settings *settings,
                const struct translation_segment *segment, double *vector);

/* Values of sums of vectors, 0 … 100 (TER: 0 or more). `orders` of chrf: 6 or 8. */
double bleu_value(const double *sum);
double chrf_value(const double *sum, size_t orders);
double ter_value(const double *sum);
/* The same as numpy 1.x has it for counts in single precision, which sacreBLEU's resampling
 * uses: shares of two counts are rounded to single precision, what is made of them is not. */
double bleu_single(const double *sum);
double chrf_single(const double *sum);
double chrf_plus_single(const double *sum);
double ter_single(const double *sum);
/* Adds the first `counts` numbers, takes the rest over. */
void translation_merge(double *sum, const double *vector, size_t counts, size_t length);

/* "exp", "floor", "add-k", "none". */
const char *bleu_smoothing_name(enum bleu_smoothing smoothing);
bool bleu_smoothing_find(struct str name, enum bleu_smoothing *smoothing);
/* What the value is where none was given. */
double bleu_smoothing_value(enum bleu_smoothing smoothing, double given);

/* Least number of edits, whole-phrase shifts among them, that make the hypothesis the
 * reference: tercom's greedy search as lib_ter.py does it. Numbers stand for words. */
struct ter_work;
struct ter_work *ter_work_new(void);
void ter_work_free(struct ter_work *work);
size_t ter_edits(struct ter_work *work, const uint32_t *hypothesis, size_t hypothesis_length,
                 const uint32_t *reference, size_t reference_length);

/* The parts of struct translation_work, for the files of this folder. */
struct translation_work {
    struct translation_scratch scratch;
    struct strbuf texts; /* tokenised segments that must stay while others are made */
    struct word_table words;
    struct ngrams grams;
    struct ter_work *ter;
    uint32_t *numbers[2]; /* of hypothesis and reference */
    size_t capacity[2];
};

#endif
