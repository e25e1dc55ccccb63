#include "casefile/event_boxes.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "casefile/page_columns.h"

#include <stdlib.h>
#include <string.h>

enum { HEADS_MAX = 64, TOP_LINES = 6, ORDER_ROWS = 4000 };

/* What stands of one line in one column. */
struct piece {
    const struct page_line *line;
    size_t column;
    int32_t y0, y1;
    struct str text;
    int32_t start, end;
    size_t band; /* see below */
    bool across; /* a word of it goes well into two columns */
};

/* What stands beside one another between two white strips: first one column's lines without
 * a strip, then all that overlap. */
struct band {
    int32_t y0, y1;
    size_t whole; /* the number of the band it is part of */
};

struct boxes {
    struct event_table *t;
    bool only_order;
    size_t rows_seen;
    struct page_columns columns; /* of the table under way, also on the next page */
    struct strbuf cells[PAGE_COLUMNS_MAX];
    struct event_place place; /* of the row under way */
    bool open;
    int64_t page; /* on which the row's last line stands, and where */
    int32_t bottom;
    uint64_t tops[TOP_LINES]; /* the first lines of the page before, without their digits */
    int32_t top_y[TOP_LINES];
    struct arena *arena; /* of a page */
};

static enum err_code close_row(struct boxes *b, struct err *err)
{
    struct str cells[PAGE_COLUMNS_MAX];
    enum err_code code = ERR_OK;
    if (!b->open) {
        return ERR_OK;
    }
    b->open = false;
    for (size_t i = 0; i < b->columns.count; i++) {
        cells[i] = strbuf_view(&b->cells[i]);
    }
    if (!b->only_order) {
        code = event_table_put(b->t, cells, b->columns.count, &b->place, err);
    } else if (b->rows_seen++ < ORDER_ROWS) {
        (void)event_table_order(b->t, cells, b->columns.count);
    }
    arena_reset(b->t->arena);
    for (size_t i = 0; i < PAGE_COLUMNS_MAX; i++) {
        strbuf_clear(&b->cells[i]);
    }
    return code;
}

/* A time that goes on in the line below may be cut anywhere: "21:5" over "8:41". */
static bool cut_within(const struct boxes *b, size_t column, struct str above, struct str below)
{
    enum event_column role = b->t->roles[column];
    if (above.n == 0 || (role != EVENT_AT && role != EVENT_DATE)) {
        return false;
    }
    struct str whole =
        str_of(arena_printf(b->arena, "%.*s%.*s", STR_ARG(above), STR_ARG(below)));
    struct str apart =
        str_of(arena_printf(b->arena, "%.*s %.*s", STR_ARG(above), STR_ARG(below)));
    return event_table_says_time(b->t, whole) >= event_table_says_time(b->t, apart) &&
           event_table_says_time(b->t, whole) > event_table_says_time(b->t, above);
}

static void add_pieces(struct boxes *b, struct piece *const *pieces, size_t count, int64_t page)
{
    for (size_t i = 0; i < count; i++) {
        struct strbuf *cell = &b->cells[pieces[i]->column];
        bool cut = cut_within(b, pieces[i]->column, strbuf_view(cell), pieces[i]->text);
        strbuf_puts(cell, cell->n > 0 && !cut ? " " : "");
        strbuf_str(cell, pieces[i]->text);
        b->bottom = b->page != page || pieces[i]->y1 > b->bottom ? pieces[i]->y1 : b->bottom;
        b->page = page;
    }
}

/* The row's words in the text; where others stand between them, those of its time. */
static void set_place(struct boxes *b, struct piece *const *pieces, size_t count,
                      const struct piece *key, int64_t page)
{
    int64_t letters = 0;
    b->place = (struct event_place){page, pieces[0]->start, pieces[0]->end};
    for (size_t i = 0; i < count; i++) {
        letters += pieces[i]->end - pieces[i]->start + 8;
        b->place.start = pieces[i]->start < b->place.start ? pieces[i]->start : b->place.start;
        b->place.end = pieces[i]->end > b->place.end ? pieces[i]->end : b->place.end;
    }
    if (b->place.end - b->place.start > letters) {
        b->place.start = key->start;
        b->place.end = key->end;
    }
}

