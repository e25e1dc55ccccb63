/* Which sentences of a text are the most central, and which of them say the same. Pure.
 *
 * LexRank with continuous weights: sentences are bags of words with TF-IDF weights, joined by
 * their cosine; the stationary distribution of a walk over them (damping 0.85), by power
 * iteration, in double, in a fixed order. No sentence is its own neighbour, so that one which
 * has no other does not keep what it has: a difference to the paper. With a question the walk
 * jumps to sentences by their cosine with it instead of evenly (Otterbacher, Erkan and Radev
 * 2005, HLT-EMNLP 915-922). MMR then takes the highest of lambda * score - (1 - lambda) * the
 * largest cosine with one taken. SOURCE: Erkan and Radev 2004, JAIR 22:457-479; Carbonell and
 * Goldstein 1998, SIGIR 335-336. */
#ifndef POLICEAI_CASECHECK_SALIENCE_H
#define POLICEAI_CASECHECK_SALIENCE_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>

enum { SALIENCE_SENTENCES_MAX = 2000 };

/* Scores that add up to 1 (all 0 when there are none), in the arena; `about` "" for none. At
 * most SALIENCE_SENTENCES_MAX sentences. */
double *salience_scores(struct arena *arena, const struct str *sentences, size_t count,
                        struct str about);
/* Chooses at most `wanted`; their indexes into `chosen`, the best first. Returns how many: one
 * of score 0 is never chosen. `lambda` 0 to 1. */
size_t salience_choose(struct arena *arena, const struct str *sentences, size_t count,
                       const double *scores, double lambda, size_t wanted, size_t *chosen);

/* What taking a sentence is worth now, about 0 to 1, 0: never; and word that it was taken. */
struct salience_by {
    double (*gain)(const void *context, size_t index);
    void (*take)(void *context, size_t index); /* MAY be NULL */
    void *context;
};
/* As salience_choose, by gains that change with what was taken. */
size_t salience_choose_by(struct arena *arena, const struct str *sentences, size_t count,
                          const struct salience_by *by, double lambda, size_t wanted,
                          size_t *chosen);

#endif
