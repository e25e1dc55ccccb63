/* Mailboxes (RFC 4155 and its habits): a message begins at a line "From " that stands first or
 * after an empty line; ">From " within one loses its '>' (mboxrd). Each message is handed to
 * the host as a file of its own. */
#include "reading.h"

#include "base/strbuf.h"

#include <string.h>

enum { MESSAGE_MAX = 128 << 20 };

/* Where the message that begins at `from` ends: at the next one's "From " line, or the end. */
static size_t message_end(struct str bytes, size_t from)
{
    for (size_t at = from; at < bytes.n;) {
        const char *line = memchr(bytes.p + at, '\n', bytes.n - at);
        if (line == NULL) {
            return bytes.n;
        }
        at = (size_t)(line - bytes.p) + 1;
        bool empty =
            at >= 2 && (bytes.p[at - 2] == '\n' ||
                        (at >= 3 && bytes.p[at - 2] == '\r' && bytes.p[at - 3] == '\n'));
        if (empty && str_starts(str_from(bytes, at), STR("From "))) {
            return at;
        }
    }
    return bytes.n;
}

/* Lines of one or more '>' and "From " without the first '>'. */
static void unquote(struct str text, struct strbuf *out)
{
    struct str rest = text;
    struct str line;
    bool first = true;
    strbuf_clear(out);
    while (str_split(&rest, '\n', &line)) {
        size_t marks = 0;
        while (marks < line.n && line.p[marks] == '>') {
            marks++;
        }
        bool quoted = marks > 0 && str_starts(str_from(line, marks), STR("From "));
        strbuf_puts(out, first ? "" : "\n");
        strbuf_str(out, quoted ? str_from(line, 1) : line);
        first = false;
    }
}

static enum err_code take(struct reading *reading, struct str text, struct strbuf *out,
                          struct err *err)
{
    struct str name = str_of(
        arena_printf(reading->arena, "message %lld.eml", (long long)reading->members + 1));
    if (text.n > MESSAGE_MAX) {
        return reading_lost(reading, name, "larger than 128 MiB", err);
    }
    unquote(text, out);
    return reading_member(reading, name, strbuf_view(out), err);
}

enum err_code read_mbox(struct reading *reading, struct str bytes, struct err *err)
{
    struct strbuf out;
    enum err_code code = ERR_OK;
    size_t at = (size_t)reading->from;
    strbuf_init(&out, MESSAGE_MAX + 1);
    while (at < bytes.n && code == ERR_OK) {
        if (at > (size_t)reading->from && reading_late(reading)) {
            reading_goes_on(reading, (int64_t)at);
            break;
        }
        size_t end = message_end(bytes, at);
        const char *line = memchr(bytes.p + at, '\n', end - at);
        size_t first = line == NULL ? end : (size_t)(line - bytes.p) + 1;
        code = take(reading, str_sub(bytes, first, end - first), &out, err);
        at = end;
    }
    strbuf_release(&out);
    return code;
}
