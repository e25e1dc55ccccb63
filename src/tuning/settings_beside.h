/* Whether the settings that a search did not choose differ from the one it chose: item by item,
 * by the metric that it chose by (compare/pair_judge.h), Holm over all of them. */
#ifndef POLICEAI_TUNING_SETTINGS_BESIDE_H
#define POLICEAI_TUNING_SETTINGS_BESIDE_H

#include "base/arena.h"
#include "base/err.h"
#include "bench/bench.h"
#include "compare/pair_judge.h"

#include <stddef.h>
#include <stdint.h>

struct settings_run {
    struct str title; /* the setting, as one text */
    struct str stats; /* as stats.jsonl */
};

/* results[i] is of run i against run `chosen` (first: the chosen one); that of the chosen
 * itself is left NULL. `results` holds `count` places. In the arena. Errors: those of reading
 * stats. */
enum err_code settings_beside(struct arena *arena, const struct bench *bench,
                              const struct settings_run *runs, size_t count, size_t chosen,
                              const char *metric, uint64_t seed,
                              const struct pair_result **results, struct err *err) MUST_USE;

#endif
