/* A folder into a case file: found, digested, read in sandboxes side by side, compared.
 *
 * Killed anywhere, the same call goes on: each answer of the reader is written in one
 * transaction, short ones some at a time. All that was read is on the disk when the call
 * returns; the power lost before costs what was not synced yet, which is read again. The bytes
 * of one file are opened by a reader's process alone, never by this one. */
#ifndef POLICEAI_CASEFILE_CASEFILE_READ_H
#define POLICEAI_CASEFILE_CASEFILE_READ_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

enum { CASEFILE_WORKERS_MAX = 32 };

struct casefile_progress {
    int64_t done;     /* documents read by this call */
    int64_t waiting;  /* documents and files still to do that are known */
    bool bytes;       /* both are bytes of one long file */
    int64_t seconds;  /* since the call began */
    int64_t left;     /* seconds, as it went so far; -1: too early to say */
    const char *step; /* "reading", "hearing", "comparing" */
};

struct casefile_plan {
    const char *folder;
    const char *to;     /* the case file */
    const char *checks; /* where the reader's folder is */
    const char
        *columns; /* headings of calls and messages: event_columns.h; NULL: not looked for */
    const char
        *tools; /* where the folder of the tool that hears sound is; NULL: none is heard */
    const char *scratch; /* a folder for this call */
    int workers;
    bool (*stopped)(void);
    void (*progress)(void *data, const struct casefile_progress *progress); /* MAY be NULL */
    void *data;
};

/* ERR_CANCELLED when it was stopped: what was read by then is kept. */
enum err_code casefile_read(const struct casefile_plan *plan, struct err *err) MUST_USE;

#endif
