/* See repeats.h. Text and words are folded to arrays of code points; at each beginning of a
 * word in the text, the candidates that begin with the same three characters (a table by hash)
 * are tried, the longest first. */
#include "casefolder/repeats.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "casefolder/text_fold.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096, SHORTEST = 3 };

struct folded {
    uint32_t *points; /* blanks in one run as one */
    int64_t *places;  /* code point in the text of each, and one past the end */
    size_t count;
};

struct candidate {
    struct folded folded;
    size_t of;
    struct candidate *next;
};

static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0;
}

static void fold(struct arena *arena, struct str text, struct folded *out)
{
    size_t length = utf8_count(text);
    size_t at = 0;
    int64_t place = 0;
    bool blank = false;
    out->points = arena_alloc(arena, (length + 1) * sizeof *out->points);
    out->places = arena_alloc(arena, (length + 2) * sizeof *out->places);
    out->count = 0;
    for (uint32_t c; at < text.n && utf8_next(text, &at, &c); place++) {
        bool is = is_blank(c);
        if (is && blank) {
            continue;
        }
        blank = is;
        out->places[out->count] = place;
        out->points[out->count++] = is ? ' ' : text_lower(c);
    }
    out->places[out->count] = place;
}

static size_t letters_of(const struct folded *word)
{
    size_t letters = 0;
    for (size_t i = 0; i < word->count; i++) {
        letters += text_is_word(word->points[i]) ? 1 : 0;
    }
    return letters;
}

static size_t bucket(const uint32_t *points)
{
    return (points[0] * 961u + points[1] * 31u + points[2]) % BUCKETS;
}

static void add(struct candidate **table, struct candidate *candidate)
{
    struct candidate **slot = &table[bucket(candidate->folded.points)];
    while (*slot != NULL && (*slot)->folded.count > candidate->folded.count) {
        slot = &(*slot)->next;
    }
    for (struct candidate *same = *slot; same != NULL; same = same->next) {
        if (same->folded.count == candidate->folded.count &&
            memcmp(same->folded.points, candidate->folded.points,
                   candidate->folded.count * sizeof(uint32_t)) == 0) {
            return;
        }
    }
    candidate->next = *slot;
    *slot = candidate;
}

static bool stands_at(const struct folded *text, size_t at, const struct folded *word)
{
    size_t end = at + word->count;
    return end <= text->count &&
           memcmp(text->points + at, word->points, word->count * sizeof(uint32_t)) == 0 &&
           (end == text->count || !text_is_word(text->points[end]) ||
            !text_is_word(text->points[end - 1]));
}

/* The first span of `covered` that ends after `start`; the spans are sorted by start. */
static bool is_covered(const struct repeat_span *covered, size_t count, size_t *from,
                       int64_t start, int64_t end)
{
    while (*from < count && covered[*from].end <= start) {
        ++*from;
    }
    for (size_t i = *from; i < count && covered[i].start < end; i++) {
        if (covered[i].end > start) {
            return true;
        }
    }
    return false;
}

size_t repeats_find(struct arena *arena, struct str text, const struct str *words, size_t count,
                    const struct repeat_span *covered, size_t covered_count, size_t most,
                    struct repeat_span **found)
{
    struct candidate **table = arena_zalloc(arena, BUCKETS * sizeof *table);
    struct folded folded;
    struct repeat_span *spans = NULL;
    size_t capacity = 0;
    size_t made = 0;
    size_t from = 0;
    for (size_t i = 0; i < count; i++) {
        struct candidate *candidate = arena_zalloc(arena, sizeof *candidate);
        fold(arena, words[i], &candidate->folded);
        candidate->of = i;
        if (letters_of(&candidate->folded) >= SHORTEST) {
            add(table, candidate);
        }
    }
    fold(arena, text, &folded);
    for (size_t at = 0; at + SHORTEST <= folded.count && made < most; at++) {
        if (at > 0 && text_is_word(folded.points[at]) && text_is_word(folded.points[at - 1])) {
            continue;
        }
        for (struct candidate *c = table[bucket(folded.points + at)]; c != NULL; c = c->next) {
            int64_t start = folded.places[at];
            if (!stands_at(&folded, at, &c->folded) ||
                is_covered(covered, covered_count, &from, start,
                           folded.places[at + c->folded.count])) {
                continue;
            }
            spans = mem_grow(spans, made, &capacity, sizeof *spans);
            spans[made++] =
                (struct repeat_span){start, folded.places[at + c->folded.count], c->of};
            at += c->folded.count - 1;
            break;
        }
    }
    *found = arena_alloc(arena, (made + 1) * sizeof **found);
    if (made > 0) {
        memcpy(*found, spans, made * sizeof *spans);
    }
    free(spans);
    return made;
}
