/* A sub-command: one file cmd_NAME.c that ends with `const struct command command_NAME`. Words
 * of the name are joined by '_' in the file's name ("lab run" -> cmd_lab_run.c). */
#ifndef POLICEAI_CLI_COMMAND_H
#define POLICEAI_CLI_COMMAND_H

#include "base/arena.h"
#include "base/err.h"
#include "base/opt.h"

#include <stddef.h>

/* Exit statuses beyond those of error codes (base/err.h). */
enum { EXIT_NOT_FOUND_INPUT = 4, EXIT_HELD = 5 };

/* One call of a command. The arena lives as long as the call. */
struct command_call {
    struct arena *arena;
    const void *options; /* the struct that the options were read into */
    const char *const *words;
    size_t count;
    int status; /* to exit with; that of an error wins when it is 0 */
};

struct command {
    const char *name;          /* "lab run" */
    const char *synopsis;      /* "TOOL BENCHMARK [--split NAME] …" */
    const char *summary;       /* one line for the list */
    const char *help;          /* paragraphs */
    const struct opt *options; /* or NULL */
    size_t options_size;       /* of the struct that `offset`s point into */
    const void *defaults;      /* initial values of that struct */
    size_t words_min, words_max;
    /* Sets call->status, or fails. */
    enum err_code (*run)(struct command_call *call, struct err *err);
};

extern const struct command *const command_table[];
extern const size_t command_table_count;

#endif
