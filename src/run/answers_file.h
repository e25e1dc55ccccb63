/* answers.jsonl of a collection: one line an item, {"id","output"} or {"id","error":{"code",
 * "message"}}, under the ids that the tool was shown (doc/tool-protocol.md).
 *
 * Each id that was shown has one state, whatever the file holds. A line that answers nothing
 * (no object, an id that was not shown, neither output nor error) is a fault. */
#ifndef POLICEAI_RUN_ANSWERS_FILE_H
#define POLICEAI_RUN_ANSWERS_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "run/shown_ids.h"

#include <stddef.h>
#include <stdint.h>

enum filed_state {
    FILED_MISSING, /* no line has this id */
    FILED_OUTPUT,
    FILED_ERROR,
    FILED_DOUBLED /* two lines and more: which was meant cannot be told, none counts */
};

struct filed_answer {
    enum filed_state state;
    struct str output; /* FILED_OUTPUT: its bytes */
    struct str error_code;
    struct str error_message;
};

struct answers_file {
    struct filed_answer *answers; /* by the item's number */
    int64_t faults;
};

/* Texts lie in the arena. An id is known by its item's number. An error when the file cannot be
 * read as lines of at most 1 MiB; ERR_INVALID after more than 1,000 faults. */
enum err_code answers_file_read(struct arena *arena, const char *path,
                                const struct shown_ids *shown, struct answers_file *file,
                                struct err *err) MUST_USE;

#endif
