/* whisper-en: what is done to a text around its numbers, before and after their words become
 * digits; see norm_whisper.h. */
#include "score/speech/norm_whisper.h"

#include "base/utf8.h"
#include "metrics/unicode/unicode.h"

#define CENT "\xC2\xA2"

static bool is_digit_at(struct str text, size_t at)
{
    return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

static bool is_letter_at(struct str text, size_t at)
{
    return at < text.n && text.p[at] >= 'a' && text.p[at] <= 'z';
}

/* Bytes of a £, € or $ at `at`, else 0. */
static size_t currency_at(struct str text, size_t at)
{
    struct str rest = str_from(text, at);
    return str_starts(rest, STR("$"))              ? 1
           : str_starts(rest, STR("\xC2\xA3"))     ? 2
           : str_starts(rest, STR("\xE2\x82\xAC")) ? 3
                                                   : 0;
}

/* The end of "and a half" at `at`, with words apart on either side; 0 where there is none. */
static size_t half_end(struct str text, size_t at)
{
    static const char *const words[] = {"and", "a", "half"};
    if (whisper_word_before(text, at)) {
        return 0;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t space = i == 0 ? 0 : whisper_space_run(text, at);
        struct str word = str_of(words[i]);
        at += space;
        if ((i > 0 && space == 0) || !str_starts(str_from(text, at), word)) {
            return 0;
        }
        at += word.n;
    }
    return whisper_word_at(text, at) ? 0 : at;
}

static struct str last_word(struct str text)
{
    struct str word = STR("");
    while (unicode_word(&text, &word)) {
    }
    return word;
}

static void add_part(struct strbuf *out, struct str part, bool *any)
{
    if (*any) {
        strbuf_putc(out, ' ');
    }
    *any = true;
    strbuf_str(out, part);
}

void whisper_halves(struct strbuf *out, struct str text)
{
    bool any = false;
    size_t start = 0;
    for (size_t at = 0; at <= text.n; at++) {
        size_t end = at < text.n && text.p[at] == 'a' ? half_end(text, at) : 0;
        if (end == 0 && at < text.n) {
            continue;
        }
        struct str part = str_sub(text, start, at - start);
        if (unicode_trim(part).n > 0) { /* else "and a half" is lost with it */
            add_part(out, part, &any);
            const struct whisper_word *word = whisper_word_of(last_word(part));
            bool number =
                whisper_is_decimal(word) ||
                (word != NULL && word->kind == WHISPER_POWER && word->mark[0] == '\0');
            if (end > 0) {
                add_part(out, number ? STR("point five") : STR("and a half"), &any);
            }
        }
        start = end;
        at = end > 0 ? end - 1 : at;
    }
}

void whisper_boundaries(struct strbuf *out, struct str text)
{
    for (size_t at = 0; at < text.n; at++) {
        strbuf_putc(out, text.p[at]);
        if ((is_letter_at(text, at) && is_digit_at(text, at + 1)) ||
            (is_digit_at(text, at) && is_letter_at(text, at + 1))) {
            strbuf_putc(out, ' ');
        }
    }
}

void whisper_suffixes(struct strbuf *out, struct str text)
{
    static const char *const suffixes[] = {"st", "nd", "rd", "th", "s"};
    for (size_t at = 0; at < text.n;) {
        size_t space = is_digit_at(text, at) ? whisper_space_run(text, at + 1) : 0;
        strbuf_putc(out, text.p[at++]);
        for (size_t i = 0; space > 0 && i < sizeof suffixes / sizeof suffixes[0]; i++) {
            struct str suffix = str_of(suffixes[i]);
            if (str_starts(str_from(text, at + space), suffix) &&
                !whisper_word_at(text, at + space + suffix.n)) {
                strbuf_str(out, suffix);
                at += space + suffix.n;
                break;
            }
        }
    }
}

/* The end of one or two digits at `at` that no character of a word follows; 0 where there are
 * none. *value is theirs. */
static size_t cents_end(struct str text, size_t at, int *value)
{
    size_t end = at;
    *value = 0;
    while (end < at + 2 && is_digit_at(text, end)) {
        *value = *value * 10 + text.p[end++] - '0';
    }
    return end == at || whisper_word_at(text, end) ? 0 : end;
}

/* "$2 and ¢7", "$2 ¢7" at `at`: where it ends, 0 where there is none. */
static size_t add_cents(struct strbuf *out, struct str text, size_t at)
{
    size_t sign = currency_at(text, at);
    size_t whole = at + sign;
    while (sign > 0 && is_digit_at(text, whole)) {
        whole++;
    }
    size_t next = whole + 1;
    if (whole == at + sign || whole == text.n || text.p[whole] != ' ') {
        return 0;
    }
    next += str_starts(str_from(text, next), STR("and ")) ? 4 : 0;
    int cents;
    if (!str_starts(str_from(text, next), STR(CENT))) {
        return 0;
    }
    size_t end = cents_end(text, next + STR(CENT).n, &cents);
    if (end > 0) {
        strbuf_str(out, str_sub(text, at, whole - at));
        strbuf_printf(out, ".%02d", cents);
    }
    return end;
}

void whisper_cents(struct strbuf *out, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = add_cents(out, text, at);
        at = end > 0 ? end : whisper_copy(out, text, at);
    }
}

/* "$0.36" and, as any character may stand where the point does, "$0136". */
static size_t add_small_cents(struct strbuf *out, struct str text, size_t at)
{
    size_t sign = currency_at(text, at);
    size_t point = at + sign + 1;
    if (sign == 0 || point >= text.n || text.p[point - 1] != '0') {
        return 0;
    }
    (void)unicode_next(text, &point);
    int cents;
    size_t end = cents_end(text, point, &cents);
    if (end > 0) {
        strbuf_printf(out, CENT "%d", cents);
    }
    return end;
}

void whisper_small_cents(struct strbuf *out, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = add_small_cents(out, text, at);
        at = end > 0 ? end : whisper_copy(out, text, at);
    }
}

void whisper_ones(struct strbuf *out, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t plural = at + 1 < text.n && text.p[at + 1] == 's' ? 1 : 0;
        if (text.p[at] == '1' && !whisper_word_before(text, at) &&
            !whisper_word_at(text, at + 1 + plural)) {
            strbuf_puts(out, plural > 0 ? "ones" : "one");
            at += 1 + plural;
        } else {
            at = whisper_copy(out, text, at);
        }
    }
}
