#include "casefile/event_rows.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "casefile/event_time.h"

#include <string.h>

enum {
    CELLS_MAX = 128,
    HEAD_WITHIN = 40, /* rows in which the headings must come */
    CELL_MAX = 65536,
    CHAT_LINES = 40, /* of a text are looked at to tell whether it is a chat */
    ORDER_VALUES = 4000
};

struct table {
    struct arena *arena; /* of a row */
    const struct event_columns *columns;
    event_sink *sink;
    void *data;
    char separator;
    bool quotes;
    struct str sheet;
    bool headed;
    bool alone; /* each page has its own headings, and one whose label tells no rows none */
    int rows;   /* looked at for headings */
    enum event_column roles[CELLS_MAX];
    struct str headings[CELLS_MAX];
    size_t width;
    struct arena *headings_arena;
    enum day_order order;
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

/* A cell, its quotes (RFC 4180) taken off; *at behind it and its separator; false at the row's
 * end. */
static bool next_cell(struct table *t, size_t *at, struct str *cell)
{
    struct str text = t->page->text;
    size_t i = *at;
    if (t->quotes && i < text.n && text.p[i] == '"') {
        struct strbuf out;
        strbuf_init(&out, CELL_MAX);
        for (i++; i < text.n; i++) {
            if (text.p[i] == '"' && (i + 1 >= text.n || text.p[i + 1] != '"')) {
                i++;
                break;
            }
            i += text.p[i] == '"';
            strbuf_putc(&out, text.p[i]);
        }
        *cell = arena_str(t->arena, strbuf_view(&out));
        strbuf_release(&out);
    } else {
        *cell = STR("");
    }
    size_t from = i;
    while (i < text.n && text.p[i] != t->separator && text.p[i] != '\n') {
        i++;
    }
    if (cell->n == 0) {
        *cell = str_trim(str_sub(text, from, i - from));
    }
    bool more = i < text.n && text.p[i] == t->separator;
    *at = i < text.n ? i + 1 : i;
    return more;
}

/* A row's cells; how many; *at behind it. */
static size_t next_row(struct table *t, size_t *at, struct str cells[CELLS_MAX])
{
    size_t count = 0;
    struct str cell;
    bool more = true;
    while (more) {
        more = next_cell(t, at, &cell);
        if (count < CELLS_MAX) {
            cells[count++] = cell;
        }
    }
    return count;
}

/* A row is one of headings when it names a time and at least one of who or what. */
static void look_for_headings(struct table *t, const struct str *cells, size_t count)
{
    enum event_column roles[CELLS_MAX] = {EVENT_NO_COLUMN};
    bool seen[EVENT_COLUMN_KINDS] = {false};
    for (size_t i = 0; i < count; i++) {
        enum event_column role = event_column_of(t->columns, cells[i]);
        roles[i] = seen[role] ? EVENT_NO_COLUMN : role; /* the first of its kind counts */
        seen[role] = true;
    }
    bool when = seen[EVENT_AT] || seen[EVENT_DATE];
    bool who = seen[EVENT_FROM] || seen[EVENT_TO] || seen[EVENT_PARTY];
    t->rows++;
    if (!when || !who) {
        return;
    }
    t->headed = true;
    t->width = count;
    arena_reset(t->headings_arena);
    for (size_t i = 0; i < count; i++) {
        t->roles[i] = roles[i];
        t->headings[i] = arena_str(t->headings_arena, cells[i]);
    }
}

static void set_time(struct table *t, struct event *event, struct str at, struct str date,
                     struct str clock, struct str zone)
{
    struct event_time time;
    size_t taken = 0;
    event->said = at.n > 0 ? at
                           : str_of(arena_printf(t->arena, "%.*s%s%.*s", STR_ARG(date),
                                                 clock.n > 0 ? " " : "", STR_ARG(clock)));
    /* A workbook keeps a time of day as a date of 1899 or 1900, or without one. */
    if (!event_time_read(event->said, t->order, &time, &taken)) {
        return;
    }
    event->at = str_of(arena_strdup(t->arena, time.at));
    event->assumed = time.numbered && t->order == DAY_UNKNOWN;
    event->zone = zone.n > 0 ? zone : str_of(arena_strdup(t->arena, time.zone));
}

static struct event event_of(struct table *t, const struct str *cells, size_t count)
{
    struct event event = {.seconds = -1};
    struct str values[EVENT_COLUMN_KINDS] = {{NULL, 0}};
    struct strbuf other;
    strbuf_init(&other, CELL_MAX);
    for (size_t i = 0; i < count && i < t->width; i++) {
        if (t->roles[i] != EVENT_NO_COLUMN) {
            values[t->roles[i]] = cells[i];
        } else if (cells[i].n > 0) {
            strbuf_printf(&other, "%.*s: %.*s\n", STR_ARG(t->headings[i]), STR_ARG(cells[i]));
        }
    }
    set_time(t, &event, values[EVENT_AT], values[EVENT_DATE], values[EVENT_TIME],
             values[EVENT_ZONE]);
    event.from = values[EVENT_FROM];
    event.to = values[EVENT_TO];
    event.party = values[EVENT_PARTY];
    event.direction = values[EVENT_DIRECTION];
    event.text = values[EVENT_TEXT];
    event.kind = values[EVENT_KIND];
    if (values[EVENT_DURATION].n > 0) {
        event.seconds = event_seconds(values[EVENT_DURATION]);
        if (event.seconds < 0) {
            strbuf_printf(&other, "duration: %.*s\n", STR_ARG(values[EVENT_DURATION]));
        }
    }
    if (event.kind.n == 0) {
        event.kind = values[EVENT_TEXT].n > 0       ? STR("message")
                     : values[EVENT_DURATION].n > 0 ? STR("call")
                                                    : STR("");
    }
    event.other = arena_str(t->arena, str_trim(strbuf_view(&other)));
    strbuf_release(&other);
    return event;
}

static enum err_code put_row(struct table *t, const struct str *cells, size_t count,
                             size_t from, size_t to, struct err *err)
{
    struct event event = event_of(t, cells, count);
    bool empty =
        event.from.n + event.to.n + event.party.n + event.text.n == 0 || event.said.n == 0;
    if (empty && !t->alone) { /* a record of a phone counts: a call whose number is withheld */
        return ERR_OK;        /* a line between, a sum */
    }
    event.page = t->page->number;
    event.start = points_to(t, from);
    event.end = points_to(t, to);
    return t->sink(t->data, &event, err);
}

/* The rows of a page; before the headings came, for the order of their dates only. */
static enum err_code take_page(struct table *t, bool only_order, int *values, struct err *err)
{
    struct str cells[CELLS_MAX];
    struct str text = t->page->text;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        size_t count = next_row(t, &at, cells);
        size_t to = at > from && text.p[at - 1] == '\n' ? at - 1 : at;
        if (!t->headed && t->rows < HEAD_WITHIN) {
            look_for_headings(t, cells, count);
        } else if (t->headed && only_order) {
            for (size_t i = 0; i < count && i < t->width && *values < ORDER_VALUES; i++) {
                bool date = t->roles[i] == EVENT_AT || t->roles[i] == EVENT_DATE;
                enum day_order order = date ? event_time_order(cells[i]) : DAY_UNKNOWN;
                t->order = order != DAY_UNKNOWN ? order : t->order;
                *values += date;
            }
        } else if (t->headed) {
            TRY(put_row(t, cells, count, from, to, err));
        }
        arena_reset(t->arena);
    }
    return ERR_OK;
}

