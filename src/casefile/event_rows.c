#include "casefile/event_rows.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "casefile/event_boxes.h"
#include "casefile/event_bubbles.h"
#include "casefile/event_cards.h"
#include "casefile/event_table.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEAD_WITHIN = 60, /* rows in which the headings must come */
    CHAT_LINES = 40,  /* of a text are looked at to tell whether it is a chat */
    TEXT_COLUMNS = 4, /* known headings that make a table of a text of no known kind */
    ORDER_VALUES = 4000
};

struct table {
    struct event_table events;
    bool tabs; /* cells are parted by tabs and have no quotes */
    bool book; /* a page of another sheet has its own headings */
    char separator;
    struct str sheet;
    int rows; /* looked at for headings */
    int least;
    struct str above[EVENT_CELLS_MAX]; /* the row before, while no headings have come */
    size_t above_count;
    struct arena *above_arena;
    const struct event_page *page;
    size_t points_at, points; /* byte offset, and the code points before it */
};

static int64_t points_to(struct table *t, size_t at)
{
    if (at < t->points_at) {
        t->points_at = 0;
        t->points = 0;
    }
    t->points += utf8_count(str_sub(t->page->text, t->points_at, at - t->points_at));
    t->points_at = at;
    return (int64_t)t->points;
}

/* Numbers as networks guard them against being taken for numbers: '07700900123' and, for a
 * workbook, '07700900123 and ="07700900123". */
static struct str unguarded(struct str cell)
{
    if (cell.n >= 3 && str_starts(cell, STR("=\"")) && str_ends(cell, STR("\""))) {
        return str_sub(cell, 2, cell.n - 3);
    }
    if (cell.n >= 2 && cell.p[0] == '\'' && cell.p[cell.n - 1] == '\'') {
        return str_trim(str_sub(cell, 1, cell.n - 2));
    }
    bool digit = cell.n > 8 && cell.p[0] == '\'' &&
                 (cell.p[1] == '+' || (cell.p[1] >= '0' && cell.p[1] <= '9'));
    return digit ? str_from(cell, 1) : cell;
}

/* A cell, its quotes (RFC 4180) taken off; *at behind it and its separator; false at the row's
 * end. */
static bool next_cell(struct table *t, size_t *at, struct str *cell)
{
    struct str text = t->page->text;
    size_t i = *at;
    if (!t->tabs && i < text.n && text.p[i] == '"') {
        struct strbuf out;
        strbuf_init(&out, EVENT_CELL_BYTES);
        for (i++; i < text.n; i++) {
            if (text.p[i] == '"' && (i + 1 >= text.n || text.p[i + 1] != '"')) {
                i++;
                break;
            }
            i += text.p[i] == '"';
            strbuf_putc(&out, text.p[i]);
        }
        *cell = arena_str(t->events.arena, strbuf_view(&out));
        strbuf_release(&out);
    } else {
        *cell = STR("");
    }
    size_t from = i;
    while (i < text.n && text.p[i] != t->separator && text.p[i] != '\n') {
        i++;
    }
    if (cell->n == 0) {
        *cell = unguarded(str_trim(str_sub(text, from, i - from)));
    }
    bool more = i < text.n && text.p[i] == t->separator;
    *at = i < text.n ? i + 1 : i;
    return more;
}

/* A row's cells; how many; *at behind it. */
static size_t next_row(struct table *t, size_t *at, struct str cells[EVENT_CELLS_MAX])
{
    size_t count = 0;
    struct str cell;
    bool more = true;
    while (more) {
        more = next_cell(t, at, &cell);
        if (count < EVENT_CELLS_MAX) {
            cells[count++] = cell;
        }
    }
    return count;
}

/* Headings in two rows, the upper one over several of the lower: "Start | | End" over "Date |
 * Time | Time". */
static bool look_at_two(struct table *t, const struct str *cells, size_t count)
{
    struct str joined[EVENT_CELLS_MAX];
    struct str over = STR("");
    bool two = false;
    for (size_t i = 0; i < count; i++) {
        struct str above = i < t->above_count ? t->above[i] : STR("");
        over = above.n > 0 ? above : over;
        joined[i] = cells[i].n == 0
                        ? above
                        : str_of(arena_printf(t->events.arena, "%.*s%s%.*s", STR_ARG(over),
                                              over.n > 0 ? " " : "", STR_ARG(cells[i])));
        two = two || (above.n > 0 && cells[i].n > 0);
    }
    return two && event_table_head(&t->events, joined, count, t->least + 1);
}

static void look_for_headings(struct table *t, const struct str *cells, size_t count)
{
    if (count < 2) {
        return;
    }
    t->rows++;
    if (event_table_head(&t->events, cells, count, t->least) || look_at_two(t, cells, count)) {
        return;
    }
    arena_reset(t->above_arena);
    for (size_t i = 0; i < count; i++) {
        t->above[i] = arena_str(t->above_arena, cells[i]);
    }
    t->above_count = count;
}

