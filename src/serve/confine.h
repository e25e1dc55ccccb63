/* What a process takes from itself for good, before it meets bytes from outside.
 *
 * Not for a process with several threads. */
#ifndef POLICEAI_SERVE_CONFINE_H
#define POLICEAI_SERVE_CONFINE_H

#include "base/err.h"

#include <stdbool.h>

/* The kernel's version of Landlock, 0 when it has none. */
int confine_landlock(void);

/* For a holder of keys: no core file, not readable by other processes of the user. */
void confine_secrets(void);

struct confine_paths {
    const char *const *read;  /* NULL-terminated; files, or folders with all beneath */
    const char *const *share; /* NULL-terminated; files that are also written (-shm) */
    const char *const *keep;  /* NULL, or NULL-terminated: folders in which files are also made,
                               * renamed and removed */
    const char *const *grow;  /* as keep; folders are also made, renamed and removed in them */
};
/* For the public process: no new rights, no core file, bounded descriptors; no program can be
 * started, no socket made, no process traced. Where the kernel has Landlock, also: nothing but
 * `paths` can be opened (one that is not there is passed over). *files says whether that was
 * had. */
enum err_code confine_reader(const struct confine_paths *paths, bool *files,
                             struct err *err) MUST_USE;

#endif
