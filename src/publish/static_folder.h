/* A folder of plain files that is replaced as a whole.
 *
 * Files are gathered in FOLDER.new and take FOLDER's place in one step, so a reader sees the
 * old copy or the new one. A file that is in the old copy with the same bytes is not written
 * again but linked: it keeps its time, and copying the folder elsewhere costs what has changed.
 * What is not put again is gone. FOLDER is touched only when it is not there or was made here
 * (it holds .policeai-publication). Nothing is synced one by one: all is, before the step. */
#ifndef POLICEAI_PUBLISH_STATIC_FOLDER_H
#define POLICEAI_PUBLISH_STATIC_FOLDER_H

#include "base/err.h"
#include "base/pieces.h"
#include "base/str.h"
#include "base/arena.h"

#include <stdint.h>

struct static_folder {
    struct arena *arena; /* paths */
    const char *folder;
    const char *fresh;
    int lock; /* of FOLDER.new */
    uint64_t files, written, bytes;
};

/* ERR_CONFLICT for a folder that is not ours, or while another publishes there. */
enum err_code static_folder_open(struct static_folder *folder, const char *path,
                                 struct err *err) MUST_USE;
/* `name` is relative, of plain parts. */
enum err_code static_folder_put(struct static_folder *folder, const char *name,
                                struct str bytes, struct err *err) MUST_USE;
/* The same, made piece by piece. */
enum err_code static_folder_put_pieces(struct static_folder *folder, const char *name,
                                       const struct pieces *pieces, struct err *err) MUST_USE;
/* The old copy of a file, for who can tell whether it is still right; ERR_NOT_FOUND. */
enum err_code static_folder_old(struct static_folder *folder, struct arena *arena,
                                const char *name, size_t max, struct str *bytes,
                                struct err *err) MUST_USE;
/* The step. */
enum err_code static_folder_finish(struct static_folder *folder, struct err *err) MUST_USE;
/* After a failure removes what was gathered; always called last. */
void static_folder_close(struct static_folder *folder);

#endif
