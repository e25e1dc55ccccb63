#include "casefile/page_columns.h"

#include "base/mem.h"

#include <stdlib.h>

enum { BIN = 50, BINS_MAX = 30000 }; /* half a point */

static enum event_column known(const struct event_columns *columns, struct str heading)
{
    return event_column_of(columns, heading).column;
}

/* Several headings that stand close are one phrase: "Time Duration". How many words from `from`
 * on are the longest known heading; 0: none. */
static size_t longest(struct arena *arena, const struct event_columns *columns,
                      const struct page_line *line, size_t from, size_t end)
{
    for (size_t n = end - from; n > 0; n--) {
        struct str text = page_line_text(arena, line, from, n);
        if (known(columns, text) != EVENT_NO_COLUMN) {
            return n;
        }
    }
    return 0;
}

static void add_heading(struct page_columns *out, struct str text, const struct page_line *line,
                        size_t from, size_t count)
{
    if (out->count < PAGE_COLUMNS_MAX) {
        out->headings[out->count] = text;
        out->x0[out->count] = line->words[from].x0;
        out->x1[out->count] = line->words[from + count - 1].x1;
        out->count++;
    }
}

/* A phrase of several known headings, and of nothing else, is each of them. */
static void add_phrase(struct arena *arena, const struct event_columns *columns,
                       const struct page_line *line, size_t from, size_t count, bool split,
                       struct page_columns *out)
{
    enum { WORDS_MAX = 12 };
    struct str text = page_line_text(arena, line, from, count);
    size_t at = from;
    size_t n = 1;
    bool several =
        split && count > 1 && count <= WORDS_MAX && known(columns, text) == EVENT_NO_COLUMN;
    while (several && n > 0 && at < from + count) {
        n = longest(arena, columns, line, at, from + count);
        at += n;
    }
    if (!several || n == 0) {
        add_heading(out, text, line, from, count);
        return;
    }
    for (at = from; at < from + count; at += n) {
        n = longest(arena, columns, line, at, from + count);
        add_heading(out, page_line_text(arena, line, at, n), line, at, n);
    }
}

/* Puts a phrase of a further line under the heading it stands below, or between them; whether
 * each stands below a known one. */
static bool join(struct arena *arena, const struct event_columns *columns,
                 struct page_columns *out, const struct page_columns *more)
{
    bool below = true;
    for (size_t i = 0; i < more->count; i++) {
        size_t k = 0;
        while (k < out->count && (more->x0[i] >= out->x1[k] || more->x1[i] <= out->x0[k])) {
            k++;
        }
        if (k < out->count) {
            below = below && known(columns, out->headings[k]) != EVENT_NO_COLUMN;
            out->headings[k] = str_of(arena_printf(
                arena, "%.*s %.*s", STR_ARG(out->headings[k]), STR_ARG(more->headings[i])));
            out->x0[k] = more->x0[i] < out->x0[k] ? more->x0[i] : out->x0[k];
            out->x1[k] = more->x1[i] > out->x1[k] ? more->x1[i] : out->x1[k];
        } else if (out->count < PAGE_COLUMNS_MAX) {
            below = false;
            for (k = out->count; k > 0 && out->x0[k - 1] > more->x0[i]; k--) {
                out->headings[k] = out->headings[k - 1];
                out->x0[k] = out->x0[k - 1];
                out->x1[k] = out->x1[k - 1];
            }
            out->headings[k] = more->headings[i];
            out->x0[k] = more->x0[i];
            out->x1[k] = more->x1[i];
            out->count++;
        }
    }
    return below;
}

/* Headings hold no numbers. */
static bool has_number(const struct page_line *line)
{
    for (size_t i = 0; i < line->count; i++) {
        int digits = 0;
        struct str word = line->words[i].text;
        for (size_t k = 0; k < word.n; k++) {
            digits += word.p[k] >= '0' && word.p[k] <= '9';
        }
        if (digits > 2) {
            return true;
        }
    }
    return false;
}

static int count_known(const struct event_columns *columns, const struct page_columns *heads)
{
    int count = 0;
    for (size_t i = 0; i < heads->count; i++) {
        count += known(columns, heads->headings[i]) != EVENT_NO_COLUMN;
    }
    return count;
}

/* How many kinds of columns the headings name; 0: not those of calls or messages. */
static int weigh(const struct event_columns *columns, const struct page_columns *heads)
{
    bool seen[EVENT_COLUMN_KINDS] = {false};
    int count = 0;
    for (size_t i = 0; i < heads->count; i++) {
        enum event_column column = known(columns, heads->headings[i]);
        count += column != EVENT_NO_COLUMN && !seen[column];
        seen[column] = true;
    }
    bool when = seen[EVENT_AT] || seen[EVENT_DATE] || seen[EVENT_TIME];
    bool who = seen[EVENT_FROM] || seen[EVENT_TO] || seen[EVENT_PARTY] || seen[EVENT_TARGET];
    bool what =
        seen[EVENT_TEXT] || seen[EVENT_DURATION] || seen[EVENT_DIRECTION] || seen[EVENT_KIND];
    return when && who && what ? count : 0;
}

