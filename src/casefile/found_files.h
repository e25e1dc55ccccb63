/* What lies in the folder of a case: new files get a row, changed ones a new version, those
 * that are no longer there are told as gone. What was read of them stays. Gone is only what the
 * folder it lay in was listed without: below a folder that cannot be looked at (no permission,
 * a disk or share that is not connected, a fault of the disk) everything stays as it was, and
 * `why` of its rows says so. */
#ifndef POLICEAI_CASEFILE_FOUND_FILES_H
#define POLICEAI_CASEFILE_FOUND_FILES_H

#include "base/err.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

enum { FOUND_DEPTH_MAX = 64 };

/* Looks through `root`. Links and devices have a row that says that they are not read. Stops
 * early, with nothing told as gone, when `stopped` says so. */
enum err_code found_files_look(struct db *db, const char *root, bool (*stopped)(void),
                               struct err *err) MUST_USE;
/* Nanoseconds since 1970. */
int64_t found_modified(const struct stat *info);

#endif
