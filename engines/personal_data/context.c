/* Words around a span; see context.h. */
#include "personal_data/context.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

bool context_lists(const char *words, struct str word)
{
    char folded[33];
    if (word.n == 0 || word.n >= sizeof folded) {
        return false;
    }
    for (size_t i = 0; i < word.n; i++) {
        folded[i] = lower(word.p[i]);
        if (folded[i] == ' ' || folded[i] == '\0') {
            return false; /* no word of a list */
        }
    }
    folded[word.n] = '\0';
    for (const char *at = strstr(words, folded); at != NULL; at = strstr(at + 1, folded)) {
        if ((at == words || at[-1] == ' ') && (at[word.n] == ' ' || at[word.n] == '\0')) {
            return true;
        }
    }
    return false;
}

static bool window_has(struct str window, const char *words)
{
    size_t at = 0;
    while (at < window.n) {
        size_t end = at;
        while (end < window.n && is_word_byte(lower(window.p[end]))) {
            end++;
        }
        if (end > at && context_lists(words, str_n(window.p + at, end - at))) {
            return true;
        }
        at = end + 1;
    }
    return false;
}

bool context_has(struct str text, size_t start, size_t end, size_t before, size_t after,
                 const char *words)
{
    before = before > CONTEXT_MAX ? CONTEXT_MAX : before;
    after = after > CONTEXT_MAX ? CONTEXT_MAX : after;
    size_t from = start;
    while (from > 0 && start - from < before && text.p[from - 1] != '\n') {
        from--;
    }
    size_t to = end;
    while (to < text.n && to - end < after && text.p[to] != '\n') {
        to++;
    }
    return window_has(str_n(text.p + from, start - from), words) ||
           window_has(str_n(text.p + end, to - end), words);
}
