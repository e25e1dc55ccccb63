/* One process of a tool in its sandbox: bytes in and out, lines, noise, ready. Who gets which
 * item is the client's business (run/client.h). */
#ifndef POLICEAI_RUN_PROCESS_H
#define POLICEAI_RUN_PROCESS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "protocol/manifest.h"
#include "protocol/message.h"
#include "sandbox/sandbox.h"

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

struct process_plan {
    const char *tool_folder;
    const struct manifest *manifest;
    struct str parameters; /* JSON as in start */
    int64_t tool_seed;
    const char *scratch;      /* a folder for /in; it is made and removed here */
    const char *state_folder; /* shown read-only as /state, or NULL */
    bool state_writable;      /* an empty /state in place of it */
};

struct process {
    const struct process_plan *plan;
    struct sandbox *sandbox; /* NULL: none runs */
    char *in_folder;
    char *root_folder;       /* of a tool that brings its own root, or NULL */
    struct strbuf from_tool; /* bytes of lines not yet taken */
    size_t taken;
    struct strbuf to_tool; /* bytes not yet written */
    struct strbuf errors;  /* stderr, first 64 KiB */
    bool ready;
    bool output_ended;
    bool errors_ended;
    int64_t window;
    int64_t start_ends_ms; /* monotonic: when ready is overdue */
    int64_t noise_bytes;   /* of this process */
    struct strbuf noise;   /* first 64 KiB */
};

/* Starts the program and queues the start line. */
enum err_code process_start(struct process *process, const struct process_plan *plan,
                            struct err *err) MUST_USE;
/* Kills what is left and releases everything; adds the sandbox to `record` (may be NULL). Fine
 * when nothing runs. */
void process_end(struct process *process, struct sandbox_record *record);

/* Closes stdin and gives the tool 5 s; true when it ended by itself with status 0. */
bool process_finish(struct process *process);

/* Fills up to three entries for poll; the number of them. */
int process_poll(const struct process *process, struct pollfd *fds);
/* Writes and reads what can be without waiting. output_ended is set at the end of stdout, and
 * when the tool no longer reads. */
void process_pump(struct process *process);
/* The next whole line, borrowed until the next call or pump. ERR_LIMIT for 1 MiB without a
 * newline. An unfinished line at the end is noise. */
enum err_code process_line(struct process *process, struct str *line, bool *found,
                           struct err *err) MUST_USE;
/* ERR_LIMIT once a process has made 4 MiB of noise. */
enum err_code process_noise(struct process *process, struct str line, struct err *err) MUST_USE;
/* The error of a tool that ended before it was ready, with what it said on stderr last. */
enum err_code process_not_ready(const struct process *process, struct err *err);

#endif
