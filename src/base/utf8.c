/* UTF-8; see utf8.h. The accepted sequences are table 3-7 of the Unicode standard. */
#include "base/utf8.h"

static bool is_tail(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Length of the sequence and bits of its first byte; 0 for a byte that cannot begin one. */
static size_t sequence(unsigned char first, uint32_t *bits)
{
    if (first < 0x80) {
        *bits = first;
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        *bits = first & 0x1Fu;
        return 2;
    }
    if ((first & 0xF0) == 0xE0) {
        *bits = first & 0x0Fu;
        return 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        *bits = first & 0x07u;
        return 4;
    }
    return 0;
}

bool utf8_next(struct str text, size_t *at, uint32_t *code_point)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t bits = 0;
    size_t length = sequence((unsigned char)text.p[*at], &bits);
    if (length == 0 || length > text.n - *at) {
        return false;
    }
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)text.p[*at + i];
        if (!is_tail(byte)) {
            return false;
        }
        bits = bits << 6 | (byte & 0x3Fu);
    }
    if (bits < smallest[length] || bits > 0x10FFFF || (bits >= 0xD800 && bits <= 0xDFFF)) {
        return false;
    }
    *at += length;
    *code_point = bits;
    return true;
}

/* Whether eight bytes are ASCII. */
static bool eight_are_ascii(const char *p)
{
    uint64_t bytes;
    memcpy(&bytes, p, sizeof bytes);
    return (bytes & 0x8080808080808080U) == 0;
}

bool utf8_valid(struct str text)
{
    uint32_t code_point;
    for (size_t at = 0; at < text.n;) {
        if (at + 8 <= text.n && eight_are_ascii(text.p + at)) {
            at += 8;
        } else if ((unsigned char)text.p[at] < 0x80) {
            at++;
        } else if (!utf8_next(text, &at, &code_point)) {
            return false;
        }
    }
    return true;
}

size_t utf8_count(struct str text)
{
    size_t count = 0;
    size_t i = 0;
    for (; i + 8 <= text.n; i += 8) {
        if (eight_are_ascii(text.p + i)) {
            count += 8;
            continue;
        }
        for (size_t k = i; k < i + 8; k++) {
            count += !is_tail((unsigned char)text.p[k]);
        }
    }
    for (; i < text.n; i++) {
        count += !is_tail((unsigned char)text.p[i]);
    }
    return count;
}

size_t utf8_offset(struct str text, size_t index)
{
    size_t seen = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (!is_tail((unsigned char)text.p[i])) {
            if (seen == index) {
                return i;
            }
            seen++;
        }
    }
    return seen == index ? text.n : SIZE_MAX;
}

size_t utf8_encode(uint32_t c, char bytes[4])
{
    if (c < 0x80) {
        bytes[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        bytes[0] = (char)(0xC0 | c >> 6);
        bytes[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c >= 0xD800 && c <= 0xDFFF) {
        return 0;
    }
    if (c < 0x10000) {
        bytes[0] = (char)(0xE0 | c >> 12);
        bytes[1] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    if (c > 0x10FFFF) {
        return 0;
    }
    bytes[0] = (char)(0xF0 | c >> 18);
    bytes[1] = (char)(0x80 | (c >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (c >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* C0, DEL, C1; soft hyphen; zero-width and direction marks; line separators; embeddings and
 * isolates; interlinear and tag characters; byte order mark. */
static bool is_hidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
           (c >= 0xE0000 && c <= 0xE007F);
}

/* A tab or a line's end, LF or CR LF. */
static bool is_layout(uint32_t c, struct str after)
{
    return c == '\n' || c == '\t' || (c == '\r' && after.n > 0 && after.p[0] == '\n');
}

void utf8_visible(struct strbuf *out, struct str text, bool lines)
{
    size_t at = 0;
    while (at < text.n) {
        size_t start = at;
        uint32_t c;
        if (!utf8_next(text, &at, &c)) {
            strbuf_printf(out, "\\u{%X}", (unsigned)(unsigned char)text.p[at]);
            at++;
        } else if (is_hidden(c) && !(lines && is_layout(c, str_sub(text, at, text.n - at)))) {
            strbuf_printf(out, "\\u{%X}", (unsigned)c);
        } else {
            strbuf_add(out, text.p + start, at - start);
        }
    }
}
