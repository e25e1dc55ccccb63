/* See plain_word.h. */
#include "casetext/plain_word.h"

#include "base/ascii_case.h"

#include <string.h>

char plain_word_lower(char c)
{
    return ascii_lower(c);
}

bool plain_word_byte(char c)
{
    c = plain_word_lower(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

bool plain_word_next(struct str text, size_t *at, struct str *word)
{
    while (*at < text.n && !plain_word_byte(text.p[*at])) {
        (*at)++;
    }
    size_t start = *at;
    while (*at < text.n && plain_word_byte(text.p[*at])) {
        (*at)++;
    }
    *word = str_sub(text, start, *at - start);
    return *at > start;
}

bool plain_word_is(struct str word, const char *lower)
{
    size_t n = strlen(lower);
    bool same = word.n == n;
    for (size_t i = 0; i < n && same; i++) {
        same = plain_word_lower(word.p[i]) == lower[i];
    }
    return same;
}

bool plain_word_among(struct str word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (plain_word_is(word, list[i])) {
            return true;
        }
    }
    return false;
}
