/* Draws the sample of a draft (stratify.h) and writes sample.json. */
#ifndef POLICEAI_BENCHMARK_DRAW_SAMPLE_H
#define POLICEAI_BENCHMARK_DRAW_SAMPLE_H

#include "benchmark/making.h"

struct draw_plan {
    int64_t seed; /* >= 0 */
    size_t dev;
    size_t test;    /* 0 with dev 0: every candidate, all test */
    const char *by; /* "a,b": groups whose combinations are the strata; NULL: all groups */
    bool alike;
};

/* ERR_CONFLICT once somebody has labelled: a new sample would throw that away. */
enum err_code draw_sample(struct making *making, const struct draw_plan *plan,
                          struct err *err) MUST_USE;

#endif
