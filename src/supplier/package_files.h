/* The files of a package as a submission names them. */
#ifndef POLICEAI_SUPPLIER_PACKAGE_FILES_H
#define POLICEAI_SUPPLIER_PACKAGE_FILES_H

#include "base/arena.h"
#include "base/err.h"
#include "supplier/submission.h"

#include <stddef.h>

/* All below `folder`, under package/, by path in byte order; in the arena. Refuses what
 * folder_digest refuses, and a path that does not fit into the container, by its name. */
enum err_code package_files(struct arena *arena, const char *folder,
                            struct submission_file **files, size_t *count,
                            struct err *err) MUST_USE;

#endif
