/* See document_spans.h. */
#include "metrics/spans/document_spans.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { PLACE_NUMBERS = 7 };

/* A text letter by letter. */
struct letters {
    uint32_t *c;
    size_t count;
};

/* The expected text, and what has been found hidden of it. */
struct cover {
    struct letters text;
    struct str *under; /* the label each is hidden under, p NULL: it is not */
    bool *hit;         /* by the mark at hand */
    size_t first, end; /* between which it hit letters */
};

static double number(const struct js *value)
{
    return value->type == JS_INT ? (double)value->integer : value->real;
}

static bool is_number(const struct js *value)
{
    return value->type == JS_INT || value->type == JS_REAL;
}

bool document_is_place(const struct js *value, int64_t length)
{
    const struct js *items = value->type == JS_ARRAY ? value->array.items : NULL;
    if (items == NULL || value->array.count != PLACE_NUMBERS) {
        return false;
    }
    bool good = items[0].type == JS_INT && items[1].type == JS_INT && items[2].type == JS_INT;
    for (size_t i = 3; good && i < PLACE_NUMBERS; i++) {
        good = is_number(&items[i]);
    }
    return good && items[0].integer >= 1 && items[1].integer >= 0 &&
           items[1].integer < items[2].integer && items[2].integer <= length &&
           number(&items[3]) <= number(&items[5]) && number(&items[4]) <= number(&items[6]);
}

static bool is_blank(uint32_t c)
{
    return c <= ' ' || c == 0xA0;
}

static struct letters letters_of(struct arena *arena, struct str text)
{
    struct letters letters = {arena_alloc(arena, (text.n + 1) * sizeof *letters.c), 0};
    size_t at = 0;
    uint32_t c;
    while (at < text.n && utf8_next(text, &at, &c)) {
        letters.c[letters.count++] = c;
    }
    return letters;
}

static void hit(struct cover *cover, size_t at)
{
    cover->hit[at] = true;
    cover->first = at < cover->first ? at : cover->first;
    cover->end = at >= cover->end ? at + 1 : cover->end;
}

/* The mark at hand is done: what it hit is hidden under its label, and blanks between two
 * letters it hit. What an earlier one hid keeps its label. */
static void settle(struct cover *cover, struct str label)
{
    bool after_hit = false; /* nothing but blanks since the last */
    size_t last = 0;
    for (size_t i = cover->first; i < cover->end; i++) {
        if (cover->hit[i]) {
            size_t from = after_hit ? last + 1 : i;
            for (size_t k = from; k <= i; k++) {
                cover->under[k] = cover->under[k].p != NULL ? cover->under[k] : label;
            }
            cover->hit[i] = false;
            after_hit = true;
            last = i;
        } else if (!is_blank(cover->text.c[i])) {
            after_hit = false;
        }
    }
    cover->first = SIZE_MAX;
    cover->end = 0;
}

/* ---- with pages ---- */

static bool is_in(const struct js *box, double x, double y)
{
    const struct js *side = box->array.items;
    return number(&side[0]) <= x && x <= number(&side[2]) && number(&side[1]) <= y &&
           y <= number(&side[3]);
}

static void hit_box(struct cover *cover, const struct js *places, int64_t page,
                    const struct js *box)
{
    for (size_t i = 0; i < places->array.count; i++) {
        const struct js *run = places->array.items[i].array.items;
        if (run[0].integer != page) {
            continue;
        }
        double letters = (double)(run[2].integer - run[1].integer);
        double x0 = number(&run[3]);
        double width = (number(&run[5]) - x0) / letters;
        double y = (number(&run[4]) + number(&run[6])) / 2;
        for (int64_t at = run[1].integer; at < run[2].integer; at++) {
            double x = x0 + width * ((double)(at - run[1].integer) + 0.5);
            if (is_in(box, x, y)) {
                hit(cover, (size_t)at);
            }
        }
    }
}

