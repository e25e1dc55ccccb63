/* Reading a tar archive from a descriptor, front to back: ustar (POSIX.1-1988), pax
 * (POSIX.1-2001, "path", "linkpath", "size") and GNU tar's long names; plain or gzip (RFC
 * 1952), told by its first bytes. Strict: a header whose checksum is wrong, a kind that is not
 * known, a sparse file, a name that is no path below the root, an end that is not there are
 * each an error that names the entry.
 *
 * SOURCE: POSIX.1-2017, pax, "ustar Interchange Format" and "pax Interchange Format"; GNU tar
 * manual, "Basic Tar Format" (types L and K, sizes in base 256).
 *
 *     TRY(tar_read_open(&tar, fd, "rootfs.tar", limits, err));
 *     for (;;) { TRY(tar_read_next(tar, &entry, &found, err)); if (!found) break; … }
 *     tar_read_close(tar);
 */
#ifndef POLICEAI_ARCHIVE_TAR_READ_H
#define POLICEAI_ARCHIVE_TAR_READ_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of a path; a step of it has at most 255 bytes (NAME_MAX of Linux). */
enum { TAR_PATH_MAX = 1024, TAR_STEP_MAX = 255, TAR_DEPTH_MAX = 64 };

enum tar_kind { TAR_FILE, TAR_FOLDER, TAR_SYMLINK, TAR_HARD_LINK };

struct tar_entry {
    enum tar_kind kind;
    char path[TAR_PATH_MAX + 1]; /* relative, normal; "" is the root itself (a folder) */
    /* Of a symlink as it stands; of a hard link a path like the above. */
    char target[TAR_PATH_MAX + 1];
    bool executable; /* a file with any x bit */
    uint64_t size;   /* of a file; else 0 */
};

struct tar_limits {
    uint64_t bytes;   /* of the archive, once unpacked from gzip */
    uint64_t entries; /* headers of files, folders and links */
};

struct tar_read;

/* From the descriptor's present offset; it stays the caller's, and `name` is used in errors
 * until the close. */
enum err_code tar_read_open(struct tar_read **out, int fd, const char *name,
                            struct tar_limits limits, struct err *err) MUST_USE;
/* The next entry; what is left of the one before is skipped. *found false at the end. */
enum err_code tar_read_next(struct tar_read *tar, struct tar_entry *entry, bool *found,
                            struct err *err) MUST_USE;
/* More bytes of a file, up to `room`; 0 at its end. */
enum err_code tar_read_bytes(struct tar_read *tar, void *bytes, size_t room, size_t *got,
                             struct err *err) MUST_USE;
/* What of the limits has not been used. */
struct tar_limits tar_read_left(const struct tar_read *tar);
/* NULL is allowed. */
void tar_read_close(struct tar_read *tar);

/* A path below the root as an archive writes it: "./" before it and '/' after it are left out.
 * ERR_INVALID for one that is absolute, has "..", a NUL or another control character, is no
 * UTF-8, or is longer or deeper than the limits. */
enum err_code tar_path_normal(struct str path, char out[TAR_PATH_MAX + 1],
                              struct err *err) MUST_USE;

#endif
