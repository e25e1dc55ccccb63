/* Answers that were made elsewhere, read from what was sent back: lines of JSON
 *
 *     {"id":ID,"output":{…}}       an answer; "output":null is none yet
 *     {"id":ID,"error":{"code":TEXT,"message":TEXT}}   the product failed on it and says so
 *
 * or a table (CSV or tab-separated) with a column "id" and one of the task's answer
 * (task.answer_column), where an empty cell is no answer. What begins with '{' is taken for
 * lines of JSON.
 *
 * Nothing is repaired and nothing is passed over: each row that cannot be taken is a problem
 * with its line and the fix. Pure. */
#ifndef POLICEAI_ELSEWHERE_RETURNED_ANSWERS_H
#define POLICEAI_ELSEWHERE_RETURNED_ANSWERS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "run/client.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    ANSWERS_PROBLEMS_KEPT = 200,
    ANSWERS_PROBLEM_MAX = 400,
    ANSWERS_BROKEN_LISTED = 5 /* of each sort of answer that counts as a failure */
};

struct answers_wanted {
    const struct str *ids; /* sorted by bytes, each once */
    size_t count;
    const char *column; /* of a table beside "id"; NULL: there is no table */
    /* Refuses an output that breaks the task's contract; `index` of ids. */
    enum err_code (*check)(void *data, size_t index, const struct js *output, struct err *err);
    void *data;
};

/* What came for one id. */
struct answer_given {
    size_t line;          /* 0: no row */
    enum outcome outcome; /* OUTCOME_NONE: no row, or one without an answer */
    struct str output;    /* its bytes as sent (a table's: made here); answered only */
    struct str error_code;
    struct str error_message;
};

struct answers_problem {
    size_t line;
    char words[ANSWERS_PROBLEM_MAX];
};

struct answers {
    struct answer_given *given; /* by index of ids */
    struct answers_problem *problems;
    size_t problem_count; /* of those kept */
    size_t problems_seen;
    size_t missing; /* ids without an answer */
    size_t broken;  /* outputs that break the contract: outcome error, code "contract" */
    /* Lines of the first of them. */
    size_t broken_lines[ANSWERS_BROKEN_LISTED];
    size_t first_missing; /* index of ids */
};

/* `text` must outlive the answers, which lie in the arena. ERR_FORMAT when the whole cannot be
 * read: it is empty, not UTF-8, or a table without the columns. */
enum err_code answers_read(struct arena *arena, const struct answers_wanted *wanted,
                           struct str text, struct answers *answers, struct err *err) MUST_USE;

#endif
