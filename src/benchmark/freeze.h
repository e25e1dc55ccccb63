/* A draft whose sample is labelled becomes a benchmark: a new folder with benchmark.json,
 * items.jsonl and the files of the drawn items, and nothing else; who said what stays behind.
 */
#ifndef POLICEAI_BENCHMARK_FREEZE_H
#define POLICEAI_BENCHMARK_FREEZE_H

#include "benchmark/labels_file.h"
#include "crypto/digest.h"

struct frozen {
    char digest[SHA256_HEX_SIZE]; /* of benchmark.json: the benchmark's */
    size_t dev, test;
};

/* ERR_INVALID while labels are missing or differ, with how many and where to settle it;
 * ERR_CONFLICT when `to` is there already or this version was frozen before. On failure neither
 * folder is changed. What was written is opened as a benchmark before it gets its name. */
enum err_code freeze(struct making *making, const struct labelled *labelled, const char *to,
                     struct frozen *frozen, struct err *err) MUST_USE;
/* The draft can be changed again, as this version. ERR_CONFLICT for one that was frozen. */
enum err_code freeze_reopen(struct making *making, const char *version,
                            struct err *err) MUST_USE;

#endif
