/* Starts a program where it can see and do nothing but its work: own user, mount, pid, network,
 * IPC, UTS namespaces, read-only runtime, private /tmp /in /out /state, seccomp, memory and
 * process limits. What exactly is in reach: README.md.
 *
 * One `struct sandbox` a process tree; killing it kills the whole pid namespace. Not for
 * several threads; several sandboxes side by side are fine.
 *
 *     struct sandbox_plan plan = sandbox_plan_defaults();
 *     plan.tool_folder = "build/tools/redact-text";
 *     plan.argv = (const char *const[]){"./redact-text", NULL};
 *     TRY(sandbox_start(&sandbox, &plan, err));
 *     … write(sandbox_stdin(sandbox), …), poll(sandbox_stdout(sandbox)) …
 *     sandbox_free(sandbox);
 */
#ifndef POLICEAI_SANDBOX_SANDBOX_H
#define POLICEAI_SANDBOX_SANDBOX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct sandbox;

/* REDUCED: every wall stands, but refused calls cannot be recorded by name. */
enum sandbox_level { SANDBOX_NONE, SANDBOX_REDUCED, SANDBOX_FULL };
const char *sandbox_level_name(enum sandbox_level level); /* "none", "reduced", "full" */

struct sandbox_plan {
    const char *tool_folder;  /* shown read-only as /tool, the working directory */
    const char *root_folder;  /* a root of the tool\'s own, shown read-only, or NULL */
    const char *in_folder;    /* shown read-only as /in, or NULL for an empty one */
    const char *state_folder; /* shown read-only as /state, or NULL for none */
    bool state_writable;      /* an empty /state of state_mb to write to, in place of that */
    bool runtime_debian;      /* /usr and the loader's cache, or nothing ("self") */
    /* NULL-terminated; argv[0] a path within /tool or a bare name, with a root also an absolute
     * one */
    const char *const *argv;
    int64_t memory_mb;
    int64_t tmp_mb;
    int64_t out_mb;
    int64_t state_mb;
    int64_t files;
    int64_t processes;
};
/* A root_folder must have these folders; runtime_debian is not looked at then: nothing of the
 * host's is shown but five devices. NULL-terminated. */
extern const char *const sandbox_root_places[];
/* 512 MiB, tmp 64, out 256, state 256, files 4096, processes 64, runtime_debian. */
struct sandbox_plan sandbox_plan_defaults(void);

/* What isolation this host gives, tried with everything but a tool; for SANDBOX_NONE and
 * SANDBOX_REDUCED `err` says why (the code stays ERR_OK). */
enum sandbox_level sandbox_available(struct err *why);
struct sandbox_record;
/* The same; what holds memory and processes is added to `record`. */
enum sandbox_level sandbox_available_as(struct sandbox_record *record, struct err *why);

/* ERR_UNSUPPORTED when this host gives no isolation, naming the step that failed. */
enum err_code sandbox_start(struct sandbox **out, const struct sandbox_plan *plan,
                            struct err *err) MUST_USE;
/* Our ends of the tool's standard streams, O_CLOEXEC, non-blocking; -1 once closed. */
int sandbox_stdin(const struct sandbox *sandbox);
int sandbox_stdout(const struct sandbox *sandbox);
int sandbox_stderr(const struct sandbox *sandbox);
void sandbox_close_stdin(struct sandbox *sandbox);
/* True once the program ended; *status (may be NULL) as of waitpid, -1 when not known. Waits up
 * to wait_ms. */
bool sandbox_ended(struct sandbox *sandbox, int wait_ms, int *status);
/* Ends everything inside now; sandbox_ended tells when it is over. */
void sandbox_kill(struct sandbox *sandbox);
/* Every file mapped by any process inside now, absolute paths as the tool sees them, sorted,
 * each once, without /tool /in /out /state /tmp and pseudo files; none of a root of the tool's
 * own, whose files are the tool's. */
enum err_code sandbox_mapped_files(struct sandbox *sandbox, struct arena *arena,
                                   const char ***paths, size_t *count,
                                   struct err *err) MUST_USE;
/* Opens a file the tool made: `path` is "/out/" and plain names. A regular file with one link,
 * opened beneath /out without following links; else ERR_INVALID, ERR_NOT_FOUND. */
enum err_code sandbox_open_output(const struct sandbox *sandbox, const char *path, int *out,
                                  struct err *err) MUST_USE;
/* A descriptor of the writable /state, -1 for none; closed by the caller, good also after
 * sandbox_free. */
int sandbox_state(const struct sandbox *sandbox);
/* Copies what a tool left in it into the folder `to`, which is made: regular files (0444) and
 * folders (0755), all with the time 0. `state` is such a descriptor of a sandbox that has
 * ended, since nobody may change what is copied. ERR_INVALID names a link, a special file or a
 * tree that is deeper than 32. */
enum err_code sandbox_state_copy(int state, const char *to, struct err *err) MUST_USE;
/* Kills what is left, removes everything; NULL is allowed. */
void sandbox_free(struct sandbox *sandbox);

/* What several sandboxes of one run came to; all zero at first. */
struct sandbox_record {
    enum sandbox_level level; /* the lowest */
    int memory, processes;    /* enum cgroup_kind, the weakest */
    int64_t started;
    int64_t memory_kills;
    int64_t memory_peak; /* bytes, the highest; -1: not known */
    unsigned refused[512];
};
/* Adds one sandbox; call it once, before sandbox_free. */
void sandbox_record_add(struct sandbox_record *record, const struct sandbox *sandbox);
/* Adds what other sandboxes came to. */
void sandbox_record_join(struct sandbox_record *record, const struct sandbox_record *other);
/* The words of "memory" and "processes" below. */
const char *sandbox_record_memory(const struct sandbox_record *record);
const char *sandbox_record_processes(const struct sandbox_record *record);
/* {"level":"full","memory":"cgroup2"|"cgroup1"|"polling","processes":"cgroup2"|"cgroup1"|
 * "rlimit","refused":{"socket":3,…}}, canonical JSON. */
void sandbox_record_json(const struct sandbox_record *record, struct strbuf *json);

#endif
