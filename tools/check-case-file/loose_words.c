/* See loose_words.h. */
#include "loose_words.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { DISTANCE_BYTES = 160, EDIT_EACH = 8, FUZZY_BYTES = 6, SWAP_BYTES = 5 };

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* An apostrophe between letters: its bytes, else 0. */
static size_t apostrophe(struct str text, size_t at)
{
    size_t n = text.p[at] == '\'' ? 1 : 0;
    if (at + 3 < text.n && memcmp(text.p + at, "\xE2\x80\x99", 3) == 0) {
        n = 3;
    }
    return n > 0 && at > 0 && is_word_byte(text.p[at - 1]) && at + n < text.n &&
                   is_word_byte(text.p[at + n])
               ? n
               : 0;
}

static char fold_byte(char c)
{
    if (c >= 'A' && c <= 'Z') {
        c = (char)(c + 32);
    }
    return c == '0'                           ? 'o'
           : c == '1' || c == 'i' || c == '|' ? 'l'
           : c == '5'                         ? 's'
           : c == '8'                         ? 'b'
                                              : c;
}

static bool is_break(struct str text, size_t at)
{
    /* U+2013 to U+201F: dashes and quotes are no letters, nor are boxes to tick (U+2610 to
     * U+2612, U+25A0, U+25A1, U+2713, U+2714) */
    static const char *const boxes[] = {"\xE2\x98\x90", "\xE2\x98\x91", "\xE2\x98\x92",
                                        "\xE2\x96\xA0", "\xE2\x96\xA1", "\xE2\x9C\x93",
                                        "\xE2\x9C\x94"};
    if (at + 2 >= text.n || text.p[at] != '\xE2') {
        return false;
    }
    for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++) {
        if (memcmp(text.p + at, boxes[i], 3) == 0) {
            return true;
        }
    }
    return text.p[at + 1] == '\x80';
}

/* Where a key of a program such as "dateOfSigning" has its next word: letters behind a small
 * one begin with a capital. Only keys: two such and more ("Pocklington" has none, "McDonald"
 * one), or one behind three letters and before a colon. */
static bool is_key(struct str text, size_t at)
{
    size_t parts = 0;
    size_t lead = 0;
    size_t i = at;
    while (i < text.n && is_word_byte(text.p[i])) {
        bool part = i > at && text.p[i] >= 'A' && text.p[i] <= 'Z' && text.p[i - 1] >= 'a' &&
                    text.p[i - 1] <= 'z';
        lead = part && parts == 0 ? i - at : lead;
        parts += part;
        i++;
    }
    bool colon = i < text.n && text.p[i] == ':';
    bool spaced = i + 1 < text.n && text.p[i] == ' ' && text.p[i + 1] == ':';
    return parts > 1 || (parts == 1 && lead > 3 && (colon || spaced));
}

/* One word from *at on, folded, at most LOOSE_WORD_MAX bytes of it; *at goes past it. Its
 * length. */
static size_t read_word(struct str text, size_t *at, bool key, char *folded)
{
    const size_t start = *at;
    size_t n = 0;
    while (*at < text.n) {
        if (key && *at > start && text.p[*at] >= 'A' && text.p[*at] <= 'Z') {
            break;
        }
        size_t skip = apostrophe(text, *at);
        if (skip > 0) {
            *at += skip;
            continue;
        }
        bool bar = text.p[*at] == '|' && *at > start && *at + 1 < text.n &&
                   is_word_byte(text.p[*at + 1]);
        if ((!is_word_byte(text.p[*at]) && !bar) || is_break(text, *at)) {
            break;
        }
        char c = fold_byte(text.p[*at]);
        if (c == 'n' && n > 0 && folded[n - 1] == 'r') {
            folded[n - 1] = 'm';
        } else if (n < LOOSE_WORD_MAX) {
            folded[n++] = c;
        }
        (*at)++;
    }
    return n;
}

/* A case may have millions of words: what is kept of a text is as long as it must be, and all
 * its folded words lie in one piece, since none is longer than where it stands. */
