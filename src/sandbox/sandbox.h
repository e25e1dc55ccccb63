/* Starts a program where it can see and do nothing but its work: own user, mount, pid, network,
 * IPC, UTS namespaces, read-only runtime, private /tmp /in /out /state, seccomp, memory and process
 * limits. What exactly is in reach: doc/sandbox.md (= the tool protocol's "inside the sandbox").
 *
 * One `struct sandbox` a process tree; killing it kills the whole pid namespace. */
#ifndef POLICEAI_SANDBOX_SANDBOX_H
#define POLICEAI_SANDBOX_SANDBOX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct sandbox;

enum sandbox_level { SANDBOX_NONE, SANDBOX_REDUCED, SANDBOX_FULL };
const char *sandbox_level_name(enum sandbox_level level); /* "none", "reduced", "full" */

struct sandbox_plan {
    const char *tool_folder;  /* shown read-only as /tool, the working directory */
    const char *in_folder;    /* shown read-only as /in, or NULL for an empty one */
    const char *state_folder; /* shown as /state, or NULL for none */
    bool state_writable;
    bool runtime_debian;      /* /usr and the loader's cache, or nothing ("self") */
    const char *const *argv;  /* NULL-terminated; argv[0] a path within /tool or a bare name */
    int64_t memory_mb;
    int64_t tmp_mb;
    int64_t out_mb;
    int64_t files;
    int64_t processes;
};
/* 512 MiB, tmp 64, out 256, files 4096, processes 64, runtime_debian. */
struct sandbox_plan sandbox_plan_defaults(void);

/* What isolation this host gives, without starting a tool; `reason` says why not full. */
enum sandbox_level sandbox_available(char *reason, size_t size);

enum err_code sandbox_start(struct sandbox **sandbox, const struct sandbox_plan *plan,
                            struct err *err) MUST_USE;
/* Our ends of the tool's standard streams, O_CLOEXEC, non-blocking; -1 once closed. */
int sandbox_stdin(const struct sandbox *sandbox);
int sandbox_stdout(const struct sandbox *sandbox);
int sandbox_stderr(const struct sandbox *sandbox);
void sandbox_close_stdin(struct sandbox *sandbox);
/* An fd of the tool's /out, for openat2 beneath it; borrowed. */
int sandbox_out_fd(const struct sandbox *sandbox);
/* True once the program ended; *status as of waitpid. Never blocks when wait_ms is 0. */
bool sandbox_ended(struct sandbox *sandbox, int wait_ms, int *status);
/* Every file mapped by any process inside now, absolute paths as the tool sees them, sorted, each
 * once, without /tool /in /out /state /tmp and pseudo files. */
enum err_code sandbox_mapped_files(struct sandbox *sandbox, struct arena *arena,
                                   const char ***paths, size_t *count, struct err *err) MUST_USE;
int64_t sandbox_memory_peak_bytes(const struct sandbox *sandbox); /* -1: not known */
/* {"level":…,"memory":"cgroup2|cgroup1|polling","refused":{"socket":3,…}, …} canonical JSON. */
void sandbox_report(const struct sandbox *sandbox, struct strbuf *json);
/* Kills what is left, removes everything; NULL is allowed. */
void sandbox_free(struct sandbox *sandbox);

#endif
