/* Words of a transcript and their alignment, for the word error rates.
 *
 * A word is a run of bytes other than ASCII white space; A-Z are lower-cased, nothing else is
 * changed: normalisation beyond that is the benchmark's and the tool's business. */
#ifndef POLICEAI_METRICS_WORDS_H
#define POLICEAI_METRICS_WORDS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

#include <stddef.h>

enum { WORDS_MAX = 20000, WORDS_CELLS_MAX = 100 * 1000 * 1000 };

struct words {
    struct str *items;
    size_t count;
};

struct word_counts {
    size_t correct, substituted, deleted, inserted;
};

/* Costs of a step; a correct pair costs nothing. */
struct word_costs {
    unsigned substitution, insertion, deletion;
};

/* ERR_LIMIT past WORDS_MAX; the words lie in the arena. */
enum err_code words_split(struct arena *arena, struct str text, struct words *words,
                          struct err *err) MUST_USE;
/* Counts along a cheapest path. Walking back from the end, a tie takes the pair (correct or
 * substituted) first, then the insertion, then the deletion. ERR_LIMIT past WORDS_CELLS_MAX. */
enum err_code words_align(const struct words *reference, const struct words *hypothesis,
                          struct word_costs costs, struct word_counts *counts,
                          struct err *err) MUST_USE;

/* The vector {correct, substituted, deleted, inserted} of a transcript; an item without an
 * answer is all deletions. */
enum err_code words_vector(const struct js *expected, const struct js *output,
                           struct word_costs costs, double *vector, struct err *err) MUST_USE;

#endif
