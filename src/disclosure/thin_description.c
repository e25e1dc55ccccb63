#include "disclosure/thin_description.h"

#include "base/month.h"

#include <string.h>

enum { ABBREVIATION_MAX = 5, FORM_WORDS_MAX = 4 };

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The next run of letters and digits; false at the end. */
static bool next_word(struct str text, size_t *at, struct str *word)
{
    while (*at < text.n && !letter(text.p[*at]) && !digit(text.p[*at])) {
        ++*at;
    }
    size_t from = *at;
    while (*at < text.n && (letter(text.p[*at]) || digit(text.p[*at]))) {
        ++*at;
    }
    *word = str_sub(text, from, *at - from);
    return *at > from;
}

static size_t count_words(struct str text)
{
    struct str word;
    size_t count = 0;
    for (size_t at = 0; next_word(text, &at, &word);) {
        count++;
    }
    return count;
}

/* "MG11", "MG 6C", "Form 174", "HORT1": capitals and a number, or form and a number. */
static bool is_form_number(struct str text)
{
    struct str word;
    bool number = false;
    size_t capitals = 0;
    size_t others = 0;
    for (size_t at = 0; next_word(text, &at, &word);) {
        bool plain = str_is(word, "form") || str_is(word, "Form") || str_is(word, "copy") ||
                     str_is(word, "Copy") || str_is(word, "of") || str_is(word, "no") ||
                     str_is(word, "No");
        bool upper = true;
        for (size_t i = 0; i < word.n; i++) {
            number = number || digit(word.p[i]);
            upper = upper && (digit(word.p[i]) || (word.p[i] >= 'A' && word.p[i] <= 'Z'));
        }
        capitals += upper;
        others += !upper && !plain;
    }
    return number && capitals > 0 && others == 0 && count_words(text) <= FORM_WORDS_MAX;
}

static bool has_vowel(struct str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (strchr("AEIOUY", word.p[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* Capitals alone, and known as one or without a vowel: names in capitals are none. */
static bool is_abbreviation(struct str word, const struct js *abbreviations)
{
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] < 'A' || word.p[i] > 'Z') {
            return false;
        }
    }
    if (abbreviations != NULL && js_member_str(abbreviations, word) != NULL) {
        return true;
    }
    return word.n >= 2 && word.n <= ABBREVIATION_MAX && !has_vowel(word);
}

static bool in_brackets(struct str text, size_t from, size_t end)
{
    return from > 0 && text.p[from - 1] == '(' && end < text.n && text.p[end] == ')';
}

/* Is it spelled out: in brackets after its words, or with its words in brackets after it, which
 * are square ones within a quotation? */
static bool spelled_out(struct str text, struct str wanted)
{
    struct str word;
    for (size_t at = 0; next_word(text, &at, &word);) {
        size_t from = at - word.n;
        bool before = at + 1 < text.n && text.p[at] == ' ' &&
                      (text.p[at + 1] == '(' || text.p[at + 1] == '[');
        if (str_eq(word, wanted) && (in_brackets(text, from, at) || before)) {
            return true;
        }
    }
    return false;
}

static bool lacks_words(struct str text, const struct js *abbreviations)
{
    struct str word;
    for (size_t at = 0; next_word(text, &at, &word);) {
        if (is_abbreviation(word, abbreviations) && !spelled_out(text, word)) {
            return true;
        }
    }
    return false;
}

/* A month beside a number, or numbers with strokes, stops or dashes between. */
static bool has_date(struct str text)
{
    struct str word;
    bool number_before = false;
    bool month_before = false;
    size_t joined = 0;
    for (size_t at = 0; next_word(text, &at, &word);) {
        size_t end = at - word.n;
        bool number = digit(word.p[0]);
        bool close = end > 0 && strchr("/.-", text.p[end - 1]) != NULL;
        if ((number && month_before) || (month_of_word(word) > 0 && number_before)) {
            return true;
        }
        joined = number && close ? joined + 1 : number ? 1 : 0;
        if (joined == 3) {
            return true;
        }
        number_before = number;
        month_before = month_of_word(word) > 0;
    }
    return false;
}

unsigned thin_description(struct str description, const struct js *abbreviations)
{
    unsigned flags = 0;
    flags |= is_form_number(description) ? THIN_FORM_NUMBER : 0;
    flags |= count_words(description) < THIN_WORDS_MIN ? THIN_SHORT : 0;
    flags |= lacks_words(description, abbreviations) ? THIN_ABBREVIATION : 0;
    flags |= has_date(description) ? 0 : THIN_NO_DATE;
    return flags;
}

void thin_description_say(unsigned flags, struct strbuf *out)
{
    static const struct {
        unsigned flag;
        const char *words;
    } said[] = {{THIN_FORM_NUMBER, "a form's number says nothing of what stands on it"},
                {THIN_SHORT, "fewer than 8 words"},
                {THIN_ABBREVIATION, "an abbreviation that is not spelled out"},
                {THIN_NO_DATE, "no date"},
                {THIN_SAME, "the same words as another item's"}};
    size_t put = 0;
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        if ((flags & said[i].flag) != 0) {
            strbuf_puts(out, put++ > 0 ? "; " : "");
            strbuf_puts(out, said[i].words);
        }
    }
}
