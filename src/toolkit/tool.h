/* Speaks the tool protocol, version 1, for a tool written in C (doc/tool-protocol.md).
 *
 * A tool is a const struct and one call:
 *
 *     static enum err_code answer(void *state, struct arena *arena, const struct js *input,
 *                                 struct jsonw *output, struct err *err) { … }
 *     int main(void) { return tool_main(&(struct tool){.window = 8, .answer = answer}); }
 *
 * Descriptor 1 is moved away first, so that what a library prints goes to stderr and never
 * between the answers. Items are answered one after the other in the order they came. Id and
 * version are read from tool.json in the working directory, where the tool's folder is. */
#ifndef POLICEAI_TOOLKIT_TOOL_H
#define POLICEAI_TOOLKIT_TOOL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/jsonw.h"

#include <stdint.h>

struct tool_start {
    const struct js *parameters; /* an object; every parameter of tool.json is in it */
    int64_t seed;                /* 0 … 2^53-1 */
    int64_t threads;
};

struct tool {
    int window; /* how many items may be sent ahead, 1-64 */
    /* MAY be NULL. Loads what the tool needs, within start_seconds; *state is passed on. */
    enum err_code (*open)(const struct tool_start *start, void **state, struct err *err);
    /* MUST. Writes exactly one JSON value. The arena is emptied after each item. A failure is
     * the item's error: its code the word of the err_code, its message the err's. */
    enum err_code (*answer)(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err);
    /* MAY be NULL. As `answer`, for the operation "feedback" of a session, which is offered
     * when it is there. */
    enum err_code (*feedback)(void *state, struct arena *arena, const struct js *input,
                              struct jsonw *output, struct err *err);
    /* MAY be NULL. */
    void (*close)(void *state);
};

/* The exit status: 0 after the end of stdin; 1, with words on stderr, when the tool could not
 * start or the host broke the protocol. */
int tool_main(const struct tool *tool);

/* For long items, from within `answer`: how far it is, 0 to 1. */
void tool_progress(double fraction);

/* Opens what {"file":"/in/NAME"} names; ERR_FORMAT when the input is no such object. */
enum err_code tool_input_path(const struct js *input, const char *key, struct arena *arena,
                              const char **path, struct err *err) MUST_USE;

#endif
