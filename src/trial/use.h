/* A tool on a person's own files: `policeai tool run`.
 *
 * The same client and sandbox as in the Lab, and nothing is kept: no statement, no journal;
 * what a person's file holds goes to the tool and to the place they name. Every file is read
 * and every place checked before the tool starts. */
#ifndef POLICEAI_TRIAL_USE_H
#define POLICEAI_TRIAL_USE_H

#include "base/arena.h"
#include "base/err.h"
#include "protocol/manifest.h"
#include "run/client.h"
#include "task/task.h"

#include <stdbool.h>
#include <stddef.h>

struct use_answer {
    const char *file;
    enum outcome outcome;
    struct str output; /* its bytes as sent, answered only */
    struct str error_code;
    struct str error_message;
    const struct task_shown *shown; /* answered only */
    const char *written;            /* the path, or NULL */
};

struct use_plan {
    const char *tool_folder;
    const struct manifest *manifest;
    struct str parameters; /* as for "start" */
    const char *const *files;
    /* By file: the input as JSON, its {"file"} standing for the file; NULL: the task makes it
     * of the file. One file MAY stand there several times then. */
    const struct str *inputs;
    /* By file: where the answer's file goes, NULL for none; NULL: chosen in out_folder. */
    const char *const *targets;
    size_t count;
    const char *style;      /* or NULL: the task's first */
    const char *out_folder; /* or NULL: nothing is written */
    const char *checks;     /* the folder of the tasks' output checks */
    bool force;             /* write over what is there */
    bool (*stopped)(void);  /* MAY be NULL */
    /* Called once a file, in the order of `files`. */
    void (*answered)(void *data, const struct use_answer *answer);
    void *data;
};

/* How many files got no answer in *failed. */
enum err_code use_run(struct arena *arena, const struct use_plan *plan, size_t *failed,
                      struct err *err) MUST_USE;

#endif
