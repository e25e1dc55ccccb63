/* A task: what goes in, what comes out, how it is scored, how an item is shown. One folder
 * src/task/NAME (dashes as underscores) ends with `const struct task task_NAME`. */
#ifndef POLICEAI_TASK_TASK_H
#define POLICEAI_TASK_TASK_H

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum task_shape { TASK_ITEM, TASK_COLLECTION, TASK_INDEXED, TASK_SESSION };

/* A bound of this project's own or of a standard: shown as "working value". */
struct task_bound {
    const char *metric;
    double bound;
    bool at_least;      /* else: at most */
    const char *source; /* "set by this project", or a citation */
};

struct task {
    const char *name; /* "text-redaction" */
    const char *title;
    const char *summary;
    enum task_shape shape;
    const char *const *metrics; /* ids, first = headline; NULL-terminated */
    const struct task_bound *bounds;
    size_t bound_count;
    /* Refuse what breaks the contract, naming the key. */
    enum err_code (*check_input)(const struct js *input, struct err *err);
    enum err_code (*check_expected)(const struct js *input, const struct js *expected,
                                    struct err *err);
    enum err_code (*check_output)(const struct js *input, const struct js *output,
                                  struct err *err);
    /* Path (relative to the benchmark) of the file an input names, or p == NULL. */
    struct str (*input_file)(const struct js *input);
};

extern const struct task *const task_table[];
extern const size_t task_table_count;
/* By name, NULL when there is none. */
const struct task *task_lookup(struct str name);

#endif
