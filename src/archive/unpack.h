/* An archive into a folder of the host that holds nothing else: regular files (0644, or 0755
 * where one may run it), folders (0755), symlinks and hard links that stay within. Owner, time,
 * setuid, setgid and sticky bits are not taken over.
 *
 * Refused, each in one line that names archive and entry: what tar_read refuses; a name that
 * stands twice; a file below a file or a link; a symlink that climbs out of the root; a hard
 * link to what is not there or no file; more bytes or entries than the limits. Absolute
 * symlinks stay: they are followed only inside, where the folder is the root. */
#ifndef POLICEAI_ARCHIVE_UNPACK_H
#define POLICEAI_ARCHIVE_UNPACK_H

#include "archive/tar_read.h"

/* `layer`: of an image, put over what is there: entries replace what has their name, and
 * ".wh.NAME" takes NAME away, ".wh..wh..opq" all that lower layers have in its folder.
 * The limits are lessened by what was used.
 * SOURCE: OCI Image Layer Filesystem Changeset, "Representing Changes", "Whiteouts". */
enum err_code unpack_tar(const char *archive, const char *folder, bool layer,
                         struct tar_limits *limits, struct err *err) MUST_USE;

#endif
