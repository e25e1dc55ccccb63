/* See pieces.h. */
#include "base/pieces.h"

#include "base/file.h"
#include "base/limits.h"

enum { WRITE_FROM = 1 << 20, PIECE_MAX = 8 * LIMIT_BODY };

enum err_code pieces_write_fd(const struct pieces *pieces, int fd, const char *path,
                              uint64_t *size, struct err *err)
{
    struct strbuf out;
    enum err_code code = ERR_OK;
    bool more = true;
    strbuf_init(&out, PIECE_MAX + WRITE_FROM);
    *size = 0;
    while (code == ERR_OK && more) {
        code = pieces->next(pieces->data, &out, &more, err);
        if (code == ERR_OK && (!more || out.n >= WRITE_FROM)) {
            code = file_write_fd(fd, path, strbuf_view(&out), err);
            *size += out.n;
            strbuf_clear(&out);
        }
    }
    strbuf_release(&out);
    return code;
}