/* "sheet Calls, rows 1 to 100": the sheet; another's columns are its own. */
static struct str sheet_of(struct str label)
{
    size_t end = str_find(label, STR(", rows "));
    return end == SIZE_MAX ? STR("") : str_sub(label, 0, end);
}

static char separator_of(struct str text)
{
    size_t counts[3] = {0};
    static const char separators[] = {',', ';', '\t'};
    struct str head = str_sub(text, 0, 4096);
    for (size_t i = 0; i < head.n; i++) {
        for (size_t k = 0; k < 3; k++) {
            counts[k] += head.p[i] == separators[k];
        }
    }
    return counts[1] > counts[0] && counts[1] >= counts[2] ? ';'
           : counts[2] > counts[0]                         ? '\t'
                                                           : ',';
}

static enum err_code read_table(struct table *t, bool book, const struct event_page *pages,
                                size_t count, bool only_order, struct err *err)
{
    int values = 0;
    t->headed = false;
    t->rows = 0;
    t->separator = book || count == 0 ? '\t' : separator_of(pages[0].text);
    t->quotes = !book;
    t->sheet = STR("");
    for (size_t i = 0; i < count; i++) {
        struct str sheet = sheet_of(pages[i].label);
        if (t->alone && sheet.n == 0) {
            continue;
        }
        if (t->alone || (book && (sheet.n == 0 || !str_eq(sheet, t->sheet)))) {
            t->headed = false;
            t->rows = 0;
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
    enum err_code code = c->t->sink(c->t->data, &c->event, err);
    arena_reset(c->t->arena);
    return code;
}

static void open_message(struct chat *c, const struct event_time *time, struct str said,
                         struct str rest, size_t from)
{
    struct arena *arena = c->t->arena;
    size_t colon = str_find(rest, STR(": "));
    bool named = colon != SIZE_MAX && colon > 0 && colon < 120;
    c->event = (struct event){.seconds = -1,
                              .page = c->t->page->number,
                              .start = points_to(c->t, from),
                              .kind = named ? STR("message") : STR("notice"),
                              .at = str_of(arena_strdup(arena, time->at)),
                              .zone = str_of(arena_strdup(arena, time->zone)),
                              .said = arena_str(arena, said),
                              .assumed = time->numbered && c->t->order == DAY_UNKNOWN};
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
        if (chat_line(line, c->t->order, &time, &said, &rest)) {
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
    strbuf_init(&c.text, CELL_MAX);
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
                t->order = order != DAY_UNKNOWN ? order : t->order;
                goes_back(&first, line);
                goes_back(&second, line);
            }
        }
    }
    if (t->order == DAY_UNKNOWN && (first.back == 0) != (second.back == 0)) {
        t->order = first.back == 0 ? DAY_FIRST : MONTH_FIRST;
    }
    return found >= 2;
}

