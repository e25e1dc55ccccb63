/* A folder of its own for one call, in $TMPDIR or /tmp, that nobody else can enter. */
#ifndef POLICEAI_TRIAL_SCRATCH_H
#define POLICEAI_TRIAL_SCRATCH_H

#include "base/arena.h"
#include "base/err.h"

/* Its path lies in the arena; scratch_remove takes it away with all in it. */
enum err_code scratch_make(struct arena *arena, const char **folder, struct err *err) MUST_USE;
void scratch_remove(const char *folder);

#endif
