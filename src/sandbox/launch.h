/* What the three processes of one sandbox share (private to this part).
 *
 *   host         the caller's process: prepares all below, calls launch_supervise in a fork
 *   supervisor   builds the file tree, starts process 1, answers refused calls, watches memory;
 *                lives until the host closes its end of `control`, whatever happens to the host
 *   process 1    of the new pid namespace: drops every right, starts the program, reaps
 *
 * The host may have threads, so after its fork only async-signal-safe calls are made: whatever
 * needs memory (paths, mount options, the seccomp program) is made ready here beforehand. */
#ifndef POLICEAI_SANDBOX_LAUNCH_H
#define POLICEAI_SANDBOX_LAUNCH_H

#include "sandbox/cgroup.h"
#include "sandbox/filter.h"
#include "sandbox/sandbox.h"

#include <limits.h>
#include <stdatomic.h>

/* Who the program is inside, and outside too when the host is root. */
#define LAUNCH_ID 65534

/* In memory that all three processes share; unmapped in the program by its exec. */
struct launch_shared {
    const char *failed_step; /* a literal, NULL as long as nothing failed */
    int failed_errno;
    bool counted; /* refused calls reach the supervisor */
    bool has_status;
    int status; /* of the program, as waitpid tells it */
    atomic_int memory_kills;
    atomic_llong memory_peak; /* seen by polling, in bytes */
    atomic_uint refused[FILTER_CALLS];
};

struct launch {
    struct launch_shared *shared;
    /* The plan's folders as absolute paths without links; "" for none. */
    char tool_folder[PATH_MAX];
    char root_folder[PATH_MAX];
    char in_folder[PATH_MAX];
    char state_folder[PATH_MAX];
    bool state_writable;
    bool runtime_debian;
    char tmp_options[96]; /* mount options of tmpfs */
    char out_options[96];
    char state_options[96];
    char id_map[32];      /* "65534 65534 1\n" */
    char own_uid_map[32]; /* the same from the host's own id, without root */
    char own_gid_map[32];
    bool as_root;
    char program[PATH_MAX];
    char **argv;
    char *
        own_arguments; /* the host's command line in its memory, which process 1 is a copy of */
    size_t own_arguments_length;
    int64_t memory_bytes;
    int64_t processes;
    struct filter filter;           /* refused calls go to the supervisor */
    struct filter filter_uncounted; /* answers EPERM by itself: where the first cannot be had */
    struct cgroup cgroup;
    int streams[3]; /* the program's ends */
    int control;    /* the supervisor's end */
};

/* Descriptors that the host gets once the program runs; the last one only where /state is
 * written to. */
enum { LAUNCH_OUT, LAUNCH_PROC, LAUNCH_STATE, LAUNCH_FDS };
/* What goes over `control`: to the host, then from it. */
enum { LAUNCH_SAYS_STARTED = 's', LAUNCH_SAYS_ENDED = 'e', LAUNCH_ASKS_KILL = 'k' };

/* Stores `step` and errno for the host; always returns -1. */
int launch_failed(const struct launch *launch, const char *step);

/* The supervisor's whole life, in the process that fork gave. */
_Noreturn void launch_supervise(const struct launch *launch);

/* The supervisor's: makes its mount namespace one where the current folder is the root that the
 * program will see. Stores descriptors of /out, /tmp, /dev/shm, and of a /state that is written
 * to. */
enum { TREE_OUT, TREE_TMP, TREE_SHM, TREE_STATE, TREE_FDS };
int launch_build_tree(const struct launch *launch, int fds[TREE_FDS]);

/* Process 1. `supervisor` is its end of a socket pair. */
_Noreturn void launch_first_process(const struct launch *launch, int supervisor);

#endif
