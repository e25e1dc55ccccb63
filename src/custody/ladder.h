/* The Ladder: what is told of a score to somebody who asks again and again.
 *
 * SOURCE: A. Blum and M. Hardt, "The Ladder: A Reliable Leaderboard for Machine Learning
 * Competitions", ICML 2015, arXiv:1502.04585, Algorithm 1: with R_0 infinite and a step eta >
 * 0, round t releases R_t = [R_S(f_t)]_eta if R_S(f_t) < R_{t-1} - eta, else R_t = R_{t-1};
 * [x]_eta is x rounded to the nearest multiple of eta. Theirs is a loss, smaller being better;
 * where a score is better the higher it is, the comparison is turned round. */
#ifndef POLICEAI_CUSTODY_LADDER_H
#define POLICEAI_CUSTODY_LADDER_H

#include <stdbool.h>

struct ladder {
    bool begun; /* something was released */
    double released;
};

/* One round: `ladder` becomes R_t; true when it was an improvement (always so the first time).
 * `step` > 0; `score` finite. */
bool ladder_tell(struct ladder *ladder, double score, double step, bool higher_is_better);
/* The nearest whole multiple of step, halves away from 0. */
double ladder_round(double score, double step);

#endif
