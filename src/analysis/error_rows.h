/* Where one answer differs from what was expected, of a task whose answers hide places of a
 * text: text-redaction, document-redaction. */
#ifndef POLICEAI_ANALYSIS_ERROR_ROWS_H
#define POLICEAI_ANALYSIS_ERROR_ROWS_H

#include "base/arena.h"
#include "base/err.h"
#include "bench/bench.h"

enum error_kind { ERROR_MISSED, ERROR_PART, ERROR_FALSE, ERROR_KINDS };
/* "missed", "part", "false" */
const char *error_kind_word(enum error_kind kind);

struct error_row {
    enum error_kind kind;
    struct str label; /* the expected one; of a false alarm the tool's, p NULL: it says none */
    struct str look;  /* of a false alarm: the kind of look-alike that it lies on, or p NULL */
    struct str before, text, after; /* as they stand in the item, cut at some 40 characters */
};

struct error_rows {
    struct error_row *items; /* in order of place */
    size_t count;
    size_t expected; /* entities */
    size_t of_kind[ERROR_KINDS];
};

/* An expected entity is missed when none of it is hidden, hidden in part when some of it is
 * not. A false alarm is a run of hidden text outside of every expected entity, with a letter or
 * digit in it. `output` NULL: nothing is hidden. `looks` MAY be NULL:
 * [{"start","end","kind"}…]. */
enum err_code error_rows_read(struct arena *arena, const struct bench_item *item,
                              const struct js *output, const struct js *looks,
                              struct error_rows *rows, struct err *err) MUST_USE;
/* Whether items of the task can be looked at so. */
bool error_rows_of_task(const struct task *task);

#endif