static void phrases_of(struct arena *arena, const struct event_columns *columns,
                       const struct page_line *line, bool split, struct page_columns *out)
{
    out->count = 0;
    for (size_t at = 0; at < line->count;) {
        size_t n = page_line_phrase(line, at);
        add_phrase(arena, columns, line, at, n, split, out);
        at += n;
    }
}

/* Of one to three lines those that name the most kinds; of as many the fewest lines, but for
 * what a line says below known headings, "(UTC)" below "Start". */
static int weigh_lines(struct arena *arena, const struct event_columns *columns,
                       const struct page_lines *page, size_t line, bool split,
                       struct page_columns *best)
{
    struct page_columns heads;
    struct page_columns more;
    int most = 0;
    phrases_of(arena, columns, &page->lines[line], split, &heads);
    for (size_t n = 1; n <= PAGE_HEAD_LINES && line + n <= page->count; n++) {
        const struct page_line *last = &page->lines[line + n - 1];
        bool below = false;
        int before_known = count_known(columns, &heads);
        if (has_number(last)) {
            break;
        }
        if (n > 1) {
            const struct page_line *before = &page->lines[line + n - 2];
            if (last->y0 - before->y1 > (before->y1 - before->y0) / 2) {
                break;
            }
            phrases_of(arena, columns, last, split, &more);
            below = join(arena, columns, &heads, &more) &&
                    before_known == count_known(columns, &heads);
        }
        int count = weigh(columns, &heads);
        if (count > most || (count == most && count > 0 && below)) {
            most = count;
            *best = heads;
            best->lines = n;
        }
    }
    return most;
}

static int weigh_both(struct arena *arena, const struct event_columns *columns,
                      const struct page_lines *page, size_t line, struct page_columns *out)
{
    struct page_columns split;
    int whole = weigh_lines(arena, columns, page, line, false, out);
    int parted = weigh_lines(arena, columns, page, line, true, &split);
    if (parted > whole) {
        *out = split;
        whole = parted;
    }
    return whole;
}

bool page_columns_head(struct arena *arena, const struct event_columns *columns,
                       const struct page_lines *page, size_t line, struct page_columns *out)
{
    enum { WORDS_MAX = 60, LEAST = 3 }; /* a line of prose is looked at no further */
    struct page_columns below;
    if (page->lines[line].count > WORDS_MAX) {
        return false;
    }
    int count = weigh_both(arena, columns, page, line, out);
    if (count < LEAST) {
        return false;
    }
    /* a title above them is none of them */
    return out->lines == 1 || weigh_both(arena, columns, page, line + 1, &below) < count;
}

/* For each half point of the width how many words go across it. */
static void count_across(const struct page_lines *page, size_t from, size_t until,
                         int32_t *across)
{
    for (size_t i = from; i < until; i++) {
        for (size_t k = 0; k < page->lines[i].count; k++) {
            const struct page_word *word = &page->lines[i].words[k];
            int32_t first = word->x0 / BIN + 1;
            int32_t last = word->x1 / BIN - 1;
            if (word->x0 >= 0 && first <= last && last < BINS_MAX) {
                across[first]++;
                across[last + 1]--;
            }
        }
    }
    for (size_t i = 1; i <= BINS_MAX; i++) {
        across[i] += across[i - 1];
    }
}

/* From the right heading's left edge to the left heading's right one: the strip of the fewest
 * words that is wider than the blank between two words, the first from the right. */
static int32_t strip(const int32_t *across, int32_t left, int32_t right, int32_t wide)
{
    int32_t best = right;
    int32_t fewest = INT32_MAX;
    for (int32_t at = right; at >= left && fewest > 0; at--) {
        int32_t most = across[at];
        for (int32_t k = 1; k < wide && at - k >= left; k++) {
            most = across[at - k] > most ? across[at - k] : most;
        }
        if (most < fewest) {
            fewest = most;
            best = at;
        }
    }
    return best;
}

void page_columns_end(struct page_columns *columns, const struct page_lines *page, size_t from,
                      size_t until)
{
    int32_t *across = xcalloc(BINS_MAX + 2, sizeof *across);
    const struct page_line *head = &page->lines[from];
    int32_t wide = (head->y1 - head->y0) * 45 / 100 / BIN;
    count_across(page, from, until, across);
    for (size_t i = 0; i + 1 < columns->count; i++) {
        int32_t left = columns->x1[i] / BIN;
        int32_t right = columns->x0[i + 1] / BIN;
        left = left < 0 ? 0 : left;
        right = right < left ? left : right;
        bool within = right < BINS_MAX;
        columns->ends[i] = within ? BIN * strip(across, left, right, wide) : columns->x0[i + 1];
    }
    free(across);
}

size_t page_columns_of(const struct page_columns *columns, const struct page_word *word)
{
    int32_t middle = word->x0 + (word->x1 - word->x0) / 2;
    size_t i = 0;
    while (i + 1 < columns->count && middle >= columns->ends[i]) {
        i++;
    }
    return i;
}
