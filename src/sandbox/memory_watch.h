/* Memory in use inside a sandbox, for hosts where no cgroup limits it. */
#ifndef POLICEAI_SANDBOX_MEMORY_WATCH_H
#define POLICEAI_SANDBOX_MEMORY_WATCH_H

#include <stddef.h>
#include <stdint.h>

enum { MEMORY_WATCH_MS = 10 };

/* Bytes: resident memory of every process in `proc` (a descriptor of the sandbox's /proc) and
 * what lies in the tmpfs behind `scratch`. Files that several processes map are counted for
 * each. Async-signal-safe. */
int64_t memory_watch(int proc, const int *scratch, size_t count);

#endif
