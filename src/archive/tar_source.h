/* The bytes of an archive, plain or unpacked from gzip (private to this part). */
#ifndef POLICEAI_ARCHIVE_TAR_SOURCE_H
#define POLICEAI_ARCHIVE_TAR_SOURCE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct tar_source;

/* `max`: more bytes than that are ERR_LIMIT. */
enum err_code tar_source_open(struct tar_source **out, int fd, const char *name, uint64_t max,
                              struct err *err) MUST_USE;
/* Fills `length` bytes; fewer only at the end. */
enum err_code tar_source_read(struct tar_source *source, void *bytes, size_t length,
                              size_t *got, struct err *err) MUST_USE;
/* Bytes that may still come. */
uint64_t tar_source_left(const struct tar_source *source);
/* NULL is allowed. */
void tar_source_close(struct tar_source *source);

#endif
