/* A random history of a log, step by step: every type, unknown ones, conflicts, received
 * batches, blobs that are missing or broken, evidence that may not count (of a revoked key, of
 * another organisation, of another run, with a bad signature), keys revoked from an earlier
 * leaf on, bodies that were removed. Beside it a model, which knows nothing of SQL, of which
 * evidence counts. */
#ifndef POLICEAI_TESTS_RANDOM_HISTORY_H
#define POLICEAI_TESTS_RANDOM_HISTORY_H

#include "base/prng.h"
#include "record/projection.h"
#include "support/log_maker.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HISTORY_SUBJECTS = 5, HISTORY_KEPT = 64 };

struct known_key {
    bool stands;
    bool evidence; /* else a statement key */
    bool away;
    const char *organisation;
};

struct counted {
    const char *envelope;
    const char *run;
    const char *id; /* of the evidence.issued/1 */
    uint64_t index;
    int64_t at;
    int key;
    int issuer;
};

struct history {
    struct log_maker maker;
    struct prng prng;
    struct projection projection;
    struct known_key keys[MAKER_KEYS];
    int next_key;
    const char *subjects[HISTORY_SUBJECTS];
    struct str ids[HISTORY_SUBJECTS][HISTORY_KEPT]; /* of each subject, sorted */
    size_t id_count[HISTORY_SUBJECTS];
    const char *runs[HISTORY_KEPT];
    const char *run_tools[HISTORY_KEPT];
    size_t run_count;
    struct counted counted[HISTORY_KEPT];
    size_t counted_count;
    const char *issued; /* the last evidence.issued/1 */
    int64_t again;      /* of the counted: those that another outranks */
};

/* One chance in `in`; a number below `bound`: the same for the same seed. */
bool history_chance(struct history *history, uint64_t in);
size_t history_below(struct history *history, size_t bound);
/* A log of its own in `folder`, and public.db beside it; closed by closing `projection` and
 * `maker`. */
void history_begin(struct history *history, const char *folder, uint64_t seed);
void history_step(struct history *history);
/* public.db is brought up to the log; is opened anew, as after a start. */
void history_advance(struct history *history);
void history_reopen(struct history *history);

#endif
