/* Where the bytes of a document are had from: a file of the folder, or what is kept of a file
 * within another. */
#ifndef POLICEAI_CASEFILE_SOURCE_BYTES_H
#define POLICEAI_CASEFILE_SOURCE_BYTES_H

#include "base/arena.h"
#include "base/err.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

#define SOURCE_CHANGED "not read: it changed while it was being read"

struct source_bytes {
    int64_t file; /* of the folder that the bytes come from, 0: from within another document */
    const char *path;
    int64_t bytes, modified; /* when they were taken */
};

/* Kept bytes are written to the file "source" of `scratch`. `root`: the folder of the case.
 * *found false: there are none. */
enum err_code source_bytes_find(struct db *db, struct arena *arena, struct str root,
                                const char *scratch, int64_t document,
                                struct source_bytes *source, bool *found,
                                struct err *err) MUST_USE;
/* By size and time, as found_files.h takes a file for changed. */
bool source_bytes_unchanged(const struct source_bytes *source);
/* Whether they can be had at all: not when permission was taken away, a disk or share is not
 * connected any more, or fails. */
bool source_bytes_reachable(const struct source_bytes *source);
/* The bytes of the folder's file are others now: its digest is to be taken again; or they
 * cannot be had, and the file says why and is left as it was until the next reading. *over: no
 * file has the document's bytes any more. */
enum err_code source_bytes_forget(struct db *db, int64_t document,
                                  const struct source_bytes *source, bool *over,
                                  struct err *err) MUST_USE;

#endif