static size_t key_column(const struct event_table *t)
{
    size_t key = SIZE_MAX;
    for (size_t i = 0; i < t->width; i++) {
        if (t->roles[i] == EVENT_DATE) {
            return i;
        }
        key = t->roles[i] == EVENT_AT ? i : key;
    }
    return key;
}

/* Whether a row's time begins with a piece; it may go on in the line below. */
static bool begins_row(struct boxes *b, struct piece *const *pieces, size_t count, size_t at,
                       size_t key)
{
    if (pieces[at]->column != key) {
        return false;
    }
    if (event_table_says_time(b->t, pieces[at]->text) > 0) {
        return true;
    }
    for (size_t i = at + 1; i < count; i++) {
        if (pieces[i]->column == key) {
            struct str both = str_of(arena_printf(
                b->arena, "%.*s %.*s", STR_ARG(pieces[at]->text), STR_ARG(pieces[i]->text)));
            return event_table_says_time(b->t, pieces[i]->text) == 0 &&
                   event_table_says_time(b->t, both) > 0;
        }
    }
    return false;
}

/* What has no time goes on with the row above, when it stands close to it, or first on the
 * next page. */
static void go_on(struct boxes *b, struct piece *const *pieces, size_t count, int64_t page,
                  bool first)
{
    int32_t high = pieces[0]->y1 - pieces[0]->y0;
    bool close = b->page == page ? pieces[0]->y0 - b->bottom < high / 10 * 6
                                 : first && page == b->page + 1;
    for (size_t i = 0; i < count; i++) {
        close = close && !pieces[i]->across;
    }
    if (b->open && close) {
        add_pieces(b, pieces, count, page);
    }
}

/* One band: a row, or several that no strip parts. */
static enum err_code take_band(struct boxes *b, struct piece *const *pieces, size_t count,
                               int64_t page, bool first, struct err *err)
{
    size_t key = key_column(b->t);
    size_t rows = 0;
    for (size_t i = 0; i < count; i++) {
        rows += begins_row(b, pieces, count, i, key);
    }
    if (rows == 0) {
        go_on(b, pieces, count, page, first);
        return ERR_OK;
    }
    size_t from = 0;
    size_t seen = 0;
    for (size_t i = 0; i < count; i++) {
        if (!begins_row(b, pieces, count, i, key)) {
            continue;
        }
        size_t to = i; /* the first piece of the line in which the time stands */
        while (to > from && pieces[to - 1]->line == pieces[i]->line) {
            to--;
        }
        if (seen++ == 0 && rows > 1 && to > from) {
            go_on(b, pieces + from, to - from, page, first);
            from = to;
        } else if (seen > 1) {
            add_pieces(b, pieces + from, to - from, page);
            from = to;
        }
        if (seen > 1 || b->open) {
            TRY(close_row(b, err));
        }
        size_t end = i + 1;
        while (end < count && pieces[end]->line == pieces[i]->line) {
            end++;
        }
        set_place(b, pieces + from, (rows > 1 ? end : count) - from, pieces[i], page);
        b->open = true;
    }
    add_pieces(b, pieces + from, count - from, page);
    return ERR_OK;
}

static struct piece piece_of(struct boxes *b, const struct page_line *line, size_t from,
                             size_t count, size_t column)
{
    enum { WELL = 200 };
    struct piece piece = {.line = line,
                          .column = column,
                          .y0 = line->words[from].y0,
                          .y1 = line->words[from].y1,
                          .start = line->words[from].start,
                          .end = line->words[from].end,
                          .text = page_line_text(b->arena, line, from, count)};
    for (size_t i = from; i < from + count; i++) {
        const struct page_word *word = &line->words[i];
        piece.start = word->start < piece.start ? word->start : piece.start;
        piece.end = word->end > piece.end ? word->end : piece.end;
        int32_t end = b->columns.ends[column];
        int32_t begin = column > 0 ? b->columns.ends[column - 1] : INT32_MIN / 2;
        piece.across = piece.across || word->x0 < begin - WELL ||
                       (column + 1 < b->columns.count && word->x1 > end + WELL);
    }
    return piece;
}

