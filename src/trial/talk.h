/* A conversation with one process of a tool, line by line (private to the conformance kit). */
#ifndef POLICEAI_TRIAL_TALK_H
#define POLICEAI_TRIAL_TALK_H

#include "run/process.h"
#include "task/task.h"
#include "trial/check.h"

enum { TALK_ID = 17 };

struct check {
    struct arena *arena;
    const char *folder;
    const struct manifest *manifest;
    const struct task *task;
    const char *scratch;
    const char *state_folder; /* of the shape indexed, once it is prepared; or NULL */
    const struct js *example; /* the task's, and the file it names or NULL */
    const char *example_files[TASK_FILES_MAX];
    size_t example_file_count;
    struct check_report *report;
    int64_t noise_bytes, error_bytes, progress;
};

struct talk {
    struct check *check;
    struct process_plan plan;
    struct process process;
    int64_t ready_ms;  /* what the start took */
    int64_t strays;    /* answers to nothing that was asked */
    const char *broke; /* NULL, or how the conversation ended, in words */
};

/* Starts a process and waits for its ready; talk->broke when it did not come. `parameters` as
 * in start. An error only when there is no sandbox. */
enum err_code talk_start(struct talk *talk, struct check *check, struct str parameters,
                         struct err *err) MUST_USE;
/* Kills what is left. */
void talk_end(struct talk *talk);
/* Sends the task's example under a new id, with `more` (", \"key\":…" or "") added inside its
 * input. */
enum err_code talk_send_example(struct talk *talk, char id[TALK_ID], const char *more,
                                struct err *err) MUST_USE;
/* Bytes as they are. */
void talk_send(struct talk *talk, struct str bytes);
/* The example's line without sending it. */
enum err_code talk_example_line(struct talk *talk, char id[TALK_ID], const char *more,
                                struct strbuf *line, struct err *err) MUST_USE;
/* Waits for the answer or error with one of `count` ids; the index of it, or -1 when none came
 * in time or the conversation broke. */
int talk_wait(struct talk *talk, char (*ids)[TALK_ID], size_t count, int64_t ms,
              struct message *message);
/* Closes stdin; true when it ended by itself with status 0 in time, its last answers read. */
bool talk_finish(struct talk *talk, char (*ids)[TALK_ID], size_t count, size_t *answered);
/* What an item may take. */
int64_t talk_item_ms(const struct check *check);

#endif
