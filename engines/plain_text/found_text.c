#include "plain_text/found_text.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "plain_text/text_encoding.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>

enum {
    LOOKED_AT = 65536, /* bytes that tell what a text is */
    ODD_OF = 50        /* one byte in so many may be none of a text */
};

#define REPLACEMENT "\xEF\xBF\xBD"

enum form { FORM_BYTES, FORM_UTF16_LE, FORM_UTF16_BE, FORM_UTF32_LE, FORM_UTF32_BE };

/* Names that the C library has not, or takes too narrowly.
 * SOURCE: https://encoding.spec.whatwg.org/#names-and-labels */
static const char *library_name(const char *charset)
{
    static const struct {
        const char *name, *library;
    } names[] = {{"ks_c_5601-1987", "CP949"},
                 {"ks_c_5601-1989", "CP949"},
                 {"ksc5601", "CP949"},
                 {"euc-kr", "CP949"},
                 {"gb2312", "GB18030"},
                 {"gb_2312-80", "GB18030"},
                 {"gbk", "GB18030"},
                 {"x-gbk", "GB18030"},
                 {"shift_jis", "CP932"},
                 {"shift-jis", "CP932"},
                 {"sjis", "CP932"},
                 {"x-sjis", "CP932"},
                 {"big5", "BIG5-HKSCS"},
                 {"x-x-big5", "BIG5-HKSCS"},
                 {"iso-8859-8-i", "ISO-8859-8"},
                 {"iso-8859-9", "CP1254"},
                 {"x-mac-roman", "MACINTOSH"},
                 {"mac", "MACINTOSH"},
                 {"unicode-1-1-utf-7", "UTF-7"},
                 {"cp-850", "CP850"},
                 {"win-1251", "CP1251"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcasecmp(names[i].name, charset) == 0) {
            return names[i].library;
        }
    }
    return charset;
}

static size_t step_of(enum form form)
{
    return form == FORM_BYTES ? 1 : form == FORM_UTF16_LE || form == FORM_UTF16_BE ? 2 : 4;
}

static uint32_t unit_at(struct str bytes, size_t at, enum form form)
{
    const unsigned char *p = (const unsigned char *)bytes.p + at;
    switch (form) {
    case FORM_BYTES:
        return p[0];
    case FORM_UTF16_LE:
        return p[0] | (uint32_t)p[1] << 8;
    case FORM_UTF16_BE:
        return p[1] | (uint32_t)p[0] << 8;
    case FORM_UTF32_LE:
        return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
    case FORM_UTF32_BE:
        return p[3] | (uint32_t)p[2] << 8 | (uint32_t)p[1] << 16 | (uint32_t)p[0] << 24;
    }
    return 0;
}

static enum form form_of_mark(struct str bytes)
{
    if (str_starts(bytes, STR("\xFF\xFE\0\0"))) {
        return FORM_UTF32_LE;
    }
    if (str_starts(bytes, STR("\0\0\xFE\xFF"))) {
        return FORM_UTF32_BE;
    }
    if (str_starts(bytes, STR("\xFF\xFE"))) {
        return FORM_UTF16_LE;
    }
    return str_starts(bytes, STR("\xFE\xFF")) ? FORM_UTF16_BE : FORM_BYTES;
}

/* Which of the scripts that share no text with each other a letter is of; 0: of any.
 * SOURCE: Unicode, Blocks.txt; Han, kana and full width are one. */
static int script_of(uint32_t c)
{
    if (c < 0x370 || (c >= 0x1E00 && c <= 0x22FF) || (c >= 0xFE00 && c <= 0xFEFF)) {
        return 0;
    }
    return c < 0x1E00                                                     ? 1 + (int)(c / 0x80)
           : c >= 0xAC00 && c <= 0xD7A3                                   ? 0x80
           : c >= 0xD800 && c <= 0xDFFF                                   ? 0
           : (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFFEF) ? 0x81
                                                                          : 0x82;
}

/* Whether units without a mark are a text: of one script beside Latin, with blanks or line
 * ends, without controls. */
static bool is_wide_writing(struct str head, enum form form)
{
    enum { SCRIPTS = 0x83, BLANK_OF = 200 };
    size_t of[SCRIPTS] = {0};
    size_t step = step_of(form);
    size_t units = head.n / step;
    size_t blanks = 0;
    size_t best = 1;
    for (size_t i = 0; i < units; i++) {
        uint32_t c = unit_at(head, i * step, form);
        blanks += c == ' ' || c == '\n' || c == '\r';
        bool none = c == 0 || c > 0x10FFFF || (c < ' ' && (c < '\t' || c > '\r'));
        of[none ? SCRIPTS - 1 : script_of(c > 0xFFFF ? 0x4E00 : c)]++;
    }
    for (size_t i = 1; i < SCRIPTS - 1; i++) {
        best = of[i] > of[best] ? i : best;
    }
    return units >= 4 && blanks > 0 && blanks * BLANK_OF >= units &&
           (of[0] + of[best]) * ODD_OF >= units * (ODD_OF - 1);
}