/* A column's lines that no strip parts are one band. */
static struct piece *cut_pieces(struct boxes *b, const struct page_lines *page, size_t from,
                                size_t until, size_t *count, struct band *bands,
                                size_t *band_count)
{
    size_t room = 0;
    size_t last[PAGE_COLUMNS_MAX];
    for (size_t i = from; i < until; i++) {
        room += page->lines[i].count;
    }
    struct piece *pieces = arena_alloc(b->arena, (room + 1) * sizeof *pieces);
    memset(last, 0xFF, sizeof last);
    *count = 0;
    *band_count = 0;
    for (size_t i = from; i < until; i++) {
        const struct page_line *line = &page->lines[i];
        for (size_t k = 0; k < line->count;) {
            size_t column = page_columns_of(&b->columns, &line->words[k]);
            size_t n = 1;
            while (k + n < line->count &&
                   page_columns_of(&b->columns, &line->words[k + n]) == column) {
                n++;
            }
            struct piece piece = piece_of(b, line, k, n, column);
            size_t own = last[column];
            int32_t high = piece.y1 - piece.y0;
            if (own == SIZE_MAX || piece.y0 - bands[own].y1 >= high * 3 / 10) {
                own = (*band_count)++;
                bands[own] = (struct band){piece.y0, piece.y1, 0};
                last[column] = own;
            }
            bands[own].y1 = piece.y1 > bands[own].y1 ? piece.y1 : bands[own].y1;
            piece.band = own;
            pieces[(*count)++] = piece;
            k += n;
        }
    }
    return pieces;
}

struct sorted_band {
    struct band *band;
    int32_t y0;
};

static int by_top(const void *a, const void *b)
{
    const struct sorted_band *x = a;
    const struct sorted_band *y = b;
    return x->y0 != y->y0 ? (x->y0 > y->y0) - (x->y0 < y->y0)
                          : (x->band > y->band) - (x->band < y->band);
}

/* Bands that overlap become one; how many are left. */
static size_t join_bands(struct arena *arena, struct band *bands, size_t count)
{
    struct sorted_band *sorted = arena_alloc(arena, (count + 1) * sizeof *sorted);
    int32_t bottom = INT32_MIN;
    size_t whole = 0;
    for (size_t i = 0; i < count; i++) {
        sorted[i] = (struct sorted_band){&bands[i], bands[i].y0};
    }
    qsort(sorted, count, sizeof *sorted, by_top);
    for (size_t i = 0; i < count; i++) {
        struct band *band = sorted[i].band;
        int32_t high = (band->y1 - band->y0) / 10;
        whole += i > 0 && band->y0 >= bottom - (high < 100 ? high : 100);
        band->whole = whole;
        bottom = band->y1 > bottom ? band->y1 : bottom;
    }
    return count > 0 ? whole + 1 : 0;
}

static enum err_code take_rows(struct boxes *b, const struct page_lines *page, size_t from,
                               size_t until, int64_t number, bool first, struct err *err)
{
    size_t words = 0;
    size_t count;
    size_t band_count;
    for (size_t i = from; i < until; i++) {
        words += page->lines[i].count;
    }
    struct band *bands = arena_alloc(b->arena, (words + 1) * sizeof *bands);
    struct piece *pieces = cut_pieces(b, page, from, until, &count, bands, &band_count);
    size_t wholes = join_bands(b->arena, bands, band_count);
    struct piece **of = arena_alloc(b->arena, (count + 1) * sizeof *of);
    size_t *ends = arena_zalloc(b->arena, (wholes + 1) * sizeof *ends);
    for (size_t i = 0; i < count; i++) {
        ends[bands[pieces[i].band].whole]++;
    }
    for (size_t i = 1; i < wholes; i++) {
        ends[i] += ends[i - 1];
    }
    for (size_t i = count; i > 0; i--) { /* in their order, from the end of each band */
        of[--ends[bands[pieces[i - 1].band].whole]] = &pieces[i - 1];
    }
    for (size_t i = 0; i < wholes; i++) { /* ends are starts by now */
        size_t end = i + 1 < wholes ? ends[i + 1] : count;
        TRY(take_band(b, of + ends[i], end - ends[i], number, first && i == 0, err));
    }
    return ERR_OK;
}

/* Of a line its letters, with each digit as one sign. */
static uint64_t without_digits(struct boxes *b, const struct page_line *line)
{
    struct str text = page_line_text(b->arena, line, 0, line->count);
    char *copy = arena_strndup(b->arena, text.p, text.n);
    for (size_t i = 0; i < text.n; i++) {
        copy[i] = copy[i] >= '0' && copy[i] <= '9' ? '0' : copy[i];
    }
    return str_hash(str_n(copy, text.n));
}

