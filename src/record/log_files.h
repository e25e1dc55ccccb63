/* The files of a published log, wherever they lie: in a folder, or at a web server. Whoever
 * reads a log as a stranger does (audit, proofs, witness, watch) goes through this one call,
 * so that it cannot know more than its published files say. */
#ifndef POLICEAI_RECORD_LOG_FILES_H
#define POLICEAI_RECORD_LOG_FILES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>

struct log_files {
    /* The whole file `name` ("checkpoint", "tile/0/000", "body/ID") of at most `max` bytes.
     * ERR_NOT_FOUND when it is not there; any other failure is one of reading. */
    enum err_code (*read)(void *data, struct arena *arena, const char *name, size_t max,
                          struct str *bytes, struct err *err);
    void *data;
    bool shared; /* several threads may read at once */
};

/* Those of a folder, whose name is borrowed. */
struct log_files log_files_in(const char *folder);

#endif
