#include "guessed_charset.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "plain_text/found_text.h"

#include <string.h>
#include <uchardet/uchardet.h>

enum {
    SAMPLE_MAX = 65536,
    LETTERS_MIN = 10, /* of a script; fewer may be anything */
    EAST_MIN = 4,     /* of those that stand for syllables or words */
    DISTINCT_MIN = 4,
    ODD_OF = 200 /* one byte in so many may be none of the encoding */
};

enum script { LATIN, CYRILLIC, GREEK, ARABIC, HEBREW, THAI, EAST };

/* What uchardet calls it, and what iconv is asked for; `windows` when a byte of 80 to 9F stands
 * in the text, which ISO 8859 has no letters at. Encodings of Western Europe are not here: they
 * differ from Windows-1252 in signs only.
 * SOURCE: https://www.freedesktop.org/wiki/Software/uchardet/ (0.0.7); iconv -l of glibc 2.36.
 */
static const struct known {
    const char *proposed, *name, *windows;
    enum script script;
} known[] = {{"WINDOWS-1251", "CP1251", NULL, CYRILLIC},
             {"KOI8-R", "KOI8-U", NULL, CYRILLIC}, /* KOI8-R with Ukrainian letters */
             {"ISO-8859-5", "ISO-8859-5", NULL, CYRILLIC},
             {"IBM866", "CP866", NULL, CYRILLIC},
             {"IBM855", "CP855", NULL, CYRILLIC},
             {"MAC-CYRILLIC", "MAC-CYRILLIC", NULL, CYRILLIC},
             {"WINDOWS-1253", "CP1253", NULL, GREEK},
             {"ISO-8859-7", "ISO-8859-7", "CP1253", GREEK},
             {"WINDOWS-1256", "CP1256", NULL, ARABIC},
             {"ISO-8859-6", "ISO-8859-6", NULL, ARABIC},
             {"WINDOWS-1255", "CP1255", NULL, HEBREW},
             {"ISO-8859-8", "ISO-8859-8", "CP1255", HEBREW},
             {"IBM862", "CP862", NULL, HEBREW},
             {"TIS-620", "CP874", NULL, THAI},
             {"ISO-8859-11", "CP874", NULL, THAI},
             {"WINDOWS-1250", "CP1250", NULL, LATIN},
             {"ISO-8859-2", "ISO-8859-2", "CP1250", LATIN},
             {"IBM852", "CP852", NULL, LATIN},
             {"ISO-8859-3", "ISO-8859-3", NULL, LATIN},
             {"ISO-8859-4", "ISO-8859-4", NULL, LATIN},
             {"ISO-8859-9", "CP1254", NULL, LATIN},
             {"WINDOWS-1257", "CP1257", NULL, LATIN},
             {"ISO-8859-13", "ISO-8859-13", "CP1257", LATIN},
             {"ISO-8859-16", "ISO-8859-16", "CP1250", LATIN},
             {"SHIFT_JIS", "CP932", NULL, EAST},
             {"EUC-JP", "EUC-JP", NULL, EAST},
             {"ISO-2022-JP", "ISO-2022-JP-2", NULL, EAST},
             {"ISO-2022-KR", "ISO-2022-KR", NULL, EAST},
             {"ISO-2022-CN", "ISO-2022-CN", NULL, EAST},
             {"EUC-KR", "CP949", NULL, EAST},
             {"UHC", "CP949", NULL, EAST},
             {"JOHAB", "JOHAB", NULL, EAST},
             {"GB18030", "GB18030", NULL, EAST},
             {"BIG5", "BIG5-HKSCS", NULL, EAST},
             {"EUC-TW", "EUC-TW", NULL, EAST}};

static bool is_high(char c)
{
    return (unsigned char)c >= 0x80 || c == 0x1B;
}