/* Lines at the top that stood there on the page before too; then remembers those of this. */
static size_t running_heads(struct boxes *b, const struct page_lines *page)
{
    enum { NEAR = 200 };
    size_t count = 0;
    bool same = true;
    for (size_t i = 0; i < TOP_LINES; i++) {
        uint64_t letters = i < page->count ? without_digits(b, &page->lines[i]) : 0;
        int32_t y = i < page->count ? page->lines[i].y0 : 0;
        same = same && i < page->count && letters == b->tops[i] && abs(y - b->top_y[i]) < NEAR;
        count += same;
        b->tops[i] = letters;
        b->top_y[i] = y;
    }
    return count;
}

static bool same_headings(const struct page_columns *a, const struct event_table *t)
{
    bool same = a->count == t->width;
    for (size_t i = 0; same && i < a->count; i++) {
        same = str_eq(a->headings[i], t->headings[i]);
    }
    return same;
}

struct head {
    size_t line;
    struct page_columns columns;
};

static size_t find_heads(struct boxes *b, const struct page_lines *page, struct head *heads)
{
    size_t count = 0;
    for (size_t i = 0; i < page->count && count < HEADS_MAX; i++) {
        if (page->lines[i].count > 1 &&
            page_columns_head(b->arena, b->t->columns, page, i, &heads[count].columns)) {
            heads[count].line = i;
            i += heads[count].columns.lines - 1;
            count++;
        }
    }
    return count;
}

static enum err_code take_page(struct boxes *b, const struct event_page *page, struct err *err)
{
    struct page_lines lines = page_lines_of(b->arena, page->text, page->words);
    struct head *heads = arena_alloc(b->arena, HEADS_MAX * sizeof *heads);
    size_t count = find_heads(b, &lines, heads);
    size_t top = running_heads(b, &lines);
    size_t until = count > 0 ? heads[0].line : lines.count;
    bool repeated = count > 0 && b->columns.count > 0 &&
                    same_headings(&heads[0].columns, b->t); /* above it is no row */
    if (b->columns.count > 0 && top < until && !repeated) {
        TRY(take_rows(b, &lines, top, until, page->number, true, err));
    }
    for (size_t i = 0; i < count; i++) {
        struct head *head = &heads[i];
        size_t from = head->line + head->columns.lines;
        bool again = i == 0 && repeated;
        if (!again) {
            TRY(close_row(b, err));
        }
        b->columns = head->columns;
        b->t->headed = event_table_head(b->t, head->columns.headings, head->columns.count, 3);
        until = i + 1 < count ? heads[i + 1].line : lines.count;
        page_columns_end(&b->columns, &lines, head->line, until);
        if (b->t->headed) {
            TRY(take_rows(b, &lines, from, until, page->number, again, err));
        }
    }
    return ERR_OK;
}

static enum err_code take_all(struct boxes *b, const struct event_page *pages, size_t count,
                              bool only_order, struct err *err)
{
    enum err_code code = ERR_OK;
    b->only_order = only_order;
    b->columns.count = 0;
    b->open = false;
    memset(b->tops, 0, sizeof b->tops);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        code = take_page(b, &pages[i], err);
        arena_reset(b->arena);
    }
    return code == ERR_OK ? close_row(b, err) : code;
}

enum err_code event_boxes_read(struct event_table *t, const struct event_page *pages,
                               size_t count, size_t *rows, struct err *err)
{
    struct boxes *b = xcalloc(1, sizeof *b);
    b->t = t;
    b->arena = arena_new();
    for (size_t i = 0; i < PAGE_COLUMNS_MAX; i++) {
        strbuf_init(&b->cells[i], EVENT_CELL_BYTES);
    }
    enum err_code code = take_all(b, pages, count, true, err);
    code = code == ERR_OK ? take_all(b, pages, count, false, err) : code;
    for (size_t i = 0; i < PAGE_COLUMNS_MAX; i++) {
        strbuf_release(&b->cells[i]);
    }
    *rows = b->rows_seen;
    arena_free(b->arena);
    free(b);
    return code;
}