void loose_words_read(struct arena *arena, struct str text, struct loose_words *words)
{
    struct loose_word *items = NULL;
    char *folded = arena_alloc(arena, text.n + LOOSE_WORD_MAX);
    size_t at = 0;
    size_t key_end = 0;
    *words = (struct loose_words){.arena = arena};
    while (at < text.n) {
        if (!is_word_byte(text.p[at]) && text.p[at] != '|') {
            at++;
            continue;
        }
        if (is_break(text, at)) {
            at += 3;
            continue;
        }
        size_t start = at;
        if (at >= key_end && is_key(text, at)) {
            for (key_end = at; key_end < text.n && is_word_byte(text.p[key_end]);) {
                key_end++;
            }
        }
        size_t n = read_word(text, &at, at < key_end, folded);
        if (at == start) {
            at++; /* a bar alone */
            continue;
        }
        items = mem_grow(items, words->count, &words->capacity, sizeof *items);
        items[words->count++] =
            (struct loose_word){str_n(folded, n), (uint32_t)start, (uint32_t)at};
        folded += n;
    }
    words->items = arena_alloc(arena, (words->count + 1) * sizeof *items);
    if (words->count > 0) {
        memcpy(words->items, items, words->count * sizeof *items);
    }
    words->capacity = words->count;
    free(items);
}

struct str loose_join(const struct loose_words *words, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        n += words->items[i].folded.n + 1;
    }
    char *out = arena_alloc(words->arena, n + 1);
    n = 0;
    for (size_t i = from; i < to; i++) {
        if (i > from) {
            out[n++] = ' ';
        }
        memcpy(out + n, words->items[i].folded.p, words->items[i].folded.n);
        n += words->items[i].folded.n;
    }
    out[n] = '\0';
    return str_n(out, n);
}

size_t loose_count(struct str folded)
{
    size_t n = folded.n > 0 ? 1 : 0;
    for (size_t i = 0; i < folded.n; i++) {
        n += folded.p[i] == ' ';
    }
    return n;
}

struct str loose_fold(struct arena *arena, struct str text)
{
    struct loose_words words;
    loose_words_read(arena, text, &words);
    return loose_join(&words, 0, words.count);
}

void loose_phrase_read(struct arena *arena, struct str text, struct loose_phrase *phrase)
{
    struct loose_words words;
    size_t part = str_find(text, STR(" ~ "));
    struct loose_phrase *also = NULL;
    if (part != SIZE_MAX) {
        also = arena_alloc(arena, sizeof *also);
        loose_phrase_read(arena, str_from(text, part + 3), also);
        text.n = part;
    }
    loose_words_read(arena, text, &words);
    *phrase = (struct loose_phrase){
        .source = text, .also = also, .words = words.items, .count = words.count};
    phrase->prefix = arena_zalloc(arena, words.count + 1);
    phrase->gap = arena_zalloc(arena, words.count + 1);
    for (size_t i = 0; i < words.count; i++) {
        size_t end = words.items[i].end;
        size_t before = i > 0 ? words.items[i - 1].end : 0;
        phrase->prefix[i] = end < text.n && text.p[end] == '*';
        phrase->gap[i] = i > 0 && str_find(str_sub(text, before, words.items[i].start - before),
                                           STR("...")) != SIZE_MAX;
    }
}

/* One letter changed, left out or put in. */
static bool one_edit(struct str a, struct str b)
{
    size_t same = 0;
    size_t longer = a.n > b.n ? a.n : b.n;
    size_t shorter = a.n > b.n ? b.n : a.n;
    while (same < shorter && a.p[same] == b.p[same]) {
        same++;
    }
    size_t rest_a = a.n - same - (a.n >= b.n && same < a.n ? 1 : 0);
    size_t rest_b = b.n - same - (b.n >= a.n && same < b.n ? 1 : 0);
    return longer - shorter <= 1 && rest_a == rest_b &&
           memcmp(a.p + a.n - rest_a, b.p + b.n - rest_b, rest_a) == 0;
}

/* Letters that scanning takes for one another and loose_words_read does not fold. */
static bool look_alike(char a, char b)
{
    static const char *const pairs[] = {"ce", "ft", "ao", "hb", "un"};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if ((a == pairs[i][0] && b == pairs[i][1]) || (a == pairs[i][1] && b == pairs[i][0])) {
            return true;
        }
    }
    return false;
}

bool loose_swap(struct str a, struct str b, size_t least)
{
    size_t swaps = 0;
    for (size_t i = 0; a.n == b.n && i < a.n; i++) {
        swaps += a.p[i] == b.p[i] ? 0 : look_alike(a.p[i], b.p[i]) ? 1 : 2;
    }
    return a.n == b.n && a.n >= least && swaps <= 1;
}

/* As word_is for words whose first letters differ, which are nearly all of a text: then the
 * rest must be the same. */
