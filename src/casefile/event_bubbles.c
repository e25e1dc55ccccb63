#include "casefile/event_bubbles.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "casefile/page_lines.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    NAMES_MAX = 64,
    NAME_BYTES_MAX = 200,
    EDGE_LINES = 4, /* at the top and at the bottom of a page, that may stand on each */
    EDGES_MAX = 2000,
    SAME_HEIGHT = 300, /* hundredths of a point */
    BUBBLES_REPORT = 2,
    BUBBLES_OTHER = 3
};

enum cell { CELL_FROM, CELL_TO, CELL_DIRECTION, CELL_AT, CELL_TEXT, CELL_OTHER, CELLS };

/* A line at the edge of a page: without its digits unless it is a time. */
struct edge {
    uint64_t hash;
    int32_t y;
    int64_t page;
};

struct bubble {
    bool open;
    bool timed;    /* its time came before its text */
    bool receipts; /* who got and read it when stands in it: its own time comes behind */
    struct strbuf cells[CELLS];
    struct event_place place;
    int32_t bottom; /* of its last line */
    int64_t page;   /* on which that stands */
};

struct bubbles {
    struct event_table *t;
    struct arena *arena;   /* of a page */
    struct arena *lasting; /* of names */
    struct bubble bubble;
    struct str names[NAMES_MAX]; /* of participants */
    size_t name_count;
    bool naming;    /* lines of participants stand here */
    bool may_begin; /* a name alone begins a bubble here */
    bool only_look;
    bool mail;
    size_t begun, whole;
    struct edge *edges;
    size_t edge_count;
    size_t edge_pages; /* of which these are */
};

static const struct str headings[CELLS] = {{"From", 4}, {"To", 2},      {"Direction", 9},
                                           {"Time", 4}, {"Message", 7}, {"Also", 4}};

static bool is_same(struct str a, struct str b)
{
    return a.n == b.n && a.n > 0 && strncasecmp(a.p, b.p, a.n) == 0;
}

/* What stands behind "NAME:" at the start of a line. */
static bool behind_label(struct str line, const char *name, struct str *rest)
{
    size_t n = strlen(name);
    if (line.n <= n || strncasecmp(line.p, name, n) != 0 || line.p[n] != ':') {
        return false;
    }
    *rest = str_trim(str_from(line, n + 1));
    return true;
}

/* Without "(owner)", which says that the phone is this one's; *own when it stands there. */
static struct str sender_of(struct str said, bool *own)
{
    const struct str owner = STR("(owner)");
    *own = said.n > owner.n && strncasecmp(said.p + said.n - owner.n, owner.p, owner.n) == 0;
    return *own ? str_trim(str_sub(said, 0, said.n - owner.n)) : said;
}

/* Whether a text is a date with a time, and behind it a word of what became of the message at
 * most. */
static bool is_time(const struct bubbles *b, struct str text)
{
    static const char *const states[] = {"", "read", "sent", "delivered", "received", "unread"};
    struct event_time time;
    size_t taken = 0;
    if (!event_time_read(text, b->t->order, &time, &taken) || strchr(time.at, 'T') == NULL) {
        return false;
    }
    struct str rest = str_trim(str_from(text, taken));
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (is_same(rest, str_of(states[i])) || (rest.n == 0 && i == 0)) {
            return true;
        }
    }
    return false;
}

/* Where the time begins that ends a line: at a phrase of its own; line->count: none. */
static size_t time_at(const struct bubbles *b, const struct page_line *line)
{
    for (size_t at = 0; at < line->count; at += page_line_phrase(line, at)) {
        if (is_time(b, page_line_text(b->arena, line, at, line->count - at))) {
            return at;
        }
    }
    return line->count;
}

/* ---- what stands on each page ---- */

