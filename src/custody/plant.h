/* Planting: a benchmark with a canary text in each row of its files, and some items whose
 * expected answer is a wrong one.
 *
 * The canary text is random, so that where it is found the files were. (The idea of a text that
 * tells a data set's presence in training data is that of BIG-bench, Srivastava et al. 2022,
 * arXiv:2206.04615.) A planted item is one of split test whose expected answer is exchanged
 * with another planted item's: nothing in the files tells it from the rest. Which they are
 * stands in NEW/planted.json alone (["ID",...]), which `benchmark seal` takes into custody with
 * the rest. */
#ifndef POLICEAI_CUSTODY_PLANT_H
#define POLICEAI_CUSTODY_PLANT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "bench/bench.h"

#include <stddef.h>
#include <stdint.h>

struct plant_plan {
    const struct bench *bench; /* sealed, opened by bench_open_sealed */
    const char *to;            /* a new folder */
    size_t count;              /* items to plant, 2 or more; 0: the canary text alone */
    uint64_t seed;             /* by which they are drawn: from random_u64 */
};

struct planted_set {
    char canary[60];
    char digest[SHA256_HEX_SIZE];
    size_t planted;
};

/* ERR_UNSUPPORTED where the task's answers are not of the form of what is expected (scores), so
 * that a planted answer could not be told; ERR_INVALID where there are not `count` items with
 * answers to exchange. */
enum err_code plant(struct arena *arena, const struct plant_plan *plan,
                    struct planted_set *made, struct err *err) MUST_USE;

/* The sorted ids in FOLDER/planted.json; an empty array when there is no such file. */
enum err_code plant_read(struct arena *arena, const char *folder, const struct js **ids,
                         struct err *err) MUST_USE;

#endif
