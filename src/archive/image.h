/* A tool's root: one tar that is the root file system, or an image whose layers make one, as
 * `docker save` (manifest.json) and OCI layouts (index.json, blobs/sha256/) have them. */
#ifndef POLICEAI_ARCHIVE_IMAGE_H
#define POLICEAI_ARCHIVE_IMAGE_H

#include "archive/tar_read.h"

enum { IMAGE_LAYERS_MAX = 200 };

/* Unpacks into the empty folder `root`; `work` is a folder for what lies between, emptied
 * again. Of an image exactly one must be in the archive. The limits are of each archive, and of
 * all layers together of what is unpacked. */
enum err_code image_unpack(const char *archive, const char *root, const char *work,
                           struct tar_limits limits, struct err *err) MUST_USE;

#endif
