/* Planted answers: items whose expected answer is a wrong one that a custodian chose. A tool
 * that gives it has seen the answers, unless it is chance. */
#ifndef POLICEAI_CUSTODY_PLANTED_H
#define POLICEAI_CUSTODY_PLANTED_H

#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether an answer is the one expected: each member of `expected` is there in `output` and the
 * same, lists item by item. `output` NULL: it is not. */
bool planted_is_given(const struct js *expected, const struct js *output);

/* The chance that at least `given` of `count` independent events happen, event i with
 * probability chances[i] (the upper tail of the Poisson binomial distribution, summed exactly
 * by the recursion over events). 1 when given is 0. */
double planted_chance(const double *chances, size_t count, size_t given);

#endif
