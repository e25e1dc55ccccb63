/* See reply_head.h. */
#include "http/reply_head.h"

#include "base/ascii_case.h"
#include "base/limits.h"

#include <ctype.h>

enum { SECONDS_MAX = 86400, SIZE_LINE_MAX = 1024, SIZE_DIGITS_MAX = 15 };
enum { STEP_SIZE, STEP_BYTES, STEP_BYTES_END, STEP_TRAILERS };

/* "HTTP/1.1 200 OK": the reason is nobody's business. */
static enum err_code parse_status(struct str line, struct reply_head *head, struct err *err)
{
    uint64_t status;
    bool newer = str_starts(line, STR("HTTP/1.1 "));
    bool good = (newer || str_starts(line, STR("HTTP/1.0 "))) &&
                str_to_u64(str_sub(line, 9, 3), 599, &status) && status >= 100 &&
                (line.n == 12 || line.p[12] == ' ');
    if (!good) {
        return err_set(err, ERR_FORMAT, "the server's answer is not HTTP/1");
    }
    head->status = (int)status;
    head->closes = !newer;
    return ERR_OK;
}

static enum err_code take_length(struct reply_head *head, struct str value, struct err *err)
{
    uint64_t length;
    if (!str_to_u64(value, INT64_MAX, &length) ||
        (head->has_length && head->length != length)) {
        return err_set(err, ERR_FORMAT, "the server's answer has no clear length");
    }
    head->has_length = true;
    head->length = length;
    return ERR_OK;
}

static enum err_code parse_field(struct str line, struct reply_head *head, struct err *err)
{
    struct str value = line;
    struct str name;
    uint64_t seconds;
    if (!str_split(&value, ':', &name) || value.p == NULL || name.n == 0 ||
        !isgraph((unsigned char)name.p[0]) || !isgraph((unsigned char)name.p[name.n - 1])) {
        return err_set(err, ERR_FORMAT, "a field of the server's answer has no name");
    }
    value = str_trim(value);
    if (str_is_but_case(name, "content-length")) {
        return take_length(head, value, err);
    }
    if (str_is_but_case(name, "transfer-encoding") && str_is_but_case(value, "chunked") &&
        !head->chunked) {
        head->chunked = true;
        return ERR_OK;
    }
    if (str_is_but_case(name, "retry-after") && str_to_u64(value, SECONDS_MAX, &seconds)) {
        head->retry_after = (int64_t)seconds;
        return ERR_OK;
    }
    if (str_is_but_case(name, "transfer-encoding") ||
        (str_is_but_case(name, "content-encoding") && !str_is_but_case(value, "identity"))) {
        return err_set(err, ERR_UNSUPPORTED, "the server sends the file coded (%.*s)",
                       STR_ARG(str_sub(value, 0, 40)));
    }
    if (str_is_but_case(name, "connection")) {
        head->closes = !str_is_but_case(value, "keep-alive");
    }
    return ERR_OK;
}

enum err_code reply_head_parse(struct str bytes, struct reply_head *head, size_t *size,
                               struct err *err)
{
    size_t end = str_find(bytes, STR("\r\n\r\n"));
    struct str line;
    *size = 0;
    if ((end == SIZE_MAX ? bytes.n : end) > LIMIT_HTTP_HEAD) {
        return err_set(err, ERR_LIMIT, "the head of the server's answer is too long");
    }
    if (end == SIZE_MAX) {
        return ERR_OK;
    }
    struct str rest = str_sub(bytes, 0, end);
    *head = (struct reply_head){.retry_after = -1};
    bool first = true;
    while (str_split(&rest, '\n', &line)) {
        bool last = rest.p == NULL;
        if (!last && (line.n == 0 || line.p[line.n - 1] != '\r')) {
            return err_set(err, ERR_FORMAT, "a line of the server's answer ends badly");
        }
        line = last ? line : str_sub(line, 0, line.n - 1);
        TRY(first ? parse_status(line, head, err) : parse_field(line, head, err));
        first = false;
    }
    if (head->chunked && head->has_length) {
        return err_set(err, ERR_FORMAT, "the server's answer has chunks and a length");
    }
    *size = end + 4;
    return ERR_OK;
}

static int hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* A line off `in`, without its CRLF; found false when it is not whole. */
static enum err_code take_line(struct strbuf *in, size_t max, struct str *line, bool *found,
                               struct err *err)
{
    size_t end = str_find(strbuf_view(in), STR("\r\n"));
    *found = end != SIZE_MAX;
    if ((*found ? end : in->n) > max + (*found ? 0 : 1)) { /* a lone CR may stand there */
        return err_set(err, ERR_LIMIT, "a line between chunks is too long");
    }
    *line = str_sub(strbuf_view(in), 0, *found ? end : 0);
    return ERR_OK;
}

/* Hexadecimal digits; what follows a ';' is nobody's business. */
static enum err_code take_size(struct reply_chunks *chunks, struct str line, size_t room,
                               struct err *err)
{
    uint64_t size = 0;
    struct str digits = str_trim(str_sub(line, 0, str_find(line, STR(";"))));
    bool good = digits.n > 0 && digits.n <= SIZE_DIGITS_MAX;
    for (size_t i = 0; good && i < digits.n; i++) {
        good = hex_value(digits.p[i]) >= 0;
        size = size * 16 + (uint64_t)(good ? hex_value(digits.p[i]) : 0);
    }
    if (!good) {
        return err_set(err, ERR_FORMAT, "a chunk of the server's answer has no size");
    }
    if (size > room) {
        return err_set(err, ERR_LIMIT, "the server's answer is too long");
    }
    chunks->left = size;
    chunks->step = size == 0 ? STEP_TRAILERS : STEP_BYTES;
    return ERR_OK;
}

static void take_bytes(struct reply_chunks *chunks, struct strbuf *in, struct strbuf *body)
{
    size_t count = in->n < chunks->left ? in->n : (size_t)chunks->left;
    strbuf_add(body, in->p, count);
    strbuf_consume(in, count);
    chunks->left -= count;
    chunks->step = chunks->left == 0 ? STEP_BYTES_END : STEP_BYTES;
}

static enum err_code take_between(struct reply_chunks *chunks, struct strbuf *in, size_t room,
                                  bool *found, struct err *err)
{
    struct str line;
    bool trailer = chunks->step == STEP_TRAILERS;
    size_t max = chunks->step == STEP_SIZE ? SIZE_LINE_MAX
                 : trailer                 ? LIMIT_HTTP_HEAD - chunks->trailers
                                           : 0;
    TRY(take_line(in, max, &line, found, err));
    if (!*found) {
        return ERR_OK;
    }
    size_t taken = line.n + 2;
    if (chunks->step == STEP_SIZE) {
        TRY(take_size(chunks, line, room, err));
    } else if (trailer) {
        chunks->done = line.n == 0;
        chunks->trailers += taken < LIMIT_HTTP_HEAD - chunks->trailers
                                ? taken
                                : LIMIT_HTTP_HEAD - chunks->trailers;
    } else {
        chunks->step = STEP_SIZE;
    }
    strbuf_consume(in, taken);
    return ERR_OK;
}

enum err_code reply_chunks_take(struct reply_chunks *chunks, struct strbuf *in,
                                struct strbuf *body, size_t max, struct err *err)
{
    bool more = true;
    while (more && !chunks->done && in->n > 0) {
        if (chunks->step == STEP_BYTES) {
            take_bytes(chunks, in, body);
        } else {
            TRY(take_between(chunks, in, body->n < max ? max - body->n : 0, &more, err));
        }
    }
    return ERR_OK;
}
