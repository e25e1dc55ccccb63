/* keys/last-signed: the newest head this keeper ever signed, kept outside the database, so that
 * a database put back from an older copy cannot make it sign a second history.
 *
 * Two slots of SLOT bytes are written in turn, each with a check of its own: a write that is
 * cut leaves the other. One pwrite and one fdatasync a time, no new file name. The file is
 * there, saying 0, before the keys are: keys without it have lost it. */
#ifndef POLICEAI_RECORD_LAST_SIGNED_H
#define POLICEAI_RECORD_LAST_SIGNED_H

#include "base/err.h"
#include "crypto/digest.h"

#include <stdbool.h>
#include <stdint.h>

struct last_signed {
    int fd;
    const char *path; /* borrowed */
    uint64_t size;    /* 0: nothing signed yet */
    struct sha256 root;
    unsigned slot; /* that is written next */
};

/* ERR_NOT_FOUND, ERR_FORMAT when neither slot can be read. `make`: nothing was ever signed
 * here, and a file that is not there or was cut while it was made is made, synced, saying so.
 */
enum err_code last_signed_open(struct last_signed *last, const char *path, bool make,
                               struct err *err) MUST_USE;
/* Reads an existing file, which stays as it is and closed. ERR_NOT_FOUND. */
enum err_code last_signed_read(struct last_signed *last, const char *path,
                               struct err *err) MUST_USE;
/* Returns after it is on the disk. */
enum err_code last_signed_set(struct last_signed *last, uint64_t size,
                              const struct sha256 *root, struct err *err) MUST_USE;
void last_signed_close(struct last_signed *last);

#endif