/* Whether a row is one of headings again: of a further table, or of a further page. */
static bool heads_anew(struct table *t, const struct str *cells, size_t count)
{
    for (size_t i = 0; i < count && i < t->events.width; i++) {
        bool date = t->events.roles[i] == EVENT_AT || t->events.roles[i] == EVENT_DATE;
        if (date && event_table_says_time(&t->events, cells[i]) > 0) {
            return false;
        }
    }
    return count > 2 && event_table_head(&t->events, cells, count, 3);
}

static enum err_code put_row(struct table *t, const struct str *cells, size_t count,
                             size_t from, size_t to, struct err *err)
{
    struct event_place place = {.page = t->page->number};
    if (!t->events.alone && heads_anew(t, cells, count)) {
        return ERR_OK;
    }
    place.start = points_to(t, from);
    place.end = points_to(t, to);
    return event_table_put(&t->events, cells, count, &place, err);
}

/* The rows of a page; before the headings came, for the order of their dates only. */
static enum err_code take_page(struct table *t, bool only_order, int *values, struct err *err)
{
    struct str cells[EVENT_CELLS_MAX];
    struct str text = t->page->text;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        size_t count = next_row(t, &at, cells);
        size_t to = at > from && text.p[at - 1] == '\n' ? at - 1 : at;
        if (!t->events.headed && t->rows < HEAD_WITHIN) {
            look_for_headings(t, cells, count);
        } else if (t->events.headed && only_order && *values < ORDER_VALUES) {
            if (t->events.alone || !heads_anew(t, cells, count)) {
                *values += event_table_order(&t->events, cells, count);
            }
        } else if (t->events.headed && !only_order) {
            TRY(put_row(t, cells, count, from, to, err));
        }
        arena_reset(t->events.arena);
    }
    return ERR_OK;
}

/* "sheet Calls, rows 1 to 100": the sheet; another's columns are its own. */
static struct str sheet_of(struct str label)
{
    size_t end = str_find(label, STR(", rows "));
    return end == SIZE_MAX ? STR("") : str_sub(label, 0, end);
}

/* The sign between the cells of a text: the one with which its first rows hold headings. Of
 * several the one that stands there most often; '\0': none. */
static char separator_of(struct table *t, const struct event_page *page)
{
    static const char separators[] = {',', ';', '\t', '|'};
    size_t most = 0;
    char best = '\0';
    struct str head = str_sub(page->text, 0, 65536);
    for (size_t k = 0; k < sizeof separators; k++) {
        size_t count = 0;
        int ignored = 0;
        for (size_t i = 0; i < head.n; i++) {
            count += head.p[i] == separators[k];
        }
        if (count <= most) {
            continue;
        }
        const struct event_page first = {
            .number = page->number, .label = page->label, .text = head};
        t->page = &first;
        t->separator = separators[k];
        t->events.headed = false;
        t->rows = 0;
        enum err_code never = take_page(t, true, &ignored, NULL);
        if (never == ERR_OK && t->events.headed) {
            most = count;
            best = separators[k];
        }
    }
    return best;
}

static enum err_code read_table(struct table *t, const struct event_page *pages, size_t count,
                                bool only_order, struct err *err)
{
    int values = 0;
    t->separator = t->tabs || count == 0 ? '\t' : separator_of(t, &pages[0]);
    t->events.headed = false;
    t->rows = 0;
    t->sheet = STR("");
    for (size_t i = 0; i < count && t->separator != '\0'; i++) {
        struct str sheet = sheet_of(pages[i].label);
        if (t->events.alone && sheet.n == 0) {
            continue;
        }
        if (t->events.alone || (t->book && (sheet.n == 0 || !str_eq(sheet, t->sheet)))) {
            t->events.headed = false;
            t->rows = 0;
            t->above_count = 0;
            t->sheet = sheet;
        }
        t->page = &pages[i];
        t->points_at = 0;
        t->points = 0;
        TRY(take_page(t, only_order, &values, err));
    }
    return ERR_OK;
}

/* ---- chats ---- */

/* Without blanks and the marks of direction that exports put about names and numbers. */
static struct str bare(struct str text)
{
    static const struct str marks[] = {
        {"\xE2\x80\x8E", 3}, {"\xE2\x80\x8F", 3}, {"\xE2\x80\xAA", 3}, {"\xE2\x80\xAB", 3},
        {"\xE2\x80\xAC", 3}, {"\xE2\x80\xAF", 3}, {"\xC2\xA0", 2},     {"\xEF\xBB\xBF", 3}};
    text = str_trim(text);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0];) {
        if (str_starts(text, marks[i])) {
            text = str_trim(str_from(text, marks[i].n));
            i = 0;
        } else if (str_ends(text, marks[i])) {
            text = str_trim(str_sub(text, 0, text.n - marks[i].n));
            i = 0;
        } else {
            i++;
        }
    }
    return text;
}

