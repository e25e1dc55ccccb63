/* A benchmark whose items were tampered with, to be run like any other: each item as it was and
 * once for each perturbation and severity, told apart by the group "perturbation", in the
 * cluster of the one it was made from. The figures of that group are the curve of a tool's
 * robustness, the clean value among them.
 *
 * Texts are changed here; files of sound or pictures by a program in the sandbox
 * (tools/perturb-sound, tools/perturb-picture), one after the other. */
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

enum { PERTURB_STEPS_MAX = 60 };

struct perturb_plan {
    const struct bench *bench;
    const char *at; /* RFC 6901 pointer of one level to the text or file: "/text"; NULL: the
                       task's (perturb_place) */
    const struct perturb_step *steps;
    size_t count;
    int64_t seed;
    struct str only_group; /* n > 0: only items with this value of this group */
    struct str only_value;
    const char *to;     /* a new folder */
    const char *checks; /* the folder of the host's own programs */
    /* MAY be NULL. Called now and then; true stops. */
    bool (*progress)(void *data, int64_t done, int64_t total);
    void *progress_data;
};

struct perturbed {
    char digest[SHA256_HEX_SIZE]; /* of its benchmark.json */
    size_t taken;                 /* items of the benchmark that were taken */
    size_t items;                 /* in all */
    size_t left_out;              /* of those, what had a marked word that got lost */
};

/* "typos" (all its severities) or "typos=1,3" (counted from 1), appended to steps of which
 * there are *count. ERR_USAGE names what is known, and refuses texts, sound and pictures in one
 * benchmark. */
enum err_code perturb_steps_parse(const char *text, struct perturb_step *steps, size_t *count,
                                  struct err *err) MUST_USE;
/* Where the input of a task has what such a perturbation changes: "/audio"; "/right" of pairs.
 * NULL when it has nothing of the kind. */
const char *perturb_place(const struct task *task, enum perturbation_kind kind);
/* ERR_UNSUPPORTED for a task without such inputs, and where a perturbation would make the
 * expected answer wrong; ERR_CONFLICT when `to` is there. On failure nothing is left behind;
 * when it was stopped (ERR_CANCELLED) or killed, TO.making stays, and the same call goes on
 * with the files that are in it. Expected "spans" move with the text at "/text". What was
 * written is opened as a benchmark before it gets its name. */
enum err_code perturb_benchmark(struct arena *arena, const struct perturb_plan *plan,
                                struct perturbed *made, struct err *err) MUST_USE;

#endif
