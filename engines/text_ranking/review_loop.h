/* Continuous active learning: propose a batch, be told what it was, learn, propose again.
 * SOURCE: Cormack and Grossman 2015, AutoTAR, arXiv:1504.06868: the topic is the first relevant
 * text, texts that nobody has read stand for irrelevant ones (theirs always a hundred, ours
 * while fewer than LOOP_PRESUMED are known), and batches grow by a twentieth (theirs a tenth).
 * Ours orders by logistic regression and naive Bayes together (linear_models.h). Deterministic:
 * the same texts, labels and seed give the same order. */
#ifndef POLICEAI_TEXT_RANKING_REVIEW_LOOP_H
#define POLICEAI_TEXT_RANKING_REVIEW_LOOP_H

#include "base/prng.h"
#include "text_ranking/linear_models.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LOOP_PRESUMED = 30 };

struct review_loop_terms {
    size_t seeds; /* texts 0 … seeds-1 are seeds: relevant, never proposed */
    bool whole;   /* propose as many as are asked for, not a growing batch */
    double cost;  /* of logistic regression */
    double smoothing;
    double bayes; /* the part of naive Bayes in the score, 0 to 1 */
    uint64_t seed;
};
/* What the tool uses. */
struct review_loop_terms review_loop_terms(void);

struct review_loop {
    const struct text_vectors *vectors;
    struct review_loop_terms terms;
    struct prng prng;
    signed char *label; /* by text: 1 relevant, 0 not, -1 not known */
    bool *proposed;
    size_t *labelled; /* texts in the order they were learned */
    size_t labelled_count, relevant;
    double batch;
    float *weights[2];
    struct example *examples;
    struct loop_scored *scored;
};

/* `vectors` are finished and outlive it. */
void review_loop_init(struct review_loop *loop, const struct text_vectors *vectors,
                      const struct review_loop_terms *terms);
void review_loop_release(struct review_loop *loop);
/* What a text is; the latest word about it counts. A labelled text is not proposed. */
void review_loop_learn(struct review_loop *loop, size_t text, bool relevant);
/* The next texts, at most `at_most`, into `texts`; how many, 0 when none are left. */
size_t review_loop_next(struct review_loop *loop, size_t at_most, size_t *texts);

#endif