static void cover_by_place(struct cover *cover, const struct js *places,
                           const struct js *output)
{
    const struct js *marks = js_member(output, "marks");
    const struct js *regions = js_member(output, "unreadable");
    for (size_t i = 0; i < marks->array.count; i++) {
        const struct js *page = js_member(&marks->array.items[i], "page");
        const struct js *boxes = js_member(&marks->array.items[i], "boxes");
        for (size_t k = 0; page != NULL && k < boxes->array.count; k++) {
            hit_box(cover, places, page->integer, &boxes->array.items[k]);
        }
        settle(cover, js_text(&marks->array.items[i], "label"));
    }
    for (size_t i = 0; i < regions->array.count; i++) {
        const struct js *region = &regions->array.items[i];
        if (js_member(region, "covered")->boolean) {
            hit_box(cover, places, js_member(region, "page")->integer,
                    js_member(region, "box"));
        }
        settle(cover, STR("UNREADABLE"));
    }
}

/* ---- without pages ---- */

/* What is no blank of a text, and where it stood. */
struct solid {
    uint32_t *c;
    size_t *at;
    size_t count;
};

static struct solid solid_of(struct arena *arena, const struct letters *text)
{
    struct solid solid = {arena_alloc(arena, (text->count + 1) * sizeof *solid.c),
                          arena_alloc(arena, (text->count + 1) * sizeof *solid.at), 0};
    for (size_t i = 0; i < text->count; i++) {
        if (!is_blank(text->c[i])) {
            solid.c[solid.count] = text->c[i];
            solid.at[solid.count++] = i;
        }
    }
    return solid;
}

/* to[i]: the place in b of letter i of a, for the n letters of each from `from`, by a longest
 * common subsequence. */
