/* What a text file is encoded in: UTF-8, UTF-16 with its mark, Windows-1252 as old exports have
 * it. */
#include "plain_text/text_encoding.h"

#include "base/utf8.h"

#include <iconv.h>
#include <strings.h>

/* 0x80 to 0x9F; 0 where nothing is defined. SOURCE: Unicode's mapping table
 * VENDORS/MICSFT/WINDOWS/CP1252.TXT. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

uint32_t windows_1252_letter(unsigned char byte)
{
    return byte >= 0x80 && byte <= 0x9F ? windows_1252[byte - 0x80] : byte;
}

static enum err_code refuse(struct err *err)
{
    err_set(err, ERR_UNSUPPORTED, "the text is not UTF-8, UTF-16 or Windows-1252");
    err_hint(err, "save it as UTF-8 first");
    return ERR_UNSUPPORTED;
}

static uint32_t unit(struct str bytes, size_t at, bool big)
{
    uint32_t first = (unsigned char)bytes.p[at];
    uint32_t second = (unsigned char)bytes.p[at + 1];
    return big ? first << 8 | second : second << 8 | first;
}

/* RFC 2781. */
static enum err_code from_utf16(struct str bytes, bool big, char *out, size_t *n,
                                struct err *err)
{
    if (bytes.n % 2 != 0) {
        return refuse(err);
    }
    for (size_t at = 0; at < bytes.n; at += 2) {
        uint32_t c = unit(bytes, at, big);
        if (c >= 0xD800 && c <= 0xDBFF && at + 4 <= bytes.n) {
            uint32_t low = unit(bytes, at + 2, big);
            c = low >= 0xDC00 && low <= 0xDFFF ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00)
                                               : 0xD800;
            at += 2;
        }
        size_t length = c == 0 ? 0 : utf8_encode(c, out + *n);
        if (length == 0) {
            return refuse(err);
        }
        *n += length;
    }
    return ERR_OK;
}

static enum err_code from_windows(struct str bytes, char *out, size_t *n, struct err *err)
{
    for (size_t at = 0; at < bytes.n; at++) {
        uint32_t c = windows_1252_letter((unsigned char)bytes.p[at]);
        if (c == 0) {
            return refuse(err);
        }
        *n += utf8_encode(c, out + *n);
    }
    return ERR_OK;
}

enum err_code text_to_utf8(struct arena *arena, struct str bytes, struct str *text,
                           struct err *err)
{
    bool little = str_starts(bytes, STR("\xFF\xFE"));
    bool big = str_starts(bytes, STR("\xFE\xFF"));
    if (!little && !big && utf8_valid(bytes) && !str_has_byte(bytes, '\0')) {
        *text = bytes;
        return ERR_OK;
    }
    char *out = arena_alloc(arena, bytes.n * 3 + 4); /* no unit becomes more than three bytes */
    size_t n = 0;
    TRY(little || big ? from_utf16(bytes, big, out, &n, err)
                      : from_windows(bytes, out, &n, err));
    *text = str_n(out, n);
    return ERR_OK;
}

static bool is_ours(const char *charset)
{
    static const char *const names[] = {
        "",           "utf-8",        "utf8",   "us-ascii",     "ascii",
        "iso-8859-1", "windows-1252", "latin1", "unknown-8bit", "ansi_x3.4-1968"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcasecmp(charset, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

enum err_code text_from_charset(struct arena *arena, const char *charset, struct str bytes,
                                struct str *text, struct err *err)
{
    if (is_ours(charset)) {
        return text_to_utf8(arena, bytes, text, err);
    }
    iconv_t how = iconv_open("UTF-8", charset);
    size_t room = bytes.n * 4 + 16;
    char *out = arena_alloc(arena, room);
    char *to = out;
    char *from = (char *)bytes.p; /* not written to */
    size_t left = bytes.n;
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): how iconv says that it failed */
    if (how == (iconv_t)-1) {
        return refuse(err);
    }
    size_t done = iconv(how, &from, &left, &to, &room);
    iconv_close(how);
    *text = str_n(out, (size_t)(to - out));
    return done == (size_t)-1 || left > 0 || str_has_byte(*text, '\0') ? refuse(err) : ERR_OK;
}