static uint64_t edge_hash(struct str text, bool exact)
{
    uint64_t hash = 14695981039346656037U; /* FNV-1a */
    for (size_t i = 0; i < text.n; i++) {
        if (exact || text.p[i] < '0' || text.p[i] > '9') {
            hash = (hash ^ (unsigned char)text.p[i]) * 1099511628211U;
        }
    }
    return hash;
}

static struct edge edge_of(const struct bubbles *b, const struct page_line *line, int64_t page)
{
    struct str text = page_line_text(b->arena, line, 0, line->count);
    return (struct edge){edge_hash(text, time_at(b, line) < line->count), line->y0, page};
}

static bool is_edge(size_t i, size_t count)
{
    return i < EDGE_LINES || i + EDGE_LINES >= count;
}

static void note_edges(struct bubbles *b, const struct page_lines *lines, int64_t page)
{
    b->edge_pages += b->edge_count < EDGES_MAX && lines->count > 0;
    for (size_t i = 0; i < lines->count && b->edge_count < EDGES_MAX; i++) {
        if (is_edge(i, lines->count)) {
            b->edges[b->edge_count++] = edge_of(b, &lines->lines[i], page);
        }
    }
}

/* On at least half of the pages: a line of a message may stand as another does by chance. */
static bool is_furniture(const struct bubbles *b, const struct page_line *line, int64_t page)
{
    struct edge own = edge_of(b, line, page);
    int64_t seen = page;
    size_t others = 0;
    for (size_t i = 0; i < b->edge_count; i++) {
        if (b->edges[i].hash == own.hash && b->edges[i].page != page &&
            b->edges[i].page != seen && abs(b->edges[i].y - own.y) < SAME_HEIGHT) {
            seen = b->edges[i].page;
            others++;
        }
    }
    return others > 0 && (others + 1) * 2 >= b->edge_pages;
}

/* ---- bubbles ---- */

static void drop(struct bubble *bubble)
{
    bubble->open = false;
    for (size_t i = 0; i < CELLS; i++) {
        strbuf_clear(&bubble->cells[i]);
    }
}

/* Ends the bubble under way; one without a time is no event. */
static enum err_code close_bubble(struct bubbles *b, struct err *err)
{
    struct str cells[CELLS];
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < CELLS; i++) {
        cells[i] = strbuf_view(&b->bubble.cells[i]);
    }
    if (b->bubble.open && cells[CELL_AT].n > 0 && event_table_head(b->t, headings, CELLS, 2)) {
        b->whole++;
        if (b->only_look) {
            (void)event_table_order(b->t, cells, CELLS);
        } else {
            code = event_table_put(b->t, cells, CELLS, &b->bubble.place, err);
        }
    }
    arena_reset(b->t->arena);
    drop(&b->bubble);
    return code;
}

static void grow_place(struct bubble *bubble, const struct page_line *line, int64_t page)
{
    bubble->bottom = line->y1;
    bubble->page = page;
    for (size_t i = 0; i < line->count && bubble->place.page == page; i++) {
        int64_t start = line->words[i].start;
        int64_t end = line->words[i].end;
        bubble->place.start = start < bubble->place.start ? start : bubble->place.start;
        bubble->place.end = end > bubble->place.end ? end : bubble->place.end;
    }
}

static void open_bubble(struct bubbles *b, struct str sender, const struct page_line *line,
                        int64_t page)
{
    struct bubble *bubble = &b->bubble;
    bool own;
    struct str name = sender_of(sender, &own);
    drop(bubble);
    bubble->open = true;
    bubble->timed = false;
    bubble->receipts = false;
    bubble->place = (struct event_place){page, line->words[0].start, line->words[0].end};
    strbuf_str(&bubble->cells[CELL_FROM], name);
    strbuf_puts(&bubble->cells[CELL_DIRECTION], own ? "Outgoing" : "");
    grow_place(bubble, line, page);
    b->begun++;
    b->naming = false;
    b->may_begin = false;
}

static void add_words(struct strbuf *cell, struct str words)
{
    strbuf_puts(cell, cell->n > 0 && words.n > 0 ? " " : "");
    strbuf_str(cell, words);
}

