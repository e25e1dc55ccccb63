/* A folder as one tar file (POSIX.1-1988 ustar, which every tar reads). */
#ifndef POLICEAI_UPKEEP_ARCHIVE_H
#define POLICEAI_UPKEEP_ARCHIVE_H

#include "base/arena.h"
#include "base/err.h"

/* Writes and syncs `path` (0600), which must not be there: everything below `folder`, under the
 * name `top`. Regular files and folders alone. ERR_LIMIT for a file of 8 GiB or a name that
 * ustar cannot hold. On failure no file is left. */
enum err_code archive_make(struct arena *arena, const char *folder, const char *top,
                           const char *path, struct err *err) MUST_USE;

#endif
