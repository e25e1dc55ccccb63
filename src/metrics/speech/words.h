/* Words of a transcript, for the word error rates of the Lab.
 *
 * A word is a run of bytes other than ASCII white space; A-Z are lower-cased, nothing else is
 * changed: normalisation beyond that is the benchmark's and the tool's business. */
#ifndef POLICEAI_METRICS_WORDS_H
#define POLICEAI_METRICS_WORDS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "metrics/speech/alignment.h"

#include <stddef.h>

enum { WORDS_MAX = 4 * 1000 * 1000 };

struct words {
    struct str *items;
    size_t count;
};

enum word_weights { WEIGHTS_SCLITE, WEIGHTS_EDITS };

/* A-Z lower-cased, a copy in the arena. */
struct str word_lower(struct arena *arena, struct str word);
/* ERR_LIMIT past WORDS_MAX; the words lie in the arena. */
enum err_code words_split(struct arena *arena, struct str text, struct words *words,
                          struct err *err) MUST_USE;

/* The vector {correct, substituted, deleted, inserted} of a transcript; an item without an
 * answer is all deletions. */
enum err_code words_vector(const struct js *expected, const struct js *output,
                           enum word_weights weights, double *vector, struct err *err) MUST_USE;

#endif