/* Who is said to take part, a line each or parted by commas. */
static void take_names(struct bubbles *b, struct str line)
{
    struct str name;
    while (str_split(&line, ',', &name)) {
        bool own;
        name = sender_of(str_trim(name), &own);
        if (name.n > 0 && name.n <= NAME_BYTES_MAX && b->name_count < NAMES_MAX) {
            b->names[b->name_count++] = arena_str(b->lasting, name);
        }
    }
}

static bool is_participant(const struct bubbles *b, struct str text)
{
    bool own;
    struct str name = sender_of(text, &own);
    for (size_t i = 0; i < b->name_count; i++) {
        if (is_same(b->names[i], name)) {
            return true;
        }
    }
    return false;
}

/* Who sends, where the words before a time, or of a whole line, begin a bubble. */
static bool begins(const struct bubbles *b, struct str words, struct str *sender)
{
    *sender = words;
    return behind_label(words, "From", sender) || behind_label(words, "Sender", sender) ||
           ((b->may_begin || !b->bubble.open) && is_participant(b, words));
}

static enum err_code take_time(struct bubbles *b, struct str time, struct err *err)
{
    struct bubble *bubble = &b->bubble;
    strbuf_clear(&bubble->cells[CELL_AT]); /* of several behind receipts the last */
    strbuf_str(&bubble->cells[CELL_AT], time);
    bubble->timed = bubble->cells[CELL_TEXT].n == 0 && !bubble->receipts;
    b->may_begin = true;
    return bubble->timed || bubble->receipts ? ERR_OK : close_bubble(b, err);
}

/* "Status: Read" and what else is told of a message, not in it. */
static bool is_state(struct str words)
{
    static const char *const states[] = {"Status", "Platform", "Deleted", "Label"};
    struct str rest;
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (behind_label(words, states[i], &rest)) {
            return true;
        }
    }
    return false;
}

/* The headings over who got a message and read it. */
static bool heads_receipts(struct str words)
{
    return str_starts(words, STR("Participant ")) &&
           (str_find(words, STR("Delivered")) != SIZE_MAX ||
            str_find(words, STR("Read")) != SIZE_MAX);
}

/* A line that goes on with a bubble: to whom, what became of it, or its text. */
static void take_words(struct bubbles *b, struct str words)
{
    struct bubble *bubble = &b->bubble;
    struct strbuf *other = &bubble->cells[CELL_OTHER];
    struct str rest;
    b->mail =
        b->mail || behind_label(words, "Sent", &rest) || behind_label(words, "Subject", &rest);
    bubble->receipts = bubble->receipts || heads_receipts(words);
    if (bubble->cells[CELL_TEXT].n == 0 && behind_label(words, "To", &rest)) {
        add_words(&bubble->cells[CELL_TO], rest);
    } else if (is_state(words) || bubble->receipts) {
        strbuf_puts(other, other->n > 0 ? "; " : "");
        strbuf_str(other, words);
    } else {
        add_words(&bubble->cells[CELL_TEXT], words);
    }
}

/* Below a bubble whose text comes last, well away from it. */
static bool is_apart(const struct bubble *bubble, const struct page_line *line, int64_t page)
{
    int32_t high = line->words[0].y1 - line->words[0].y0;
    return bubble->timed && bubble->page == page && line->y0 - bubble->bottom > 2 * high;
}

