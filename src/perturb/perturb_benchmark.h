/* A benchmark whose items were tampered with, to be run like any other: each item as it was and
 * once for each perturbation and severity, told apart by the group "perturbation", in the
 * cluster of the one it was made from. The figures of that group are the curve of a tool's
 * robustness, the clean value among them. */
#ifndef POLICEAI_PERTURB_PERTURB_BENCHMARK_H
#define POLICEAI_PERTURB_PERTURB_BENCHMARK_H

#include "bench/bench.h"
#include "crypto/digest.h"
#include "perturb/perturbation.h"

#include <stdint.h>

/* One perturbation at one severity. */
struct perturb_step {
    const struct perturbation *perturbation;
    int level; /* from 0 */
};

enum { PERTURB_STEPS_MAX = 30 };

struct perturb_plan {
    const struct bench *bench;
    struct str at; /* RFC 6901 pointer of one level to the text of an input: "/text" */
    const struct perturb_step *steps;
    size_t count;
    int64_t seed;
    const char *to; /* a new folder */
};

struct perturbed {
    char digest[SHA256_HEX_SIZE]; /* of its benchmark.json */
    size_t items;                 /* in all */
    size_t left_out;              /* of those, what had a marked word that got lost */
};

/* "typos" (all its severities) or "typos=1,3" (counted from 1), appended to steps of which
 * there are *count. ERR_USAGE names what is known. */
enum err_code perturb_steps_parse(const char *text, struct perturb_step *steps, size_t *count,
                                  struct err *err) MUST_USE;
/* ERR_UNSUPPORTED for inputs that are files or have no text at `at`; ERR_CONFLICT when `to` is
 * there. On failure nothing is left behind. Expected "spans" move with the text at "/text".
 * What was written is opened as a benchmark before it gets its name. */
enum err_code perturb_benchmark(struct arena *arena, const struct perturb_plan *plan,
                                struct perturbed *made, struct err *err) MUST_USE;

#endif