/* Letters of Western writing in UTF-16 have a NUL at every second byte, all on one side; those
 * of other scripts at their blanks; in UTF-32 all have one. A text in bytes has none. */
static enum form form_of(struct str bytes)
{
    struct str head = str_sub(bytes, 0, LOOKED_AT);
    size_t zeros[4] = {0, 0, 0, 0};
    enum form marked = form_of_mark(bytes);
    size_t units = head.n / 2;
    if (marked != FORM_BYTES) {
        return marked;
    }
    for (size_t i = 0; i < head.n / 4 * 4; i++) {
        zeros[i % 4] += head.p[i] == '\0';
    }
    if (zeros[3] * ODD_OF >= head.n / 4 * (ODD_OF - 1) &&
        is_wide_writing(head, FORM_UTF32_LE)) {
        return FORM_UTF32_LE;
    }
    if (zeros[0] * ODD_OF >= head.n / 4 * (ODD_OF - 1) &&
        is_wide_writing(head, FORM_UTF32_BE)) {
        return FORM_UTF32_BE;
    }
    size_t even = 0;
    size_t uneven = 0;
    for (size_t i = 0; i < 2 * units; i++) {
        even += i % 2 == 0 && head.p[i] == '\0';
        uneven += i % 2 == 1 && head.p[i] == '\0';
    }
    if (units >= 4 && uneven * 2 > units && even * ODD_OF <= units) {
        return FORM_UTF16_LE;
    }
    if (units >= 4 && even * 2 > units && uneven * ODD_OF <= units) {
        return FORM_UTF16_BE;
    }
    if (uneven > 0 && even * ODD_OF <= uneven && is_wide_writing(head, FORM_UTF16_LE)) {
        return FORM_UTF16_LE;
    }
    return even > 0 && uneven * ODD_OF <= even && is_wide_writing(head, FORM_UTF16_BE)
               ? FORM_UTF16_BE
               : FORM_BYTES;
}

static bool is_control(uint32_t c)
{
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B;
}

/* Without the NULs behind its end, which a copied disk block or a fixed field leaves. */
static struct str trimmed(struct str bytes, enum form form)
{
    size_t step = step_of(form);
    size_t n = bytes.n - bytes.n % step;
    while (n >= step && unit_at(bytes, n - step, form) == 0) {
        n -= step;
    }
    return n == bytes.n - bytes.n % step ? bytes : str_sub(bytes, 0, n);
}

bool found_is_text(struct str bytes)
{
    enum form form = form_of(bytes);
    size_t step = step_of(form);
    size_t odd = 0;
    size_t n = 0;
    bytes = str_sub(trimmed(bytes, form), 0, LOOKED_AT);
    for (size_t at = 0; at + step <= bytes.n; at += step, n++) {
        odd += is_control(unit_at(bytes, at, form));
    }
    return n > 0 && odd * ODD_OF <= n;
}

