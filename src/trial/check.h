/* The conformance kit: speaks the tool protocol to a tool, every case of it, and says what the
 * tool did (`policeai tool check`). For the tool's maker: a case that fails costs items in a
 * run, or the run. */
#ifndef POLICEAI_TRIAL_CHECK_H
#define POLICEAI_TRIAL_CHECK_H

#include "base/arena.h"
#include "base/err.h"
#include "protocol/manifest.h"
#include "sandbox/sandbox.h"

#include <stddef.h>
#include <stdint.h>

enum check_state { CHECK_HOLDS, CHECK_FAILS, CHECK_NOTE };
const char *check_state_word(enum check_state state); /* "holds", "fails", "note" */

struct check_row {
    const char *name;
    enum check_state state;
    const char *words;
};

struct check_report {
    struct check_row *rows;
    size_t count;
    size_t failed;
    struct sandbox_record record; /* of every process started */
};

/* Fails only when the check itself cannot be made; what the tool does wrong is a row. */
enum err_code check_tool(struct arena *arena, const char *folder,
                         const struct manifest *manifest, struct check_report *report,
                         struct err *err) MUST_USE;

#endif
