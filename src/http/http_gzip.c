/* See http_gzip.h. */
#include "http/http_gzip.h"

#include <limits.h>
#include <stdint.h>
#include <zlib.h>

bool http_gzip(struct strbuf *out, struct str text)
{
    enum { LEVEL = 6, WINDOW_GZIP = 15 + 16, MEMORY = 8, SMALLEST = 64 };
    z_stream stream = {0};
    if (text.n < SMALLEST || text.n > UINT_MAX ||
        deflateInit2(&stream, LEVEL, Z_DEFLATED, WINDOW_GZIP, MEMORY, Z_DEFAULT_STRATEGY) !=
            Z_OK) {
        return false;
    }
    char *room = strbuf_reserve(out, text.n - 1);
    bool smaller = false;
    if (room != NULL) {
        stream.next_in = (Bytef *)(uintptr_t)text.p;
        stream.avail_in = (uInt)text.n;
        stream.next_out = (Bytef *)room;
        stream.avail_out = (uInt)(text.n - 1);
        smaller = deflate(&stream, Z_FINISH) == Z_STREAM_END;
        out->n += smaller ? stream.total_out : 0;
        out->p[out->n] = '\0';
    }
    deflateEnd(&stream);
    return smaller;
}