/* RFC 2781; half a pair and half a unit are odd. */
static void from_utf16(struct str bytes, enum form form, struct strbuf *out, size_t *odd)
{
    size_t at = 0;
    for (; at + 2 <= bytes.n; at += 2) {
        char letter[4];
        uint32_t c = unit_at(bytes, at, form);
        if (c >= 0xD800 && c <= 0xDBFF && at + 4 <= bytes.n) {
            uint32_t low = unit_at(bytes, at + 2, form);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        size_t n = c == 0 ? 0 : utf8_encode(c, letter);
        *odd += n == 0;
        strbuf_str(out, n == 0 ? STR(REPLACEMENT) : str_n(letter, n));
    }
    if (at < bytes.n) {
        ++*odd;
        strbuf_puts(out, REPLACEMENT);
    }
}

/* A unit a letter; what lies beyond Unicode and bytes behind the last unit are odd. */
static void from_utf32(struct str bytes, enum form form, struct strbuf *out, size_t *odd)
{
    size_t at = 0;
    for (; at + 4 <= bytes.n; at += 4) {
        char letter[4];
        uint32_t c = unit_at(bytes, at, form);
        size_t n = c == 0 ? 0 : utf8_encode(c, letter);
        *odd += n == 0;
        strbuf_str(out, n == 0 ? STR(REPLACEMENT) : str_n(letter, n));
    }
    if (at < bytes.n) {
        ++*odd;
        strbuf_puts(out, REPLACEMENT);
    }
}

/* How many letters of more than a byte it has as UTF-8, and how many bytes that are none. */
static void count_utf8(struct str bytes, size_t *letters, size_t *odd)
{
    *letters = 0;
    *odd = 0;
    for (size_t at = 0; at < bytes.n;) {
        size_t from = at;
        uint32_t c;
        if (!utf8_next(bytes, &at, &c)) {
            at = from + 1;
            ++*odd;
        }
        *letters += at > from + 1;
    }
}

static void from_utf8(struct str bytes, struct strbuf *out, size_t *odd)
{
    for (size_t at = 0; at < bytes.n;) {
        size_t from = at;
        uint32_t c;
        bool good = utf8_next(bytes, &at, &c);
        at = good ? at : from + 1;
        good = good && c != 0;
        *odd += !good;
        strbuf_str(out, good ? str_sub(bytes, from, at - from) : STR(REPLACEMENT));
    }
}

static void from_windows(struct str bytes, struct strbuf *out, size_t *odd)
{
    for (size_t at = 0; at < bytes.n; at++) {
        char letter[4];
        uint32_t c = windows_1252_letter((unsigned char)bytes.p[at]);
        size_t n = c == 0 ? 0 : utf8_encode(c, letter);
        *odd += n == 0;
        strbuf_str(out, n == 0 ? STR(REPLACEMENT) : str_n(letter, n));
    }
}

/* By the C library; false when it does not know the name. */
static bool from_named(const char *charset, struct str bytes, struct strbuf *out, size_t *odd)
{
    char room[4096];
    iconv_t how = iconv_open("UTF-8", library_name(charset));
    char *from = (char *)bytes.p; /* not written to */
    size_t left = bytes.n;
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): how iconv says that it failed */
    if (how == (iconv_t)-1) {
        return false;
    }
    while (left > 0) {
        char *to = room;
        size_t free_bytes = sizeof room;
        size_t done = iconv(how, &from, &left, &to, &free_bytes);
        int reason = errno;
        strbuf_str(out, str_n(room, sizeof room - free_bytes));
        if (done == (size_t)-1 && reason != E2BIG) {
            strbuf_puts(out, REPLACEMENT);
            ++*odd;
            from++;
            left--;
        }
    }
    iconv_close(how);
    return true;
}

/* Names under which senders write Windows-1252 and UTF-8 alike, and UTF-8 itself. */
static bool says_little(const char *charset)
{
    static const char *const names[] = {
        "",       "utf-8",        "utf8",           "us-ascii",     "ascii",
        "latin1", "unknown-8bit", "ansi_x3.4-1968", "windows-1252", "iso-8859-1"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcasecmp(charset, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static struct str unmarked(struct str text)
{
    return str_starts(text, STR("\xEF\xBB\xBF")) ? str_from(text, 3) : text;
}

/* Whether bytes that are no valid UTF-8 are still taken for it. */
static bool is_damaged_utf8(struct str bytes)
{
    size_t letters;
    size_t none;
    count_utf8(bytes, &letters, &none);
    return letters >= none; /* by chance Windows-1252 hardly ever makes one */
}

static bool is_known(const char *charset)
{
    iconv_t how = iconv_open("UTF-8", library_name(charset));
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): how iconv says that it failed */
    if (how == (iconv_t)-1) {
        return false;
    }
    iconv_close(how);
    return true;
}

const char *found_guess(const char *charset, struct str bytes)
{
    enum form form = form_of(bytes);
    static const char *const wide[] = {FOUND_WINDOWS, "UTF-16LE", "UTF-16BE", "UTF-32LE",
                                       "UTF-32BE"};
    if (form != FORM_BYTES) {
        return form_of_mark(bytes) == FORM_BYTES ? wide[form] : NULL;
    }
    bytes = trimmed(bytes, form);
    return (!says_little(charset) && is_known(charset)) || utf8_valid(bytes) ||
                   is_damaged_utf8(bytes)
               ? NULL
               : FOUND_WINDOWS;
}

struct str found_text(struct arena *arena, const char *charset, struct str bytes, size_t *odd)
{
    struct strbuf out;
    enum form form = form_of(bytes);
    *odd = 0;
    bytes = trimmed(bytes, form);
    if (form == FORM_BYTES && says_little(charset) && utf8_valid(bytes) &&
        !str_has_byte(bytes, '\0')) {
        return unmarked(bytes);
    }
    strbuf_init(&out, bytes.n * 4 + 64);
    if (step_of(form) == 4) {
        from_utf32(bytes, form, &out, odd);
    } else if (form != FORM_BYTES) {
        from_utf16(bytes, form, &out, odd);
    } else if (says_little(charset) || !from_named(charset, bytes, &out, odd)) {
        if (is_damaged_utf8(bytes)) {
            from_utf8(bytes, &out, odd);
        } else {
            from_windows(bytes, &out, odd);
        }
    }
    struct str text = arena_str(arena, unmarked(strbuf_view(&out)));
    strbuf_release(&out);
    return text;
}