/* "[01/03/2026, 12:30:05] Name: text", "01/03/2026, 12:30 - Name: text" and, of older ones,
 * "01/03/2026 12:30:05: Name: text", as WhatsApp exports; *rest is what follows the time. */
static bool chat_line(struct str line, enum day_order order, struct event_time *time,
                      struct str *said, struct str *rest)
{
    size_t taken = 0;
    line = bare(line);
    bool bracket = str_starts(line, STR("["));
    struct str from = bracket ? str_from(line, 1) : line;
    if (!event_time_read(from, order, time, &taken) || strchr(time->at, 'T') == NULL) {
        return false;
    }
    *said = str_trim(str_sub(from, 0, taken));
    struct str after = str_from(from, taken);
    if (str_starts(after, bracket ? STR("] ") : STR(" - "))) {
        *rest = str_from(after, bracket ? 2 : 3);
        return true;
    }
    *rest = str_starts(after, STR(": ")) ? str_from(after, 2) : STR("");
    return !bracket && strlen(time->at) == 19 && str_find(*rest, STR(": ")) != SIZE_MAX;
}

struct chat {
    struct table *t;
    struct event event;
    struct strbuf text;
    bool open;
    size_t end; /* bytes of the event's page */
};

static enum err_code close_message(struct chat *c, struct err *err)
{
    if (!c->open) {
        return ERR_OK;
    }
    c->open = false;
    c->event.text = strbuf_view(&c->text);
    enum err_code code = c->t->events.sink(c->t->events.data, &c->event, err);
    arena_reset(c->t->events.arena);
    return code;
}

static void open_message(struct chat *c, const struct event_time *time, struct str said,
                         struct str rest, size_t from)
{
    struct arena *arena = c->t->events.arena;
    size_t colon = str_find(rest, STR(": "));
    bool named = colon != SIZE_MAX && colon > 0 && colon < 120;
    c->event = (struct event){.seconds = -1,
                              .page = c->t->page->number,
                              .start = points_to(c->t, from),
                              .kind = named ? STR("message") : STR("notice"),
                              .at = str_of(arena_strdup(arena, time->at)),
                              .zone = str_of(arena_strdup(arena, time->zone)),
                              .said = arena_str(arena, said),
                              .assumed = time->numbered && c->t->events.order == DAY_UNKNOWN};
    if (named) {
        c->event.from = arena_str(arena, bare(str_sub(rest, 0, colon)));
    }
    strbuf_clear(&c->text);
    strbuf_str(&c->text, named ? str_from(rest, colon + 2) : rest);
    c->open = true;
}

static enum err_code read_chat_page(struct chat *c, struct err *err)
{
    struct str text = c->t->page->text;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        const char *end = memchr(text.p + at, '\n', text.n - at);
        size_t to = end == NULL ? text.n : (size_t)(end - text.p);
        struct str line = str_sub(text, from, to - from);
        struct event_time time;
        struct str said;
        struct str rest;
        at = end == NULL ? to : to + 1;
        if (chat_line(line, c->t->events.order, &time, &said, &rest)) {
            TRY(close_message(c, err));
            open_message(c, &time, said, rest, from);
        } else if (c->open) { /* a message of several lines */
            strbuf_putc(&c->text, '\n');
            strbuf_str(&c->text, line);
        }
        if (c->open && c->event.page == c->t->page->number) {
            c->event.end = points_to(c->t, to);
        }
    }
    return ERR_OK;
}

static enum err_code read_chat(struct table *t, const struct event_page *pages, size_t count,
                               struct err *err)
{
    struct chat c = {.t = t};
    enum err_code code = ERR_OK;
    strbuf_init(&c.text, EVENT_CELL_BYTES);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        t->page = &pages[i];
        t->points_at = 0;
        t->points = 0;
        code = read_chat_page(&c, err);
    }
    if (code == ERR_OK) {
        code = close_message(&c, err);
    }
    strbuf_release(&c.text);
    return code;
}

/* The messages of a chat stand in the order of their times: where they do so when the day comes
 * first and do not when the month does, or the other way round, that tells which it is. */
struct chat_order {
    enum day_order order;
    char last[EVENT_TIME_SIZE];
    int back; /* how often a message is earlier than the one before it */
};

static void goes_back(struct chat_order *o, struct str line)
{
    struct event_time time;
    struct str said;
    struct str rest;
    if (chat_line(line, o->order, &time, &said, &rest)) {
        o->back += strncmp(time.at, o->last, 10) < 0; /* of days */
        memcpy(o->last, time.at, sizeof o->last);
    }
}

