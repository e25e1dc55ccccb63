/* The desk: the private program of a case (`policeai desk FOLDER`). Three processes of this
 * program: one that watches, the pages (loopback alone, no keys, confined to the case), and the
 * reader that runs the tool over the files and makes hand-overs. The page may be closed and
 * either process killed: what was acknowledged is on the disk, and the rest goes on from there.
 */
#ifndef POLICEAI_DESK_DESK_H
#define POLICEAI_DESK_DESK_H

#include "base/err.h"
#include "lab/places.h"

struct desk_plan {
    const char *folder;
    const struct places *places;
    const char *tool_folder;          /* of the task text-redaction */
    const char *document_tool_folder; /* of the task document-redaction */
    int port;                         /* of 127.0.0.1; 0: any that is free */
    /* The first page can be fetched; `link` is good once. */
    void (*serving)(int port, const char *link);
};

/* Returns ERR_OK after SIGINT or SIGTERM. ERR_CONFLICT when a desk has this case open. */
enum err_code desk_run(const struct desk_plan *plan, struct err *err) MUST_USE;

#endif
