/* See reply_head.h. */
#include "stranger/reply_head.h"

#include "base/limits.h"

#include <ctype.h>

static bool same_word(struct str text, const char *word)
{
    struct str want = str_of(word);
    bool same = text.n == want.n;
    for (size_t i = 0; i < want.n && same; i++) {
        same = tolower((unsigned char)text.p[i]) == want.p[i];
    }
    return same;
}

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
    if (!str_split(&value, ':', &name) || value.p == NULL || name.n == 0 ||
        !isgraph((unsigned char)name.p[0]) || !isgraph((unsigned char)name.p[name.n - 1])) {
        return err_set(err, ERR_FORMAT, "a field of the server's answer has no name");
    }
    value = str_trim(value);
    if (same_word(name, "content-length")) {
        return take_length(head, value, err);
    }
    if (same_word(name, "transfer-encoding") ||
        (same_word(name, "content-encoding") && !same_word(value, "identity"))) {
        return err_set(err, ERR_UNSUPPORTED, "the server sends the file coded (%.*s)",
                       STR_ARG(str_sub(value, 0, 40)));
    }
    if (same_word(name, "connection")) {
        head->closes = !same_word(value, "keep-alive");
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
    *head = (struct reply_head){0};
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
    *size = end + 4;
    return ERR_OK;
}