/* The lines in which other letters than ASCII's stand; long ones from a little before. */
static struct str sample_of(struct arena *arena, struct str bytes)
{
    enum { BEFORE = 200 };
    struct strbuf out;
    size_t done = 0; /* up to here it is in the sample or left out */
    strbuf_init(&out, 2 * SAMPLE_MAX);
    for (size_t at = 0; at < bytes.n && out.n < SAMPLE_MAX; at++) {
        if (!is_high(bytes.p[at])) {
            continue;
        }
        size_t from = at;
        while (from > done && at - from < BEFORE && bytes.p[from - 1] != '\n') {
            from--;
        }
        size_t to = at;
        while (to < bytes.n && bytes.p[to] != '\n' && to - from < SAMPLE_MAX) {
            to++;
        }
        to += to < bytes.n && bytes.p[to] == '\n';
        strbuf_str(&out, str_sub(bytes, from, to - from));
        done = to;
        at = to - 1;
    }
    struct str sample = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return sample;
}

static const struct known *propose(struct str sample)
{
    uchardet_t detector = uchardet_new();
    const struct known *found = NULL;
    if (uchardet_handle_data(detector, sample.p, sample.n) == 0) {
        uchardet_data_end(detector);
        const char *name = uchardet_get_charset(detector);
        for (size_t i = 0; i < sizeof known / sizeof known[0] && found == NULL; i++) {
            found = strcmp(known[i].proposed, name) == 0 ? &known[i] : NULL;
        }
    }
    uchardet_delete(detector);
    return found;
}