static bool differs_at_first(struct str wanted, struct str word, bool prefix)
{
    size_t n = wanted.n;
    if (n < SWAP_BYTES || word.n + 1 < n) {
        return false;
    }
    if (prefix) {
        return n >= FUZZY_BYTES && word.n >= n &&
               memcmp(word.p + 1, wanted.p + 1, n - 1) == 0 &&
               look_alike(word.p[0], wanted.p[0]);
    }
    if (word.n == n) {
        return memcmp(word.p + 1, wanted.p + 1, n - 1) == 0 &&
               (n >= FUZZY_BYTES || look_alike(word.p[0], wanted.p[0]));
    }
    if (n < FUZZY_BYTES || word.n < FUZZY_BYTES || word.n > n + 1) {
        return false;
    }
    return word.n > n ? memcmp(word.p + 1, wanted.p, n) == 0
                      : memcmp(word.p, wanted.p + 1, n - 1) == 0;
}

static bool word_is(const struct loose_phrase *phrase, size_t k, struct str word)
{
    struct str wanted = phrase->words[k].folded;
    if (word.n == 0 || wanted.n == 0 || word.p[0] != wanted.p[0]) {
        return differs_at_first(wanted, word, phrase->prefix[k]);
    }
    if (phrase->prefix[k]) {
        return str_starts(word, wanted) ||
               (wanted.n >= FUZZY_BYTES &&
                loose_swap(str_sub(word, 0, wanted.n), wanted, SWAP_BYTES));
    }
    return str_eq(word, wanted) || loose_swap(word, wanted, SWAP_BYTES) ||
           (word.n >= FUZZY_BYTES && wanted.n >= FUZZY_BYTES && one_edit(word, wanted));
}

bool loose_phrase_at(const struct loose_phrase *phrase, const struct loose_words *words,
                     size_t at, size_t to, size_t *last)
{
    size_t i = at;
    for (size_t k = 0; k < phrase->count; k++) {
        size_t tries = phrase->gap[k] ? LOOSE_GAP + 1 : 1;
        while (tries > 0 && i < to && !word_is(phrase, k, words->items[i].folded)) {
            i++;
            tries--;
        }
        if (tries == 0 || i >= to) {
            return false;
        }
        *last = i++;
    }
    return phrase->count > 0;
}

bool loose_phrase_find(const struct loose_phrase *phrase, const struct loose_words *words,
                       size_t from, size_t to, size_t *first, size_t *last)
{
    to = to < words->count ? to : words->count;
    for (size_t at = from; at < to; at++) {
        if (loose_phrase_at(phrase, words, at, to, last)) {
            *first = at;
            return true;
        }
    }
    return false;
}

bool loose_phrase_also(const struct loose_phrase *phrase, const struct loose_words *words,
                       size_t from, size_t to)
{
    size_t first;
    size_t last;
    for (phrase = phrase->also; phrase != NULL; phrase = phrase->also) {
        if (!loose_phrase_find(phrase, words, from, to, &first, &last)) {
            return false;
        }
    }
    return true;
}

/* The next row of the table of distances, of the byte a[i - 1]; its least cell. The cells
 * within `most` of the diagonal are filled in, no others can tell; what lies beside them is
 * more. */
static size_t next_row(struct str a, struct str b, size_t i, size_t most, size_t *row)
{
    size_t from = i > most + 1 ? i - most : 1;
    size_t to = b.n < i + most ? b.n : i + most;
    size_t above_left = row[from - 1];
    size_t least = from == 1 ? i : most + 1;
    row[from - 1] = least;
    for (size_t j = from; j <= to; j++) {
        size_t above = j < i + most ? row[j] : most + 1;
        size_t best = above_left + (a.p[i - 1] == b.p[j - 1] ? 0 : 1);
        best = above + 1 < best ? above + 1 : best;
        best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
        above_left = row[j];
        row[j] = best;
        least = best < least ? best : least;
    }
    return least;
}

/* Below a row that is more than `most` all is. */
size_t loose_distance(struct str a, struct str b, size_t most)
{
    size_t gap = a.n > b.n ? a.n - b.n : b.n - a.n;
    if (gap > most || a.n > DISTANCE_BYTES || b.n > DISTANCE_BYTES) {
        return most + 1;
    }
    size_t row[DISTANCE_BYTES + 1] = {0};
    for (size_t j = 0; j <= b.n; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= a.n; i++) {
        if (next_row(a, b, i, most, row) > most) {
            return most + 1;
        }
    }
    return row[b.n] <= most ? row[b.n] : most + 1;
}

bool loose_same(struct str a, struct str b)
{
    size_t longer = a.n > b.n ? a.n : b.n;
    size_t most = longer / EDIT_EACH;
    return loose_distance(a, b, most) <= most;
}
