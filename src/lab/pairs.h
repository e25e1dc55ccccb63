/* Which built-in tool is measured on which benchmark that ships: all of the same task. */
#ifndef POLICEAI_LAB_PAIRS_H
#define POLICEAI_LAB_PAIRS_H

#include "base/arena.h"
#include "base/err.h"
#include "lab/places.h"

#include <stddef.h>

struct lab_pair {
    const char *tool; /* ids */
    const char *benchmark;
    const char *tool_folder;
    const char *benchmark_folder;
};

/* Sorted by tool, then benchmark. A folder without its marker file is passed over; one that
 * cannot be read is an error. */
enum err_code lab_pairs(struct arena *arena, const struct places *places,
                        struct lab_pair **pairs, size_t *count, struct err *err) MUST_USE;

#endif