/* Tables that tools/read-document made of records (phone_rows.h). */
static bool event_kind_phone(struct str kind)
{
    return str_is(kind, "phone-report") || str_is(kind, "phone-backup") ||
           str_is(kind, "chat-export");
}

bool event_rows_of(struct str kind)
{
    return event_kind_phone(kind) || str_is(kind, "table") || str_is(kind, "excel") ||
           str_is(kind, "opendocument") || str_is(kind, "text");
}

enum err_code event_rows_read(struct arena *arena, const struct event_columns *columns,
                              struct str kind, const struct event_page *pages, size_t count,
                              event_sink *sink, void *data, struct err *err)
{
    struct table *t = arena_zalloc(arena, sizeof *t);
    enum err_code code = ERR_OK;
    t->alone = event_kind_phone(kind);
    bool book = t->alone || str_is(kind, "excel") || str_is(kind, "opendocument");
    t->arena = arena_new();
    t->headings_arena = arena_new();
    t->columns = columns;
    t->sink = sink;
    t->data = data;
    if (book || str_is(kind, "table")) {
        code = read_table(t, book, pages, count, true, err);
        code = code == ERR_OK ? read_table(t, book, pages, count, false, err) : code;
    } else if (str_is(kind, "text") && is_chat(t, pages, count)) {
        code = read_chat(t, pages, count, err);
    }
    arena_free(t->arena);
    arena_free(t->headings_arena);
    return code;
}
