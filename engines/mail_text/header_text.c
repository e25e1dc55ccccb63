#include "mail_text/header_text.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <gmime/gmime.h>
#include <string.h>

/* Runs of blanks as one, none at the ends; bytes that are no UTF-8 as U+FFFD. */
static struct str plain_value(struct arena *arena, const char *value)
{
    struct str text = str_of(value);
    struct strbuf out;
    strbuf_init(&out, text.n * 3 + 1);
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c;
        if (!utf8_next(text, &at, &c)) {
            strbuf_puts(&out, "\xEF\xBF\xBD");
            at = from + 1;
        } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
            strbuf_str(&out, str_sub(text, from, at - from));
        } else if (out.n > 0 && out.p[out.n - 1] != ' ') {
            strbuf_putc(&out, ' ');
        }
    }
    struct str plain = arena_str(arena, str_trim(strbuf_view(&out)));
    strbuf_release(&out);
    return plain;
}

/* The length of the encoded word (RFC 2047, 2) that the text begins with, or 0. */
static size_t encoded_word(struct str text)
{
    size_t marks = 0;
    if (!str_starts(text, STR("=?"))) {
        return 0;
    }
    for (size_t i = 2; i < text.n && text.p[i] > ' '; i++) {
        marks += text.p[i] == '?';
        if (marks >= 3 && i + 1 < text.n && text.p[i] == '?' && text.p[i + 1] == '=') {
            return i + 2;
        }
    }
    return 0;
}

/* GMime joins neighbours first and loses what follows the padding of one; so each word is
 * decoded by itself. */
struct str mail_header_text(struct arena *arena, struct str raw)
{
    struct strbuf out;
    bool after_word = false;
    strbuf_init(&out, 4 * raw.n + 64);
    for (size_t at = 0; at < raw.n;) {
        size_t next = at;
        while (next < raw.n && strchr(" \t\r\n", raw.p[next]) != NULL && raw.p[next] != '\0') {
            next++;
        }
        size_t length = encoded_word(str_from(raw, next));
        if (!after_word || length == 0) {
            strbuf_str(&out, str_sub(raw, at, next - at));
        }
        if (length > 0) {
            char *word = arena_strndup(arena, raw.p + next, length);
            char *text = g_mime_utils_header_decode_text(NULL, word);
            strbuf_puts(&out, text == NULL ? word : text);
            g_free(text);
        } else if (next < raw.n) {
            strbuf_putc(&out, raw.p[next]);
            length = 1;
        }
        after_word = length > 1;
        at = next + length;
    }
    struct str value = plain_value(arena, out.p);
    strbuf_release(&out);
    return value;
}
