/* Shows that the sandbox holds: each probe comes off outside and fails inside
 * (`policeai sandbox self-test`). What the probes are after (a key, a benchmark's answers, an
 * open descriptor, a listener …) is made for the purpose and removed afterwards. */
#ifndef POLICEAI_TRIAL_SELF_TEST_H
#define POLICEAI_TRIAL_SELF_TEST_H

#include "base/arena.h"
#include "base/err.h"
#include "sandbox/sandbox.h"

#include <stdbool.h>
#include <stddef.h>

struct self_test_row {
    const char *name; /* "read a key" */
    bool outside;     /* it came off */
    bool inside;      /* it came off: the wall is down */
    const char *outside_words;
    const char *inside_words;
    const char *held_by;
};

struct self_test {
    struct self_test_row *rows;
    size_t count;
    struct sandbox_record record; /* of all runs inside */
    bool passed;                  /* every probe came off outside and failed inside */
    struct err why_not_full;      /* message "" when the level is full */
};

/* `probe_folder` holds the program `probe`; `root` is the absolute path of a tar in which it
 * runs as in a tool's own root, or NULL. Fails only when the test itself cannot be made; no
 * isolation at all is a result (level "none", nothing passed). */
enum err_code self_test_run(struct arena *arena, const char *probe_folder, const char *root,
                            struct self_test *test, struct err *err) MUST_USE;

#endif
