#include "casefile/event_cards.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "casefile/page_lines.h"

#include <stdlib.h>

enum { CARD_LINES_MAX = 40, NAME_WORDS_MAX = 5, NEAR = 300, CARDS_LEAST = 2 };

struct card {
    size_t count;
    struct strbuf names[CARD_LINES_MAX];
    struct strbuf values[CARD_LINES_MAX];
    int32_t names_x, values_x; /* where they begin */
    bool over;                 /* a line came that is no part of it */
    struct event_place place;
};

struct cards {
    struct event_table *t;
    struct card card;
    bool only_look; /* for how many there are and for the order of their dates */
    size_t found;
    struct arena *arena; /* of a page */
};

/* Time, party and one more: what makes a card one of calls or messages. */
static bool counts(const struct cards *c, const struct str *names)
{
    bool seen[EVENT_COLUMN_KINDS] = {false};
    for (size_t i = 0; i < c->card.count; i++) {
        seen[event_column_of(c->t->columns, names[i]).column] = true;
    }
    return (seen[EVENT_AT] || seen[EVENT_DATE] || seen[EVENT_TIME]) &&
           (seen[EVENT_FROM] || seen[EVENT_TO] || seen[EVENT_PARTY] || seen[EVENT_TARGET]) &&
           (seen[EVENT_TEXT] || seen[EVENT_DURATION] || seen[EVENT_DIRECTION]);
}

static enum err_code close_card(struct cards *c, struct err *err)
{
    struct str names[CARD_LINES_MAX];
    struct str values[CARD_LINES_MAX];
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < c->card.count; i++) {
        names[i] = strbuf_view(&c->card.names[i]);
        values[i] = strbuf_view(&c->card.values[i]);
    }
    if (c->card.count > 2 && counts(c, names) &&
        event_table_head(c->t, names, c->card.count, 3)) {
        c->found++;
        if (c->only_look) {
            (void)event_table_order(c->t, values, c->card.count);
        } else {
            code = event_table_put(c->t, values, c->card.count, &c->card.place, err);
        }
    }
    arena_reset(c->t->arena);
    for (size_t i = 0; i < c->card.count; i++) {
        strbuf_clear(&c->card.names[i]);
        strbuf_clear(&c->card.values[i]);
    }
    c->card.count = 0;
    return code;
}

/* How many words of a line are its name: up to a colon, or to a gap; 0: it has none. */
static size_t name_words(const struct page_line *line, bool *colon)
{
    size_t phrase = page_line_phrase(line, 0);
    for (size_t i = 0; i < phrase && i < NAME_WORDS_MAX; i++) {
        if (str_ends(line->words[i].text, STR(":"))) {
            *colon = true;
            return i + 1;
        }
    }
    *colon = false;
    return phrase < line->count && phrase <= NAME_WORDS_MAX ? phrase : 0;
}

static struct str without_colon(struct str name)
{
    return str_ends(name, STR(":")) ? str_sub(name, 0, name.n - 1) : name;
}

static void grow_place(struct card *card, const struct page_line *line, int64_t page)
{
    for (size_t i = 0; i < line->count && card->place.page == page; i++) {
        int64_t start = line->words[i].start;
        int64_t end = line->words[i].end;
        card->place.start = start < card->place.start ? start : card->place.start;
        card->place.end = end > card->place.end ? end : card->place.end;
    }
}

static enum err_code add_line(struct cards *c, const struct page_line *line, struct str name,
                              size_t words, int64_t page, struct err *err)
{
    struct card *card = &c->card;
    bool again = card->count == CARD_LINES_MAX;
    for (size_t i = 0; i < card->count; i++) {
        again = again || str_eq(strbuf_view(&card->names[i]), name);
    }
    if (again) {
        TRY(close_card(c, err));
    }
    if (card->count == 0) {
        card->place = (struct event_place){page, line->words[0].start, line->words[0].end};
        card->names_x = line->words[0].x0;
    }
    card->values_x = words < line->count ? line->words[words].x0 : card->values_x;
    strbuf_str(&card->names[card->count], name);
    strbuf_str(&card->values[card->count],
               page_line_text(c->arena, line, words, line->count - words));
    card->count++;
    card->over = false;
    grow_place(card, line, page);
    return ERR_OK;
}

static enum err_code take_line(struct cards *c, const struct page_line *line, int64_t page,
                               struct err *err)
{
    struct card *card = &c->card;
    bool colon;
    size_t words = name_words(line, &colon);
    struct str name = without_colon(page_line_text(c->arena, line, 0, words));
    bool open = card->count > 0;
    int32_t x = line->words[0].x0;
    bool known = words > 0 && event_column_of(c->t->columns, name).column != EVENT_NO_COLUMN;
    bool at_names = open && abs(x - card->names_x) < NEAR;
    bool at_values =
        words > 0 && words < line->count && abs(line->words[words].x0 - card->values_x) < NEAR;
    if (known && (!open || at_names)) {
        return add_line(c, line, name, words, page, err);
    }
    if (words > 0 && at_names && !card->over && (colon || at_values)) {
        return add_line(c, line, name, words, page, err); /* one of another name */
    }
    if (open && !card->over && x > card->names_x + NEAR && abs(x - card->values_x) < NEAR) {
        struct strbuf *value = &card->values[card->count - 1];
        strbuf_puts(value, value->n > 0 ? " " : "");
        strbuf_str(value, page_line_text(c->arena, line, 0, line->count));
        grow_place(card, line, page);
        return ERR_OK;
    }
    card->over = card->place.page == page; /* above a page's first line may stand its title */
    return ERR_OK;
}

static enum err_code take_all(struct cards *c, const struct event_page *pages, size_t count,
                              bool only_look, struct err *err)
{
    c->only_look = only_look;
    for (size_t i = 0; i < count; i++) {
        struct page_lines lines = page_lines_of(c->arena, pages[i].text, pages[i].words);
        for (size_t k = 0; k < lines.count; k++) {
            TRY(take_line(c, &lines.lines[k], pages[i].number, err));
        }
        arena_reset(c->arena);
    }
    return close_card(c, err);
}

enum err_code event_cards_read(struct event_table *t, const struct event_page *pages,
                               size_t count, struct err *err)
{
    struct cards *c = xcalloc(1, sizeof *c);
    c->t = t;
    c->arena = arena_new();
    for (size_t i = 0; i < CARD_LINES_MAX; i++) {
        strbuf_init(&c->card.names[i], EVENT_CELL_BYTES);
        strbuf_init(&c->card.values[i], EVENT_CELL_BYTES);
    }
    enum err_code code = take_all(c, pages, count, true, err);
    if (code == ERR_OK && c->found >= CARDS_LEAST) {
        code = take_all(c, pages, count, false, err);
    }
    for (size_t i = 0; i < CARD_LINES_MAX; i++) {
        strbuf_release(&c->card.names[i]);
        strbuf_release(&c->card.values[i]);
    }
    arena_free(c->arena);
    free(c);
    return code;
}
