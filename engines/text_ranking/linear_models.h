/* Two linear models of which texts are relevant: weights w such that w·x orders texts. */
#ifndef POLICEAI_TEXT_RANKING_LINEAR_MODELS_H
#define POLICEAI_TEXT_RANKING_LINEAR_MODELS_H

#include "text_ranking/text_vectors.h"

#include <stdbool.h>

struct example {
    size_t text;
    bool relevant;
    double weight; /* how much it counts, > 0 */
};

/* Logistic regression, L2-regularised: min w·w/2 + sum of cost · weight · ln(1 + exp(-y w·x)),
 * by coordinate descent of its dual, in the order of `examples`, until no step is larger than
 * 1e-3 of its bound or after 60 passes. SOURCE: Yu, Huang and Lin 2011, Machine Learning
 * 85:41-75, doi:10.1007/s10994-010-5221-8, algorithm 5. weights[0 … features). */
void logistic_fit(const struct text_vectors *vectors, const struct example *examples,
                  size_t count, double cost, float *weights);
/* Multinomial naive Bayes on TF-IDF weights: w = ln P(f | relevant) - ln P(f | not), with
 * `smoothing` added to each. SOURCE: Rennie and others 2003, ICML, section 2. */
void naive_bayes_fit(const struct text_vectors *vectors, const struct example *examples,
                     size_t count, double smoothing, float *weights);

#endif
