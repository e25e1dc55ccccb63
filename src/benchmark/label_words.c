/* See label_words.h. */
#include "benchmark/label_words.h"

#include "base/mem.h"

#include <stdbool.h>
#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_edge(struct str text, size_t at)
{
    char c = text.p[at];
    if (is_blank(c)) {
        return true;
    }
    if (c == '\0' || strchr(":;,()[]{}<>\"|=", c) == NULL) {
        return false;
    }
    return !(at > 0 && at + 1 < text.n && is_digit(text.p[at - 1]) && is_digit(text.p[at + 1]));
}

static const char *const before[] = {"'", "\xE2\x80\x98", "\xE2\x80\x9C", NULL};
static const char *const after[] = {
    ".", "!", "?", "'s", "\xE2\x80\x99s", "'", "\xE2\x80\x99", "\xE2\x80\x9D", NULL};

/* Without what belongs outside at its ends; whole when nothing would be left. */
static void trim(struct str text, size_t *from, size_t *to)
{
    size_t first = *from;
    size_t last = *to;
    bool again = true;
    while (again) {
        struct str word = str_sub(text, first, last - first);
        again = false;
        for (size_t i = 0; !again && before[i] != NULL; i++) {
            again = str_starts(word, str_of(before[i]));
            first += again ? strlen(before[i]) : 0;
        }
        for (size_t i = 0; !again && after[i] != NULL; i++) {
            again = str_ends(word, str_of(after[i]));
            last -= again ? strlen(after[i]) : 0;
        }
    }
    if (first < last) {
        *from = first;
        *to = last;
    }
}

/* Code points from byte `from` to byte `to`. */
static int64_t points(struct str text, size_t from, size_t to)
{
    int64_t count = 0;
    for (size_t i = from; i < to; i++) {
        count += ((unsigned char)text.p[i] & 0xC0) != 0x80;
    }
    return count;
}

struct label_word *label_words(struct arena *arena, struct str text, size_t *count)
{
    struct label_word *words = arena_alloc(arena, (text.n / 2 + 2) * sizeof *words);
    size_t at = 0;   /* byte up to which code points were counted */
    int64_t sum = 0; /* of them */
    *count = 0;
    for (size_t i = 0; i < text.n;) {
        size_t end = i;
        while (end < text.n && !is_edge(text, end)) {
            end++;
        }
        if (end > i) {
            size_t from = i;
            size_t to = end;
            trim(text, &from, &to);
            sum += points(text, at, from);
            int64_t length = points(text, from, to);
            words[(*count)++] = (struct label_word){from, to, sum, sum + length};
            sum += length;
            at = to;
        }
        i = end + 1;
    }
    return words;
}
