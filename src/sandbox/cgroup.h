/* Limits of memory and processes for a whole tree of processes: cgroup v2, else v1.
 *
 * Made by the host; what a group cannot give is left to others (polling, RLIMIT_NPROC). A group
 * is a folder that must be removed: cgroup_remove. */
#ifndef POLICEAI_SANDBOX_CGROUP_H
#define POLICEAI_SANDBOX_CGROUP_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum cgroup_kind { CGROUP_NONE, CGROUP_1, CGROUP_2 };

struct cgroup {
    enum cgroup_kind memory;
    enum cgroup_kind processes;
    char memory_folder[PATH_MAX];
    char processes_folder[PATH_MAX]; /* "" when it is memory_folder */
    int enter[2];                    /* cgroup.procs of both, or -1 */
};

/* Never fails; fields say what was had. Swap is counted in. `processes` counts threads too. */
void cgroup_make(struct cgroup *cgroup, int64_t memory_bytes, int64_t processes);
/* True when the process is in every group there is. Async-signal-safe. */
bool cgroup_enter(const struct cgroup *cgroup, const char *pid);
/* Removes the folders once no process is in them; waits for that a little. Async-signal-safe;
 * a second call does nothing. */
void cgroup_remove(const struct cgroup *cgroup);
void cgroup_close(struct cgroup *cgroup);
/* Bytes, or -1. */
int64_t cgroup_memory_peak(const struct cgroup *cgroup);
/* How many processes the kernel killed for want of memory, or -1. */
int64_t cgroup_memory_kills(const struct cgroup *cgroup);

/* For tests: in the text of /proc/self/mountinfo and /proc/self/cgroup, the folder of this
 * process's group for a v1 controller, or for v2 (controller NULL); its length, 0 for none. */
struct str;
size_t cgroup_own_folder(const struct str *mounts, const struct str *groups,
                         const char *controller, char folder[PATH_MAX], size_t *mount_length);

#endif
