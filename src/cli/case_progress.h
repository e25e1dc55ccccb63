/* How far a command is that goes over the documents of a case, on the terminal: how many are
 * done and wait, and about how long it takes yet. */
#ifndef POLICEAI_CLI_CASE_PROGRESS_H
#define POLICEAI_CLI_CASE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct case_progress {
    const char *what; /* "describing" */
    int64_t began_ms; /* 0 at first */
    int64_t began_at; /* how many were done with the first call */
    int64_t shown_ms;
    bool shown;
};

/* Draws on standard error when that is a terminal, twice a second at most. */
void case_progress_show(struct case_progress *progress, int64_t done, int64_t waiting);
/* Ends the line that was drawn, if one was. */
void case_progress_end(const struct case_progress *progress);

/* Seconds that `waiting` take yet, when `done` took `milliseconds`; -1: too early to say. */
int64_t case_progress_left(int64_t done, int64_t waiting, int64_t milliseconds);
/* ", about H:MM:SS left"; nothing when `seconds` is -1. */
void case_progress_print_left(int64_t seconds);

#endif
