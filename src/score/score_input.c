/* Lines of a plain or gzip file; see score_input.h. */
#include "score/score_input.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { CHUNK = 256 * 1024 };

struct score_input {
    int fd;
    const char *path;
    bool packed;     /* gzip */
    bool file_ended; /* read() gave 0 */
    bool data_ended; /* no byte will be added to `bytes` any more */
    bool within;     /* inside a gzip member */
    z_stream unpack;
    unsigned char *raw; /* CHUNK bytes, packed input */
    char *bytes;        /* what was read and not yet given out */
    size_t start;
    size_t end;
    size_t capacity;
    size_t number;
    bool begun;
};

static enum err_code read_some(struct score_input *input, void *to, size_t room, size_t *got,
                               struct err *err)
{
    ssize_t n;
    *got = 0;
    do {
        n = read(input->fd, to, room);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        return err_errno(err, "cannot read %s", input->path);
    }
    *got = (size_t)n;
    input->file_ended = n == 0;
    return ERR_OK;
}

static void make_room(struct score_input *input)
{
    if (input->start > 0) {
        memmove(input->bytes, input->bytes + input->start, input->end - input->start);
        input->end -= input->start;
        input->start = 0;
    }
    if (input->capacity - input->end < CHUNK) {
        input->capacity = input->capacity * 2 + CHUNK;
        input->bytes = xrealloc(input->bytes, input->capacity, 1);
    }
}

static enum err_code broken(const struct score_input *input, const char *how, struct err *err)
{
    err_set(err, ERR_FORMAT, "%s: %s after line %zu", input->path, how, input->number);
    err_hint(err, "copy the file again, or unpack it with gzip -d and look at its end");
    return ERR_FORMAT;
}

/* One step of unpacking into bytes[end …]. */
static enum err_code unpack_some(struct score_input *input, struct err *err)
{
    z_stream *z = &input->unpack;
    if (z->avail_in == 0) {
        size_t got;
        TRY(read_some(input, input->raw, CHUNK, &got, err));
        z->next_in = input->raw;
        z->avail_in = (uInt)got;
    }
    if (z->avail_in == 0) {
        if (input->within) {
            return broken(input, "the gzip file ends too early", err);
        }
        input->data_ended = true;
        return ERR_OK;
    }
    input->within = true;
    z->next_out = (unsigned char *)input->bytes + input->end;
    z->avail_out = (uInt)(input->capacity - input->end);
    uInt room = z->avail_out;
    int result = inflate(z, Z_NO_FLUSH);
    input->end += room - z->avail_out;
    if (result == Z_STREAM_END) { /* another member may follow */
        input->within = false;
        return inflateReset(z) == Z_OK ? ERR_OK : broken(input, "cannot be unpacked", err);
    }
    return result == Z_OK || result == Z_BUF_ERROR
               ? ERR_OK
               : broken(input, "the gzip file is damaged", err);
}

static enum err_code fill(struct score_input *input, struct err *err)
{
    make_room(input);
    if (input->packed) {
        return unpack_some(input, err);
    }
    size_t got;
    TRY(read_some(input, input->bytes + input->end, input->capacity - input->end, &got, err));
    input->end += got;
    input->data_ended = input->file_ended;
    return ERR_OK;
}

/* Looks at the first bytes: gzip, UTF-16, a byte order mark. */
static enum err_code begin(struct score_input *input, struct err *err)
{
    static const unsigned char gzip[] = {0x1f, 0x8b};
    input->begun = true;
    while (!input->data_ended && input->end < 4) {
        TRY(fill(input, err));
    }
    if (input->end >= 2 && memcmp(input->bytes, gzip, 2) == 0) {
        input->packed = true;
        input->data_ended = false;
        input->raw = xmalloc(input->end > CHUNK ? input->end : CHUNK);
        memcpy(input->raw, input->bytes, input->end);
        input->unpack.next_in = input->raw;
        input->unpack.avail_in = (uInt)input->end;
        input->end = 0;
        if (inflateInit2(&input->unpack, 15 + 16) != Z_OK) {
            return err_set(err, ERR_LIMIT, "%s: cannot unpack", input->path);
        }
        while (!input->data_ended && input->end < 4) {
            TRY(fill(input, err));
        }
    }
    const char *p = input->bytes;
    if (input->end >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0)) {
        err_set(err, ERR_FORMAT, "%s: text in UTF-16", input->path);
        err_hint(err, "save it as UTF-8, or: iconv -f UTF-16 -t UTF-8 FILE");
        return ERR_FORMAT;
    }
    input->start = input->end >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    return ERR_OK;
}

