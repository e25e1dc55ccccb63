/* Dev items that stand in test as well, as they are or nearly so: of texts, and of whatever
 * else is written in an input or in files of text, by their words (alike_items.h), of other
 * files by their bytes alone. */
#ifndef POLICEAI_BENCHMARK_LEAKAGE_H
#define POLICEAI_BENCHMARK_LEAKAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"

#include <stdbool.h>
#include <stddef.h>

struct leakage_item {
    struct str id;
    struct str cluster;
    const struct js *input;
    const char *const *files; /* paths of the files that the input names */
    size_t file_count;
    bool test; /* else dev */
};

struct leak {
    struct str dev, test; /* ids */
    const char *kind; /* "same bytes", "same words", "nearly the same words", "same cluster" */
};

/* Sorted by kind of finding, then place; in the arena. A cluster on both sides is told once.
 * *more: there were too many to tell. ERR_NOT_FOUND and the like for a file that cannot be
 * read.
 */
enum err_code leakage_find(struct arena *arena, const struct leakage_item *items, size_t count,
                           struct leak **leaks, size_t *leak_count, bool *more,
                           struct err *err) MUST_USE;

#endif