static enum err_code take_line(struct bubbles *b, const struct page_line *line, int64_t page,
                               struct err *err)
{
    struct str sender;
    struct str rest;
    size_t at = time_at(b, line);
    struct str words = page_line_text(b->arena, line, 0, at);
    struct str time = page_line_text(b->arena, line, at, line->count - at);
    if (behind_label(words, "Participants", &rest) || is_same(words, STR("Participants"))) {
        b->naming = true;
        take_names(b, is_same(words, STR("Participants")) ? STR("") : rest);
        return close_bubble(b, err);
    }
    if (begins(b, words, &sender)) {
        TRY(close_bubble(b, err));
        open_bubble(b, sender, line, page);
        return time.n > 0 ? take_time(b, time, err) : ERR_OK;
    }
    if (b->naming && time.n == 0) {
        b->naming = !str_ends(words, STR(":"));
        take_names(b, b->naming ? words : STR(""));
        return ERR_OK;
    }
    if (!b->bubble.open) {
        return ERR_OK;
    }
    if (is_apart(&b->bubble, line, page)) {
        return close_bubble(b, err);
    }
    bool own_time = time.n > 0 && !b->bubble.timed && (words.n == 0 || is_state(words));
    if (words.n > 0 || !own_time) {
        take_words(b, own_time ? words : page_line_text(b->arena, line, 0, line->count));
    }
    grow_place(&b->bubble, line, page);
    return own_time ? take_time(b, time, err) : ERR_OK;
}

static enum err_code take_all(struct bubbles *b, const struct event_page *pages, size_t count,
                              bool only_look, struct err *err)
{
    b->only_look = only_look;
    b->name_count = 0;
    b->begun = 0;
    b->whole = 0;
    b->may_begin = false;
    for (size_t i = 0; i < count; i++) {
        struct page_lines lines = page_lines_of(b->arena, pages[i].text, pages[i].words);
        for (size_t k = 0; k < lines.count; k++) {
            const struct page_line *line = &lines.lines[k];
            bool edge = is_edge(k, lines.count) && is_furniture(b, line, pages[i].number);
            struct str ignored;
            struct str words = page_line_text(b->arena, line, 0, line->count);
            if (!edge || behind_label(words, "From", &ignored)) {
                TRY(take_line(b, line, pages[i].number, err));
            }
        }
        arena_reset(b->arena);
    }
    return close_bubble(b, err);
}

static bool counts(const struct bubbles *b, const struct event_page *pages, size_t count)
{
    bool report = b->name_count > 0;
    for (size_t i = 0; i < count && !report; i++) {
        report = event_report_named(b->t->columns, pages[i].text);
    }
    return !b->mail && b->whole >= (report ? BUBBLES_REPORT : BUBBLES_OTHER) &&
           b->whole * 3 >= b->begun * 2;
}

/* Whether a word stands in the text that bubbles begin with: most documents are done here. */
static bool may_hold(const struct event_page *pages, size_t count)
{
    static const struct str words[] = {
        {"From:", 5}, {"FROM:", 5}, {"Sender:", 7}, {"Participants", 12}};
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            if (str_find(pages[i].text, words[k]) != SIZE_MAX) {
                return true;
            }
        }
    }
    return false;
}

enum err_code event_bubbles_read(struct event_table *t, const struct event_page *pages,
                                 size_t count, struct err *err)
{
    if (!may_hold(pages, count)) {
        return ERR_OK;
    }
    struct bubbles *b = xcalloc(1, sizeof *b);
    b->t = t;
    b->arena = arena_new();
    b->lasting = arena_new();
    b->edges = xcalloc(EDGES_MAX, sizeof *b->edges);
    for (size_t i = 0; i < CELLS; i++) {
        strbuf_init(&b->bubble.cells[i], EVENT_CELL_BYTES);
    }
    for (size_t i = 0; i < count; i++) {
        struct page_lines lines = page_lines_of(b->arena, pages[i].text, pages[i].words);
        note_edges(b, &lines, pages[i].number);
        arena_reset(b->arena);
    }
    enum err_code code = take_all(b, pages, count, true, err);
    if (code == ERR_OK && counts(b, pages, count)) {
        code = take_all(b, pages, count, false, err);
    }
    for (size_t i = 0; i < CELLS; i++) {
        strbuf_release(&b->bubble.cells[i]);
    }
    free(b->edges);
    arena_free(b->lasting);
    arena_free(b->arena);
    free(b);
    return code;
}
