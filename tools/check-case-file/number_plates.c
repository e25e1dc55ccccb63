/* See number_plates.h. SOURCE of the formats: "Vehicle registration plates of the United
 * Kingdom", Wikipedia, and guides of dealers in plates, which agree with it; the regulations of
 * 2001 were not read. */
#include "number_plates.h"

#include <string.h>

/* 'A': a letter, 'Z': letters of which one must be I or Z, '9': a digit, ' ': a blank that may
 * be left out. */
static const char *const formats[] = {"AA99 AAA", "A999 AAA", "A99 AAA", "A9 AAA",
                                      "AAA 999A", "AAA 99A",  "AAA 9A",  "ZZZ 9999"};

static bool is_alnum(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* The letter or digit that belongs there, '\0': none. `loose`: O for 0, 1 for I and so on. */
static char as_wanted(char format, char c, bool loose)
{
    if (!loose) {
        bool fits = format == '9' ? c >= '0' && c <= '9' : c >= 'A' && c <= 'Z';
        return (char)(fits ? c : '\0');
    }
    if (format == '9') {
        return c == 'O' ? '0' : c == 'I' ? '1' : c >= '0' && c <= '9' ? c : '\0';
    }
    return c == '0' ? 'O' : c == '1' ? 'I' : c >= 'A' && c <= 'Z' ? c : '\0';
}

static bool matches(struct str text, size_t at, const char *format, char plate[PLATE_ROOM],
                    size_t *end)
{
    size_t n = 0;
    size_t digits = 0;
    size_t letters = 0;
    bool northern = format[0] != 'Z';
    bool loose = format == formats[0]; /* the others look too much like other marks */
    for (const char *f = format; *f != '\0'; f++) {
        if (*f == ' ') {
            at += at < text.n && (text.p[at] == ' ' || text.p[at] == '\n');
            continue;
        }
        char c = at < text.n ? as_wanted(*f, text.p[at], loose) : '\0';
        if (c == '\0') {
            return false;
        }
        digits += text.p[at] >= '0' && text.p[at] <= '9' && *f == '9';
        letters += text.p[at] >= 'A' && text.p[at] <= 'Z' && *f != '9';
        northern = northern || c == 'I' || c == 'Z';
        plate[n++] = c;
        at++;
    }
    plate[n] = '\0';
    *end = at;
    return northern && digits > 0 && letters > 0 && (at == text.n || !is_alnum(text.p[at]));
}

bool number_plate_at(struct str text, size_t at, char plate[PLATE_ROOM], size_t *end)
{
    if (at > 0 && is_alnum(text.p[at - 1])) {
        return false;
    }
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (matches(text, at, formats[i], plate, end)) {
            return true;
        }
    }
    return false;
}