/* A chat: of its first lines at least two begin with a time and a name; and what its dates tell
 * of their order. */
static bool is_chat(struct table *t, const struct event_page *pages, size_t count)
{
    int found = 0;
    int lines = 0;
    struct chat_order first = {.order = DAY_FIRST};
    struct chat_order second = {.order = MONTH_FIRST};
    for (size_t i = 0; i < count; i++) {
        struct str rest = pages[i].text;
        struct str line;
        while (str_split(&rest, '\n', &line)) {
            struct event_time time;
            struct str said;
            struct str after;
            if (lines++ > CHAT_LINES && found < 2) {
                return false;
            }
            if (chat_line(line, DAY_UNKNOWN, &time, &said, &after)) {
                enum day_order order = event_time_order(said);
                found++;
                t->events.order = order != DAY_UNKNOWN ? order : t->events.order;
                goes_back(&first, line);
                goes_back(&second, line);
            }
        }
    }
    if (t->events.order == DAY_UNKNOWN && (first.back == 0) != (second.back == 0)) {
        t->events.order = first.back == 0 ? DAY_FIRST : MONTH_FIRST;
    }
    return found >= 2;
}

/* Tables that tools/read-document made of records (phone_rows.h). */
static bool event_kind_phone(struct str kind)
{
    return str_is(kind, "phone-report") || str_is(kind, "phone-backup") ||
           str_is(kind, "chat-export");
}

bool event_rows_printed(struct str kind)
{
    return str_is(kind, "pdf") || str_is(kind, "picture") || str_is(kind, "xps");
}

bool event_rows_of(struct str kind)
{
    return event_kind_phone(kind) || event_rows_printed(kind) || str_is(kind, "table") ||
           str_is(kind, "excel") || str_is(kind, "opendocument") || str_is(kind, "text") ||
           str_is(kind, "web-page");
}

/* On which pages rows were found, so that the others can be looked at for bubbles. */
struct with_rows {
    event_sink *sink;
    void *data;
    const struct event_page *pages; /* by their numbers */
    size_t count;
    bool *some;
};

static int by_number(const void *number, const void *page)
{
    int64_t a = *(const int64_t *)number;
    int64_t b = ((const struct event_page *)page)->number;
    return a < b ? -1 : a > b;
}

static enum err_code note_row(void *data, const struct event *event, struct err *err)
{
    struct with_rows *with = data;
    const struct event_page *page =
        bsearch(&event->page, with->pages, with->count, sizeof *with->pages, by_number);
    if (page != NULL) {
        with->some[page - with->pages] = true;
    }
    return with->sink(with->data, event, err);
}

/* Tables, else cards; bubbles on the pages between: a report may hold both. */
static enum err_code read_print(struct event_table *t, const struct event_page *pages,
                                size_t count, struct err *err)
{
    struct with_rows with = {.sink = t->sink,
                             .data = t->data,
                             .pages = pages,
                             .count = count,
                             .some = xcalloc(count + 1, sizeof *with.some)};
    size_t rows = 0;
    size_t others = 0;
    t->sink = note_row;
    t->data = &with;
    enum err_code code = event_boxes_read(t, pages, count, &rows, err);
    if (code == ERR_OK && rows == 0) {
        code = event_cards_read(t, pages, count, err);
    }
    t->sink = with.sink;
    t->data = with.data;
    struct event_page *rest = xcalloc(count + 1, sizeof *rest);
    for (size_t i = 0; i < count; i++) {
        if (!with.some[i]) {
            rest[others++] = pages[i];
        }
    }
    if (code == ERR_OK) {
        code = event_bubbles_read(t, rest, others, err);
    }
    free(rest);
    free(with.some);
    return code;
}

enum err_code event_rows_read(const struct event_columns *columns, struct str kind,
                              const struct event_page *pages, size_t count, event_sink *sink,
                              void *data, struct err *err)
{
    struct table *t = xcalloc(1, sizeof *t);
    enum err_code code = ERR_OK;
    bool web = str_is(kind, "web-page");
    event_table_init(&t->events, columns, sink, data);
    t->events.alone = event_kind_phone(kind);
    t->above_arena = arena_new();
    t->tabs = !str_is(kind, "table") && !str_is(kind, "text");
    t->book = t->tabs && !web;
    t->least = web ? 3 : str_is(kind, "text") ? TEXT_COLUMNS : 2;
    if (event_rows_printed(kind)) {
        code = read_print(&t->events, pages, count, err);
    } else if (str_is(kind, "text") && is_chat(t, pages, count)) {
        code = read_chat(t, pages, count, err);
    } else {
        code = read_table(t, pages, count, true, err);
        code = code == ERR_OK ? read_table(t, pages, count, false, err) : code;
    }
    arena_free(t->above_arena);
    event_table_release(&t->events);
    free(t);
    return code;
}
