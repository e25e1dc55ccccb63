/* What exactly runs: the digests of a tool's folder and of all it uses of the machine's runtime
 * (design, Words). Taken before a run is registered, from a process of the tool just ready. */
#ifndef POLICEAI_RUN_IDENTIFY_H
#define POLICEAI_RUN_IDENTIFY_H

#include "base/arena.h"
#include "base/err.h"
#include "crypto/digest.h"
#include "run/process.h"

#include <stdbool.h>
#include <stddef.h>

struct run_identity {
    struct sha256 folder;
    struct sha256 runtime;
    const char **files; /* the runtime's: system_files and mapped files; sorted, each once */
    size_t count;
};

/* The identity's texts live in the arena. */
enum err_code run_identify(struct arena *arena, const struct process_plan *plan,
                           struct run_identity *identity, struct err *err) MUST_USE;

/* *known false when a file is mapped now that the identity does not list. */
enum err_code run_runtime_known(struct sandbox *sandbox, const struct run_identity *identity,
                                bool *known, struct err *err) MUST_USE;

#endif
