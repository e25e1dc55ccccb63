#include "casefile/page_lines.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "casefile/word_places.h"

#include <stdlib.h>

enum { FAR = 100000000, LINE_MAX_BYTES = 65536 };

static int by_place(const void *a, const void *b)
{
    const struct page_word *x = a;
    const struct page_word *y = b;
    int32_t up = x->y0 + x->y1;
    int32_t down = y->y0 + y->y1;
    return up != down ? (up > down) - (up < down)
                      : (x->start > y->start) - (x->start < y->start);
}

static int by_x(const void *a, const void *b)
{
    const struct page_word *x = a;
    const struct page_word *y = b;
    return x->x0 != y->x0 ? (x->x0 > y->x0) - (x->x0 < y->x0)
                          : (x->start > y->start) - (x->start < y->start);
}

static bool sound(const struct word_place *place)
{
    return place->start >= 0 && place->end > place->start && place->x0 > -FAR &&
           place->y0 > -FAR && place->x1 < FAR && place->y1 < FAR && place->x0 < place->x1 &&
           place->y0 < place->y1;
}

/* Whether a word of a scan is a mark alone: what is left of a line of the table. */
static bool only_marks(struct str word)
{
    for (size_t i = 0; i < word.n; i++) {
        unsigned char c = (unsigned char)word.p[i];
        bool letter = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        if (letter || c == '#' || (c >= 0xC3 && c != 0xE2)) { /* U+2xxx are signs */
            return false;
        }
    }
    return true;
}

/* The words in the order of the text, so that its bytes are gone through once. */
static size_t take_words(struct str text, struct str places, struct page_word *words,
                         size_t *scanned)
{
    struct word_place place = {0};
    size_t at = 0;
    size_t byte = 0;
    int32_t point = 0;
    size_t count = 0;
    while (count < PAGE_LINES_WORDS_MAX && word_place_next(places, &at, &place)) {
        if (!sound(&place)) {
            continue;
        }
        if (place.start < point) {
            byte = 0;
            point = 0;
        }
        size_t ahead = utf8_offset(str_from(text, byte), (size_t)(place.start - point));
        if (ahead == SIZE_MAX) { /* past the text's end */
            continue;
        }
        byte += ahead;
        point = place.start;
        struct str rest = str_from(text, byte);
        size_t length = utf8_offset(rest, (size_t)(place.end - place.start));
        struct str word = str_sub(rest, 0, length == SIZE_MAX ? 0 : length);
        if (word.n > 0 && (place.confidence < 0 || !only_marks(word))) {
            *scanned += place.confidence >= 0;
            words[count++] = (struct page_word){word,     place.start, place.end, place.x0,
                                                place.y0, place.x1,    place.y1};
        }
    }
    return count;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;
    return (*x > *y) - (*x < *y);
}

/* How much the lines of a scan fall to the right: the median of what the words that follow one
 * another say, from the first to the last of each run of at least RUN. */
static double slope_of(struct arena *arena, const struct page_word *words, size_t count)
{
    enum { RUN = 10000, LEAST = 3 };
    double *slopes = arena_alloc(arena, (count + 1) * sizeof *slopes);
    size_t found = 0;
    for (size_t from = 0; from < count;) {
        size_t to = from;
        while (to + 1 < count && words[to + 1].x0 > words[to].x0 &&
               abs(words[to + 1].y1 - words[to].y1) < (words[to].y1 - words[to].y0) / 3) {
            to++;
        }
        int32_t wide = words[to].x0 - words[from].x0;
        if (wide >= RUN) {
            slopes[found++] = (double)(words[to].y1 - words[from].y1) / wide;
        }
        from = to + 1;
    }
    qsort(slopes, found, sizeof *slopes, by_value);
    return found >= LEAST ? slopes[found / 2] : 0;
}

/* Boxes as if the page had been put down straight. */
static void set_straight(struct arena *arena, struct page_word *words, size_t count)
{
    const double least = 0.002;
    double slope = slope_of(arena, words, count);
    for (size_t i = 0; i < count && (slope > least || slope < -least); i++) {
        int32_t fall = (int32_t)(slope * words[i].x0);
        words[i].y0 -= fall;
        words[i].y1 -= fall;
    }
}

static size_t count_places(struct str places)
{
    struct word_place place = {0};
    size_t at = 0;
    size_t count = 0;
    while (word_place_next(places, &at, &place)) {
        count++;
    }
    return count;
}

/* Whether a word stands beside those of a line rather than below them. */
static bool beside(const struct page_line *line, const struct page_word *word)
{
    int32_t middle = word->y0 + (word->y1 - word->y0) / 2;
    int32_t first = line->words[0].y0 + (line->words[0].y1 - line->words[0].y0) / 2;
    int32_t low = word->y1 - word->y0;
    int32_t other = line->words[0].y1 - line->words[0].y0;
    return middle - first < (low < other ? low : other) / 2;
}

struct page_lines page_lines_of(struct arena *arena, struct str text, struct str places)
{
    struct page_lines out = {0};
    size_t room = count_places(places);
    if (room == 0 || room > PAGE_LINES_WORDS_MAX) {
        return out;
    }
    struct page_word *words = arena_alloc(arena, room * sizeof *words);
    size_t scanned = 0;
    size_t count = take_words(text, places, words, &scanned);
    if (scanned * 2 > count) {
        set_straight(arena, words, count);
    }
    qsort(words, count, sizeof *words, by_place);
    out.lines = arena_alloc(arena, (count + 1) * sizeof *out.lines);
    for (size_t i = 0; i < count; i++) {
        struct page_word *word = &words[i];
        struct page_line *line = out.count == 0 ? NULL : &out.lines[out.count - 1];
        out.width = word->x1 > out.width ? word->x1 : out.width;
        if (line == NULL || !beside(line, word)) {
            out.lines[out.count++] = (struct page_line){word, 1, word->y0, word->y1};
            continue;
        }
        line->count++;
        line->y0 = word->y0 < line->y0 ? word->y0 : line->y0;
        line->y1 = word->y1 > line->y1 ? word->y1 : line->y1;
    }
    for (size_t i = 0; i < out.count; i++) {
        qsort(out.lines[i].words, out.lines[i].count, sizeof *words, by_x);
    }
    return out;
}

size_t page_line_phrase(const struct page_line *line, size_t from)
{
    size_t end = from + 1;
    while (end < line->count) {
        const struct page_word *before = &line->words[end - 1];
        int32_t high = before->y1 - before->y0;
        if (line->words[end].x0 - before->x1 >= high / 10 * 6) {
            break;
        }
        end++;
    }
    return end - from;
}

struct str page_line_text(struct arena *arena, const struct page_line *line, size_t from,
                          size_t count)
{
    struct strbuf out;
    strbuf_init(&out, LINE_MAX_BYTES);
    for (size_t i = from; i < from + count && i < line->count; i++) {
        strbuf_puts(&out, i > from ? " " : "");
        strbuf_str(&out, line->words[i].text);
    }
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}
