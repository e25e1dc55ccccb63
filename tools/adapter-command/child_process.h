/* One process of the program that is wrapped: what it is given, what it wrote, how it ended.
 *
 * It has a process group of its own. The adapter is the subreaper of whatever it leaves behind
 * (prctl(2), PR_SET_CHILD_SUBREAPER), so that nothing outlives child_end. Its stderr goes on to
 * the adapter's own, and the last of it is kept for error messages. Not for several threads. */
#ifndef POLICEAI_ADAPTER_COMMAND_CHILD_PROCESS_H
#define POLICEAI_ADAPTER_COMMAND_CHILD_PROCESS_H

#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { CHILD_OUTPUT_MAX = 8 * 1024 * 1024, CHILD_WORDS_MAX = 300 };

struct child {
    pid_t pid; /* 0: none runs */
    int to, from, errors;
    struct strbuf output; /* of stdout, not yet taken */
    struct strbuf words;  /* the last of stderr */
    bool ended;
    int status; /* as of waitpid, once ended */
};

struct child_plan {
    const char *const *argv; /* argv[0]: a path, or a name looked up in PATH */
    const char *stdin_path;  /* a file as its stdin, or NULL */
    bool stdin_open;         /* a pipe that child_talk writes to; else nothing is on stdin */
    const char *home;        /* its HOME and TMPDIR */
};

/* ERR_NOT_FOUND and the like name the program when it cannot be started. */
enum err_code child_start(struct child *child, const struct child_plan *plan,
                          struct err *err) MUST_USE;

enum child_until {
    CHILD_END, /* stdin is closed after `input`; until the program ended */
    CHILD_LINE /* until a whole line is in `output` */
};
/* Writes `input` and reads, for `ms` milliseconds at most. ERR_TIMEOUT, ERR_LIMIT when it wrote
 * more than CHILD_OUTPUT_MAX; with CHILD_LINE, ERR_EXTERNAL when it ended before. In each of
 * these cases it is to be ended. */
enum err_code child_talk(struct child *child, struct str input, enum child_until until,
                         int64_t ms, struct err *err) MUST_USE;

/* Kills what is left of it and of all it started, and releases everything. */
void child_end(struct child *child);

/* "ended with status 3" or "was ended by signal 9 (Killed)", with the last words on stderr. */
void child_tell_end(const struct child *child, struct err *err);

#endif
