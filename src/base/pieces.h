/* Content that is too large to be held: it is made piece by piece, as fast as it is taken. */
#ifndef POLICEAI_BASE_PIECES_H
#define POLICEAI_BASE_PIECES_H

#include "base/err.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

struct pieces {
    /* Appends the next piece, which may be empty. *more false: that was the end, and it is not
     * to be called again; so after an error, when what was given is no whole content. */
    enum err_code (*next)(void *data, struct strbuf *out, bool *more, struct err *err);
    void (*close)(void *data); /* once, at whatever moment */
    void *data;
};

/* Writes all of it to `fd`, which messages call `path`, in large parts; *size: bytes written.
 * Does not close it. */
enum err_code pieces_write_fd(const struct pieces *pieces, int fd, const char *path,
                              uint64_t *size, struct err *err) MUST_USE;

#endif
