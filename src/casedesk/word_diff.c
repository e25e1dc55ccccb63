/* See word_diff.h. */
#include "casedesk/word_diff.h"

#include "base/arena.h"

#include <string.h>

struct word {
    size_t start, end;
};

struct text_words {
    struct str text;
    struct word *items;
    int64_t count;
};

struct difference {
    struct text_words a, b;
    void (*each)(void *data, enum diff_kind kind, struct str text);
    void *data;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void find_words(struct arena *arena, struct str text, struct text_words *words)
{
    size_t at = 0;
    *words = (struct text_words){text,
                                 arena_alloc(arena, (text.n / 2 + 1) * sizeof(struct word)), 0};
    while (at < text.n) {
        while (at < text.n && is_blank(text.p[at])) {
            at++;
        }
        size_t start = at;
        while (at < text.n && !is_blank(text.p[at])) {
            at++;
        }
        if (at > start) {
            words->items[words->count++] = (struct word){start, at};
        }
    }
}

static bool is_same(const struct difference *d, int64_t x, int64_t y)
{
    const struct word *a = &d->a.items[x];
    const struct word *b = &d->b.items[y];
    return a->end - a->start == b->end - b->start &&
           memcmp(d->a.text.p + a->start, d->b.text.p + b->start, a->end - a->start) == 0;
}

/* Words from `from` to `to`, with the blanks behind them. */
static void give(const struct difference *d, enum diff_kind kind, int64_t from, int64_t to)
{
    const struct text_words *words = kind == DIFF_SECOND ? &d->b : &d->a;
    if (from < to) {
        size_t start = words->items[from].start;
        size_t end = to < words->count ? words->items[to].start : words->text.n;
        d->each(d->data, kind, str_sub(words->text, start, end - start));
    }
}

/* Of the middle, without the common ends: for each number of edits the furthest reaching paths,
 * v[k] = x on the diagonal k = x - y, kept to walk back. */
struct walk {
    int64_t from_a, from_b, n, m;
    int64_t **trace;
    int64_t edits; /* -1: more than the most */
};

static int64_t step_to(const int64_t *v, int64_t k, int64_t d)
{
    return k == -d || (k != d && v[k - 1] < v[k + 1]) ? v[k + 1] : v[k - 1] + 1;
}

static void walk_out(const struct difference *d, struct walk *walk, struct arena *arena)
{
    int64_t most = walk->n + walk->m < DIFF_EDITS_MAX ? walk->n + walk->m : DIFF_EDITS_MAX;
    int64_t size = 2 * most + 3;
    int64_t *all = arena_zalloc(arena, (size_t)size * sizeof *all);
    int64_t *v = all + most + 1;
    walk->trace = arena_alloc(arena, (size_t)(most + 1) * sizeof *walk->trace);
    walk->edits = -1;
    for (int64_t e = 0; e <= most && walk->edits < 0; e++) {
        /* as it stood before this round; the diagonals -e-1 to e+1 are all that is looked at */
        int64_t *copy = arena_alloc(arena, (size_t)(2 * e + 3) * sizeof *copy);
        memcpy(copy, v - e - 1, (size_t)(2 * e + 3) * sizeof *copy);
        walk->trace[e] = copy + e + 1;
        for (int64_t k = -e; k <= e; k += 2) {
            int64_t x = e == 0 ? 0 : step_to(v, k, e);
            int64_t y = x - k;
            while (x < walk->n && y < walk->m && y >= 0 &&
                   is_same(d, walk->from_a + x, walk->from_b + y)) {
                x++;
                y++;
            }
            v[k] = x;
            if (x >= walk->n && y >= walk->m) {
                walk->edits = e;
            }
        }
    }
}

struct run {
    enum diff_kind kind;
    int64_t from, to;
};

/* Back from the end; runs come out last first. */
static size_t walk_back(const struct walk *walk, struct run *runs)
{
    int64_t x = walk->n;
    int64_t y = walk->m;
    size_t count = 0;
    for (int64_t e = walk->edits; e > 0; e--) {
        const int64_t *v = walk->trace[e];
        int64_t k = x - y;
        bool down = k == -e || (k != e && v[k - 1] < v[k + 1]);
        int64_t before_k = down ? k + 1 : k - 1;
        int64_t before_x = v[before_k];
        int64_t before_y = before_x - before_k;
        int64_t start = down ? before_x : before_x + 1;
        if (x > start) {
            runs[count++] = (struct run){DIFF_BOTH, start, x};
        }
        runs[count++] = down ? (struct run){DIFF_SECOND, before_y, before_y + 1}
                             : (struct run){DIFF_FIRST, before_x, before_x + 1};
        x = before_x;
        y = before_y;
    }
    if (x > 0) {
        runs[count++] = (struct run){DIFF_BOTH, 0, x};
    }
    return count;
}

/* Edits of one kind that follow each other are one stretch. */
static void give_runs(const struct difference *d, const struct walk *walk, struct run *runs,
                      size_t count)
{
    while (count > 0) {
        struct run run = runs[--count];
        while (count > 0 && runs[count - 1].kind == run.kind &&
               runs[count - 1].from == run.to) {
            run.to = runs[--count].to;
        }
        int64_t base = run.kind == DIFF_SECOND ? walk->from_b : walk->from_a;
        give(d, run.kind, base + run.from, base + run.to);
    }
}

static bool give_middle(const struct difference *d, struct walk *walk, struct arena *arena)
{
    walk_out(d, walk, arena);
    if (walk->edits < 0) {
        give(d, DIFF_FIRST, walk->from_a, walk->from_a + walk->n);
        give(d, DIFF_SECOND, walk->from_b, walk->from_b + walk->m);
        return false;
    }
    struct run *runs = arena_alloc(arena, (size_t)(2 * walk->edits + 1) * sizeof *runs);
    give_runs(d, walk, runs, walk_back(walk, runs));
    return true;
}

bool word_diff(struct str first, struct str second,
               void (*each)(void *data, enum diff_kind kind, struct str text), void *data)
{
    struct arena *arena = arena_new();
    struct difference d = {.each = each, .data = data};
    int64_t head = 0;
    int64_t tail = 0;
    find_words(arena, first, &d.a);
    find_words(arena, second, &d.b);
    while (head < d.a.count && head < d.b.count && is_same(&d, head, head)) {
        head++;
    }
    while (tail < d.a.count - head && tail < d.b.count - head &&
           is_same(&d, d.a.count - tail - 1, d.b.count - tail - 1)) {
        tail++;
    }
    struct walk walk = {.from_a = head,
                        .from_b = head,
                        .n = d.a.count - head - tail,
                        .m = d.b.count - head - tail};
    give(&d, DIFF_BOTH, 0, head);
    bool whole = give_middle(&d, &walk, arena);
    give(&d, DIFF_BOTH, d.a.count - tail, d.a.count);
    arena_free(arena);
    return whole;
}
