/* A sub-command: one file cmd_NAME.c that ends with `const struct command command_NAME`. Words
 * of the name are joined by '_' in the file's name ("lab run" -> cmd_lab_run.c). */
#ifndef POLICEAI_CLI_COMMAND_H
#define POLICEAI_CLI_COMMAND_H

#include "base/err.h"
#include "base/opt.h"

#include <stddef.h>

/* Exit statuses beyond those of error codes (base/err.h). */
enum { EXIT_NOT_FOUND_INPUT = 4, EXIT_HELD = 5 };

struct command {
    const char *name;          /* "lab run" */
    const char *synopsis;      /* "TOOL BENCHMARK [--split NAME] …" */
    const char *summary;       /* one line for the list */
    const char *help;          /* paragraphs */
    const struct opt *options; /* or NULL */
    size_t options_size;       /* of the struct that `offset`s point into */
    const void *defaults;      /* initial values of that struct */
    size_t words_min, words_max;
    /* Returns the exit status; on a failure fills err (whose status wins when code != ERR_OK).
     */
    enum err_code (*run)(const void *options, const char *const *words, size_t count,
                         int *status, struct err *err);
};

extern const struct command *const command_table[];
extern const size_t command_table_count;

#endif
