/* What is served as it lies on the disk: /checkpoint, /tile/…, /body/ID from log/, /blob/HEX
 * from blobs/public. Nothing else is opened, no link is followed, and what is sent was checked:
 * a tile has its exact length, a body parses, a blob has its digest. A file that is being
 * written is "not there yet". */
#ifndef POLICEAI_WEB_HTTP_FILES_H
#define POLICEAI_WEB_HTTP_FILES_H

#include "base/arena.h"
#include "base/err.h"
#include "http/http_answer.h"
#include "store/datadir.h"

struct http_files;

/* `data` must outlive it. */
struct http_files *http_files_new(const struct datadir *data);
/* NULL is allowed. */
void http_files_free(struct http_files *files);

/* True for the addresses above (also when nothing lies there). */
bool http_files_owns(struct str path);
/* Always an answer, with one reference for the caller; a failure of ours is a 500 and fills
 * err, whose code is ERR_OK otherwise. */
struct http_answer *http_files_answer(struct http_files *files, struct arena *arena,
                                      struct str path, struct err *err);

#endif