static bool is_within(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

static bool is_ascii_letter(uint32_t c)
{
    return is_within(c | 0x20, 'a', 'z');
}

/* Letters of a script other than ASCII's. SOURCE: Unicode, Blocks.txt. */
static bool is_of(uint32_t c, enum script script)
{
    switch (script) {
    case LATIN:
        return is_within(c, 0xC0, 0x24F) && c != 0xD7 && c != 0xF7;
    case CYRILLIC:
        return is_within(c, 0x400, 0x52F);
    case GREEK:
        return is_within(c, 0x386, 0x3FF);
    case ARABIC:
        return is_within(c, 0x60C, 0x6FF);
    case HEBREW:
        return is_within(c, 0x591, 0x5F4);
    case THAI:
        return is_within(c, 0xE01, 0xE5B);
    case EAST:
        return is_within(c, 0x3001, 0x30FF) || is_within(c, 0x3105, 0x312F) ||
               is_within(c, 0x4E00, 0x9FFF) || is_within(c, 0xAC00, 0xD7A3) ||
               is_within(c, 0xFF01, 0xFF5E);
    }
    return false;
}

/* Signs that stand in texts of any script, and box drawing of the DOS pages. */
static bool is_sign(uint32_t c)
{
    return is_within(c, 0xA0, 0xBF) || is_within(c, 0x2010, 0x203A) || c == 0x20AC ||
           c == 0x2116 || c == 0x2122 || is_within(c, 0x2500, 0x25FF);
}

static bool is_small(uint32_t c)
{
    return is_within(c, 0x430, 0x45F) || is_within(c, 0x3AC, 0x3CE);
}

static bool is_capital(uint32_t c)
{
    return is_within(c, 0x400, 0x42F) || is_within(c, 0x386, 0x3AB);
}

/* How the letters of a proposal stand in what it makes of the sample. */
struct looked {
    size_t own;      /* letters of the script */
    size_t foreign;  /* neither these, signs nor ASCII */
    size_t beside;   /* own ones with one of them beside */
    size_t ascii;    /* ASCII letters */
    size_t in_ascii; /* own ones with an ASCII letter beside */
    size_t by_digit; /* own ones with a digit beside */
    size_t turned;   /* capitals straight after a small letter */
    size_t distinct;
};

static void look_at(struct looked *looked, enum script script, const uint32_t around[3],
                    bool seen[1024])
{
    uint32_t c = around[1];
    bool before = is_of(around[0], script);
    bool after = is_of(around[2], script);
    looked->ascii += is_ascii_letter(c);
    if (!is_of(c, script)) {
        looked->foreign += c >= 0x80 && !is_sign(c);
        return;
    }
    looked->own++;
    looked->beside += before || after;
    looked->in_ascii += is_ascii_letter(around[0]) || is_ascii_letter(around[2]);
    looked->by_digit += is_within(around[0], '0', '9') || is_within(around[2], '0', '9');
    looked->turned += is_small(around[0]) && is_capital(c);
    looked->distinct += !seen[c % 1024];
    seen[c % 1024] = true;
}

static struct looked look_through(struct str text, enum script script)
{
    struct looked looked = {0};
    bool seen[1024] = {false};
    uint32_t around[3] = {' ', ' ', ' '};
    for (size_t at = 0; at < text.n;) {
        around[0] = around[1];
        around[1] = around[2];
        if (!utf8_next(text, &at, &around[2])) {
            at++;
            around[2] = 0xFFFD;
        }
        look_at(&looked, script, around, seen);
    }
    around[0] = around[1];
    around[1] = around[2];
    around[2] = ' ';
    look_at(&looked, script, around, seen);
    return looked;
}

/* Letters with marks are a few of a Latin text, and stand among ASCII's. */
static bool is_latin_writing(const struct looked *looked)
{
    return looked->own >= LETTERS_MIN / 2 && looked->distinct >= DISTINCT_MIN &&
           looked->own * 50 >= looked->ascii + looked->own &&
           (looked->in_ascii + looked->beside) * 10 >= looked->own * 8 &&
           looked->by_digit * 10 <= looked->own;
}

/* Words of an own alphabet, which do not go over into ASCII's. */
static bool is_other_writing(const struct looked *looked, enum script script)
{
    size_t few = script == EAST ? EAST_MIN : LETTERS_MIN;
    return looked->own >= few && looked->distinct >= DISTINCT_MIN &&
           looked->beside * 10 >= looked->own * 8 && looked->in_ascii * 10 <= looked->own * 2 &&
           looked->turned * 10 <= looked->own;
}

/* Whether what the encoding makes of the sample is writing. */
static bool is_writing(struct arena *arena, const char *name, enum script script,
                       struct str sample)
{
    size_t odd;
    struct str text = found_text(arena, name, sample, &odd);
    struct looked looked = look_through(text, script);
    return odd * ODD_OF <= looked.own && looked.foreign * 20 <= looked.own &&
           (script == LATIN ? is_latin_writing(&looked) : is_other_writing(&looked, script));
}

/* Letters that ISO 8859-14 has where Windows-1252 has Iceland's, in a text with words of Welsh:
 * uchardet does not know it. SOURCE: ISO/IEC 8859-14:1998, D0 DE F0 FE; unicode.org,
 * MAPPINGS/ISO8859/8859-14.TXT. */
static bool is_welsh(struct str sample)
{
    static const char *const words[] = {" yn ", " mae ", " oedd ", " wedi ", " ac ", " gan "};
    size_t letters = 0;
    size_t found = 0;
    for (size_t i = 0; i < sample.n; i++) {
        unsigned char c = (unsigned char)sample.p[i];
        letters += c == 0xD0 || c == 0xDE || c == 0xF0 || c == 0xFE;
        if (c >= 0x80 && c <= 0x9F && c != 0x91 && c != 0x92 && c != 0x93 && c != 0x94 &&
            c != 0x96) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        found += str_find(sample, str_of(words[i])) != SIZE_MAX;
    }
    return letters >= 2 && found >= 2;
}

const char *guess_charset(struct arena *arena, struct str bytes)
{
    struct str sample = sample_of(arena, bytes);
    const struct known *proposed = propose(sample);
    if (proposed == NULL) {
        return is_welsh(sample) ? "ISO-8859-14" : NULL;
    }
    const char *name = proposed->name;
    for (size_t i = 0; i < sample.n && proposed->windows != NULL; i++) {
        unsigned char c = (unsigned char)sample.p[i];
        name = c >= 0x80 && c <= 0x9F ? proposed->windows : name;
    }
    return is_writing(arena, name, proposed->script, sample) ? name : NULL;
}
