/* Which built-in tool is measured on which benchmark that ships, and with which parameters: all
 * of the same task, with each of the parameter sets that its tool.json names. */
#ifndef POLICEAI_LAB_PAIRS_H
#define POLICEAI_LAB_PAIRS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "lab/places.h"

#include <stddef.h>

struct lab_pair {
    const char *tool; /* ids */
    const char *benchmark;
    const char *tool_folder;
    const char *benchmark_folder;
    const char *set;             /* its name; "" where tool.json names none */
    const struct js *parameters; /* over the defaults; NULL: the defaults */
};

/* Sorted by tool, then benchmark, then as tool.json has the sets. A folder without its marker
 * file is passed over; one that cannot be read is an error, but for what tool.json says beyond
 * id and task: that is told when the tool is used, and until then it stands with its defaults.
 */
enum err_code lab_pairs(struct arena *arena, const struct places *places,
                        struct lab_pair **pairs, size_t *count, struct err *err) MUST_USE;

#endif
