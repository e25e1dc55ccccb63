/* A run's progress on the terminal, and Ctrl-C: for commands that run the Lab. */
#ifndef POLICEAI_CLI_LAB_PROGRESS_H
#define POLICEAI_CLI_LAB_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct lab_progress {
    const char *title;
    int64_t shown_ms; /* 0 at first */
};

/* From now on SIGINT and SIGTERM only make lab_progress_stopped() true. */
void lab_progress_catch_signals(void);
bool lab_progress_stopped(void);
/* As lab_plan.progress, `data` is a struct lab_progress; draws on stderr when that is a
 * terminal. */
bool lab_progress_show(void *data, int64_t done, int64_t total);
/* Ends the line drawn. */
void lab_progress_end(struct lab_progress *progress);

#endif