enum err_code score_input_open(const char *path, struct score_input **input, struct err *err)
{
    struct score_input *made = xcalloc(1, sizeof *made);
    struct stat status;
    bool standard = strcmp(path, "-") == 0;
    made->path = standard ? "standard input" : path;
    made->fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    enum err_code code = ERR_OK;
    if (made->fd < 0) {
        code = err_errno(err, "cannot open %s", made->path);
    } else if (fstat(made->fd, &status) == 0 && S_ISDIR(status.st_mode)) {
        code = err_set(err, ERR_FORMAT, "%s is a folder, not a file", made->path);
    } else {
        code = begin(made, err);
    }
    if (code != ERR_OK) {
        score_input_close(made);
        return code;
    }
    *input = made;
    return ERR_OK;
}

void score_input_close(struct score_input *input)
{
    if (input == NULL) {
        return;
    }
    if (input->packed) {
        inflateEnd(&input->unpack);
    }
    if (input->fd >= 0) {
        close(input->fd);
    }
    free(input->raw);
    free(input->bytes);
    free(input);
}

static enum err_code check_line(const struct score_input *input, struct str line,
                                struct err *err)
{
    if (memchr(line.p, '\0', line.n) != NULL) {
        err_set(err, ERR_FORMAT, "%s line %zu: a NUL byte", input->path, input->number);
        err_hint(err, "the file is not text, or is UTF-16: save it as UTF-8");
        return ERR_FORMAT;
    }
    if (!utf8_valid(line)) {
        err_set(err, ERR_FORMAT, "%s line %zu: not UTF-8", input->path, input->number);
        err_hint(err, "save it as UTF-8; from Windows: iconv -f WINDOWS-1252 -t UTF-8 FILE");
        return ERR_FORMAT;
    }
    return ERR_OK;
}

enum err_code score_input_line(struct score_input *input, struct str *line, bool *found,
                               struct err *err)
{
    size_t seen = 0; /* bytes known to hold no newline */
    for (;;) {
        const char *from = input->bytes + input->start;
        size_t held = input->end - input->start;
        const char *newline = held > seen ? memchr(from + seen, '\n', held - seen) : NULL;
        if (newline == NULL && !input->data_ended && held <= SCORE_LINE_MAX) {
            seen = held;
            TRY(fill(input, err));
            continue;
        }
        size_t length = newline != NULL ? (size_t)(newline - from) : held;
        *found = newline != NULL || held > 0;
        if (!*found) {
            return ERR_OK;
        }
        input->number++;
        if (length > SCORE_LINE_MAX) {
            return err_set(err, ERR_LIMIT, "%s line %zu: longer than %d bytes", input->path,
                           input->number, SCORE_LINE_MAX);
        }
        input->start += length + (newline != NULL);
        length -= length > 0 && from[length - 1] == '\r';
        *line = str_n(from, length);
        return check_line(input, *line, err);
    }
}

size_t score_input_number(const struct score_input *input)
{
    return input->number;
}

const char *score_input_path(const struct score_input *input)
{
    return input->path;
}

enum err_code score_input_place(const struct score_input *input, enum err_code code,
                                struct err *err)
{
    err_prefix(err, "%s line %zu", input->path, input->number);
    return code;
}

static enum err_code read_whole(struct score_input *input, size_t max, struct err *err)
{
    while (!input->data_ended) {
        TRY(fill(input, err));
        if (input->end - input->start > max) {
            return err_set(err, ERR_LIMIT, "%s: larger than %zu bytes", input->path, max);
        }
    }
    return ERR_OK;
}

enum err_code score_input_whole(struct arena *arena, const char *path, size_t max,
                                struct str *text, struct err *err)
{
    struct score_input *input;
    TRY(score_input_open(path, &input, err));
    enum err_code code = read_whole(input, max, err);
    if (code == ERR_OK) {
        size_t length = input->end - input->start;
        *text = str_n(arena_strndup(arena, input->bytes + input->start, length), length);
    }
    score_input_close(input);
    return code;
}
