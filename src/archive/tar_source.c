/* See tar_source.h. */
#include "archive/tar_source.h"

#include "base/mem.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { CHUNK = 65536, GZIP_WINDOW = 15 + 16 };

struct tar_source {
    int fd;
    const char *name;
    uint64_t left; /* that may still come */
    unsigned char chunk[CHUNK];
    size_t at, n; /* of the chunk */
    bool ended;   /* of the file */
    bool gzip, gzip_ended;
    z_stream stream;
};

static enum err_code refill(struct tar_source *source, struct err *err)
{
    ssize_t got;
    do {
        got = read(source->fd, source->chunk, CHUNK);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return err_errno(err, "cannot read %s", source->name);
    }
    source->at = 0;
    source->n = (size_t)got;
    source->ended = got == 0;
    return ERR_OK;
}

enum err_code tar_source_open(struct tar_source **out, int fd, const char *name, uint64_t max,
                              struct err *err)
{
    struct tar_source *source = xcalloc(1, sizeof *source);
    *out = source;
    source->fd = fd;
    source->name = name;
    source->left = max;
    enum err_code code = refill(source, err);
    if (code == ERR_OK && source->n >= 2 && source->chunk[0] == 0x1f &&
        source->chunk[1] == 0x8b) {
        source->gzip = inflateInit2(&source->stream, GZIP_WINDOW) == Z_OK;
        code = source->gzip ? ERR_OK : err_set(err, ERR_LIMIT, "cannot unpack %s", name);
    }
    if (code != ERR_OK) {
        tar_source_close(source);
        *out = NULL;
    }
    return code;
}

static enum err_code plain(struct tar_source *source, unsigned char *bytes, size_t length,
                           size_t *got, struct err *err)
{
    *got = 0;
    while (*got < length && !source->ended) {
        size_t part = source->n - source->at;
        part = part < length - *got ? part : length - *got;
        memcpy(bytes + *got, source->chunk + source->at, part);
        source->at += part;
        *got += part;
        if (source->at == source->n) {
            TRY(refill(source, err));
        }
    }
    return ERR_OK;
}

/* A second member may follow the first (RFC 1952, 2.2). */
static enum err_code next_member(struct tar_source *source, struct err *err)
{
    if (source->at == source->n) {
        TRY(refill(source, err));
    }
    source->gzip_ended = source->ended || source->chunk[source->at] != 0x1f;
    return source->gzip_ended || inflateReset(&source->stream) == Z_OK
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "%s: gzip that cannot be read", source->name);
}

static enum err_code unpack(struct tar_source *source, unsigned char *bytes, size_t length,
                            size_t *got, struct err *err)
{
    z_stream *z = &source->stream;
    z->next_out = bytes;
    z->avail_out = (unsigned)length;
    while (z->avail_out > 0 && !source->gzip_ended) {
        if (source->at == source->n) {
            TRY(refill(source, err));
        }
        if (source->ended) {
            return err_set(err, ERR_FORMAT, "%s: gzip that ends too soon", source->name);
        }
        z->next_in = source->chunk + source->at;
        z->avail_in = (unsigned)(source->n - source->at);
        int result = inflate(z, Z_NO_FLUSH);
        source->at = source->n - z->avail_in;
        if (result == Z_STREAM_END) {
            TRY(next_member(source, err));
        } else if (result != Z_OK) {
            return err_set(err, ERR_FORMAT, "%s: gzip that cannot be read", source->name);
        }
    }
    *got = length - z->avail_out;
    return ERR_OK;
}

enum err_code tar_source_read(struct tar_source *source, void *bytes, size_t length,
                              size_t *got, struct err *err)
{
    TRY(source->gzip ? unpack(source, bytes, length, got, err)
                     : plain(source, bytes, length, got, err));
    if (*got > source->left) {
        return err_set(err, ERR_LIMIT, "%s holds more bytes than are allowed", source->name);
    }
    source->left -= *got;
    return ERR_OK;
}

uint64_t tar_source_left(const struct tar_source *source)
{
    return source->left;
}

void tar_source_close(struct tar_source *source)
{
    if (source != NULL) {
        if (source->gzip) {
            (void)inflateEnd(&source->stream);
        }
        free(source);
    }
}
