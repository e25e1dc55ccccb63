/* Hexadecimal and base64; see encode.h. */
#include "base/encode.h"

#include <string.h>

static const char digits[] = "0123456789abcdef";
static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void hex_encode(char *out, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < length; i++) {
        *out++ = digits[byte[i] >> 4];
        *out++ = digits[byte[i] & 15];
    }
    *out = '\0';
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hex_is(struct str text, size_t count)
{
    if (text.n != count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (hex_value(text.p[i]) < 0) {
            return false;
        }
    }
    return true;
}

bool hex_decode(void *out, size_t length, struct str text)
{
    if (!hex_is(text, 2 * length)) {
        return false;
    }
    unsigned char *byte = out;
    for (size_t i = 0; i < length; i++) {
        unsigned high = (unsigned)hex_value(text.p[2 * i]);
        unsigned low = (unsigned)hex_value(text.p[2 * i + 1]);
        byte[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

void base64_encode(struct strbuf *out, const void *bytes, size_t length)
{
    const unsigned char *b = bytes;
    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        uint32_t group = (uint32_t)b[i] << 16 | (left > 1 ? (uint32_t)b[i + 1] << 8 : 0) |
                         (left > 2 ? b[i + 2] : 0u);
        char text[4] = {alphabet[group >> 18], alphabet[group >> 12 & 63],
                        left > 1 ? alphabet[group >> 6 & 63] : '=',
                        left > 2 ? alphabet[group & 63] : '='};
        strbuf_add(out, text, sizeof text);
    }
}

static int base64_value(char c)
{
    const char *at = c != '\0' ? strchr(alphabet, c) : NULL;
    return at != NULL ? (int)(at - alphabet) : -1;
}

/* One group of four characters to 1-3 bytes; 0 when it is not canonical. */
static size_t base64_group(const char text[4], bool last, unsigned char out[3])
{
    int a = base64_value(text[0]);
    int b = base64_value(text[1]);
    int c = base64_value(text[2]);
    int d = base64_value(text[3]);
    if (a < 0 || b < 0) {
        return 0;
    }
    out[0] = (unsigned char)(a << 2 | b >> 4);
    if (last && text[2] == '=' && text[3] == '=') {
        return (b & 15) == 0 ? 1 : 0;
    }
    if (c < 0) {
        return 0;
    }
    out[1] = (unsigned char)((b & 15) << 4 | c >> 2);
    if (last && text[3] == '=') {
        return (c & 3) == 0 ? 2 : 0;
    }
    if (d < 0) {
        return 0;
    }
    out[2] = (unsigned char)((c & 3) << 6 | d);
    return 3;
}

bool base64_decode(struct strbuf *out, struct str text)
{
    size_t before = out->n;
    if (text.n % 4 != 0) {
        return false;
    }
    for (size_t i = 0; i < text.n; i += 4) {
        unsigned char bytes[3];
        size_t count = base64_group(text.p + i, i + 4 == text.n, bytes);
        if (count == 0) {
            strbuf_truncate(out, before);
            return false;
        }
        strbuf_add(out, bytes, count);
    }
    return !out->overflow;
}

static int form_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

struct str form_decode(struct arena *arena, struct str raw)
{
    char *out = arena_alloc(arena, raw.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        int high = i + 2 < raw.n && raw.p[i] == '%' ? form_digit(raw.p[i + 1]) : -1;
        int low = high >= 0 ? form_digit(raw.p[i + 2]) : -1;
        if (low >= 0) {
            out[n++] = (char)(high * 16 + low);
            i += 2;
        } else {
            out[n++] = raw.p[i] == '+' ? ' ' : raw.p[i];
        }
    }
    return str_n(out, n);
}