static void align_between(const uint32_t *a, size_t n, const uint32_t *b, size_t m, size_t from,
                          size_t *to)
{
    size_t width = m + 1;
    uint32_t *best = xcalloc((n + 1) * width, sizeof *best); /* of what follows */
    for (size_t i = n; i-- > 0;) {
        for (size_t j = m; j-- > 0;) {
            uint32_t skip = best[(i + 1) * width + j];
            uint32_t other = best[i * width + j + 1];
            best[i * width + j] = a[i] == b[j]   ? best[(i + 1) * width + j + 1] + 1
                                  : skip > other ? skip
                                                 : other;
        }
    }
    for (size_t i = 0, j = 0; i < n && j < m;) {
        if (a[i] == b[j]) {
            to[i++] = from + j++;
        } else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    free(best);
}

/* For each letter of a its place in b, SIZE_MAX where it has none. */
static size_t *align(struct arena *arena, const struct solid *a, const struct solid *b)
{
    size_t *to = arena_alloc(arena, (a->count + 1) * sizeof *to);
    size_t least = a->count < b->count ? a->count : b->count;
    size_t head = 0;
    size_t tail = 0;
    for (size_t i = 0; i < a->count; i++) {
        to[i] = SIZE_MAX;
    }
    for (; head < least && a->c[head] == b->c[head]; head++) {
        to[head] = head;
    }
    for (; tail < least - head && a->c[a->count - 1 - tail] == b->c[b->count - 1 - tail];
         tail++) {
        to[a->count - 1 - tail] = b->count - 1 - tail;
    }
    size_t n = a->count - head - tail;
    size_t m = b->count - head - tail;
    if (n > 0 && m > 0 && n + 1 <= DOCUMENT_CELLS_MAX / (m + 1)) {
        align_between(a->c + head, n, b->c + head, m, head, to + head);
    }
    return to;
}

/* The first that stands at `place` or after it. */
static size_t solid_from(const struct solid *solid, size_t place)
{
    size_t low = 0;
    size_t high = solid->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (solid->at[middle] < place) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void cover_by_text(struct arena *arena, struct cover *cover, struct str told,
                          const struct js *output)
{
    const struct js *marks = js_member(output, "marks");
    struct letters letters = letters_of(arena, told);
    struct solid theirs = solid_of(arena, &letters);
    struct solid ours = solid_of(arena, &cover->text);
    const size_t *to = align(arena, &theirs, &ours);
    for (size_t i = 0; i < marks->array.count; i++) {
        const struct js *start = js_member(&marks->array.items[i], "start");
        const struct js *end = js_member(&marks->array.items[i], "end");
        size_t k = start != NULL ? solid_from(&theirs, (size_t)start->integer) : theirs.count;
        for (; k < theirs.count && theirs.at[k] < (size_t)end->integer; k++) {
            if (to[k] != SIZE_MAX) {
                hit(cover, ours.at[to[k]]);
            }
        }
        settle(cover, js_text(&marks->array.items[i], "label"));
    }
}

/* ---- both ---- */

static struct span_list runs_of(struct arena *arena, const struct cover *cover)
{
    struct span_list runs = {arena_alloc(arena, (cover->text.count + 1) * sizeof *runs.items),
                             0};
    for (size_t i = 0; i < cover->text.count; i++) {
        bool hidden = cover->under[i].p != NULL;
        if (hidden && (i == 0 || cover->under[i - 1].p == NULL)) {
            runs.items[runs.count++] = (struct span){i, i};
        }
        if (hidden) {
            runs.items[runs.count - 1].end = i + 1;
        }
    }
    return runs;
}

static enum err_code check_places(const struct js *places, size_t length, struct err *err)
{
    for (size_t i = 0; places != NULL && i < places->array.count; i++) {
        if (!document_is_place(&places->array.items[i], (int64_t)length)) {
            return err_set(err, ERR_FORMAT,
                           "\"places\" %zu must be [page,start,end,x0,y0,x1,y1]", i + 1);
        }
    }
    return ERR_OK;
}

static enum err_code read_cover(struct arena *arena, const struct js *expected,
                                const struct js *output, struct cover *cover, struct err *err)
{
    struct str text;
    struct str told = STR("");
    const struct js *places = NULL;
    TRY(js_need_str(expected, "text", &text, err));
    TRY(js_may(expected, "places", JS_ARRAY, &places, err));
    *cover = (struct cover){.text = letters_of(arena, text), .first = SIZE_MAX};
    if (cover->text.count > DOCUMENT_LETTERS_MAX) {
        return err_set(err, ERR_LIMIT, "\"text\" is longer than %d characters",
                       DOCUMENT_LETTERS_MAX);
    }
    TRY(check_places(places, cover->text.count, err));
    cover->under = arena_zalloc(arena, (cover->text.count + 1) * sizeof *cover->under);
    cover->hit = arena_zalloc(arena, cover->text.count + 1);
    const struct js *pages = output != NULL ? js_member(output, "pages") : NULL;
    if (pages != NULL && places != NULL && pages->integer > 0) {
        cover_by_place(cover, places, output);
    } else if (pages != NULL && places == NULL && pages->integer == 0) {
        TRY(js_may_str(output, "text", &told, err));
        cover_by_text(arena, cover, told, output);
    }
    return ERR_OK;
}

enum err_code document_item_read(struct arena *arena, const struct js *expected,
                                 const struct js *output, struct span_item *item,
                                 struct err *err)
{
    struct cover cover;
    TRY(read_cover(arena, expected, output, &cover, err));
    TRY(spans_read(arena, expected, cover.text.count, &item->expected, err));
    item->covered = runs_of(arena, &cover);
    return ERR_OK;
}

enum err_code document_labels_read(struct arena *arena, const struct js *expected,
                                   const struct js *output, struct str **labels, size_t *count,
                                   struct err *err)
{
    struct cover cover;
    TRY(read_cover(arena, expected, output, &cover, err));
    *labels = cover.under;
    *count = cover.text.count;
    return ERR_OK;
}
