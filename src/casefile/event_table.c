#include "casefile/event_table.h"

#include "base/strbuf.h"
#include "casefile/event_digits.h"

#include <stdio.h>
#include <string.h>

void event_table_init(struct event_table *t, const struct event_columns *columns,
                      event_sink *sink, void *data)
{
    *t = (struct event_table){.arena = arena_new(),
                              .headings_arena = arena_new(),
                              .columns = columns,
                              .sink = sink,
                              .data = data};
}

void event_table_release(struct event_table *t)
{
    arena_free(t->arena);
    arena_free(t->headings_arena);
}

bool event_table_head(struct event_table *t, const struct str *cells, size_t count, int least)
{
    struct event_heading roles[EVENT_CELLS_MAX];
    bool seen[EVENT_COLUMN_KINDS] = {false};
    int known = 0;
    count = count < EVENT_CELLS_MAX ? count : EVENT_CELLS_MAX;
    for (size_t i = 0; i < count; i++) {
        roles[i] = event_column_of(t->columns, cells[i]);
        enum event_column column = roles[i].column;
        known += column != EVENT_NO_COLUMN && !seen[column];
        roles[i].column = seen[column] ? EVENT_NO_COLUMN : column; /* the first counts */
        seen[column] = true;
    }
    bool when = seen[EVENT_AT] || seen[EVENT_DATE] || seen[EVENT_TIME];
    bool alone = !seen[EVENT_AT] && !seen[EVENT_DATE]; /* a "Time" that holds the day too */
    bool who = seen[EVENT_FROM] || seen[EVENT_TO] || seen[EVENT_PARTY] || seen[EVENT_TARGET];
    if (!when || !who || known < least) {
        return false;
    }
    t->headed = true;
    t->width = count;
    t->zone[0] = '\0';
    arena_reset(t->headings_arena);
    for (size_t i = 0; i < count; i++) {
        t->roles[i] = alone && roles[i].column == EVENT_TIME ? EVENT_AT : roles[i].column;
        t->headings[i] = arena_str(t->headings_arena, cells[i]);
        t->order = roles[i].order != DAY_UNKNOWN ? roles[i].order : t->order;
        if (roles[i].column != EVENT_NO_COLUMN && roles[i].zone[0] != '\0') {
            memcpy(t->zone, roles[i].zone, sizeof t->zone);
        }
    }
    return true;
}

int event_table_order(struct event_table *t, const struct str *cells, size_t count)
{
    int dates = 0;
    for (size_t i = 0; i < count && i < t->width; i++) {
        bool date = t->roles[i] == EVENT_AT || t->roles[i] == EVENT_DATE;
        enum day_order order = date ? event_time_order(cells[i]) : DAY_UNKNOWN;
        t->order = order != DAY_UNKNOWN ? order : t->order;
        dates += date;
    }
    return dates;
}

/* "Network: 01/03/2026 12:30": what stands behind a word and a colon. */
static struct str behind_word(struct str said)
{
    size_t colon = str_find(said, STR(": "));
    return colon != SIZE_MAX && colon < 20 ? str_from(said, colon + 2) : said;
}

/* How many bytes of it are a time; 0: none. */
static size_t understood(const struct event_table *t, struct str said, struct event_time *time)
{
    size_t taken = 0;
    if (event_time_read(said, t->order, time, &taken)) {
        return taken;
    }
    if (event_digits_read(said, time)) {
        return said.n;
    }
    struct str behind = behind_word(said);
    return event_time_read(behind, t->order, time, &taken) ? said.n - behind.n + taken : 0;
}

size_t event_table_says_time(const struct event_table *t, struct str cell)
{
    struct event_time time;
    return understood(t, cell, &time);
}

/* A day written as a number alone, so that a time of day can stand behind it. */
static struct str spelt_day(struct event_table *t, struct str day)
{
    struct event_time time;
    return event_digits_read(day, &time) ? str_of(arena_printf(t->arena, "%.10s", time.at))
                                         : day;
}

static void set_time(struct event_table *t, struct event *event, const struct str *values)
{
    struct event_time time = {.at = ""};
    struct str at = values[EVENT_AT];
    struct str date = values[EVENT_DATE];
    struct str clock = values[EVENT_TIME];
    bool known = at.n > 0 && understood(t, at, &time) > 0;
    bool day_only = known && strchr(time.at, 'T') == NULL && clock.n > 0;
    event->said = known && !day_only ? at : STR("");
    if (!known || day_only) { /* "Start time" may hold the time of day of a "Date" */
        struct str day = date.n > 0 ? date : at;
        clock = date.n > 0 && at.n > 0 && !known ? at : clock;
        event->said = str_of(arena_printf(t->arena, "%.*s%s%.*s", STR_ARG(day),
                                          clock.n > 0 && day.n > 0 ? " " : "", STR_ARG(clock)));
        struct str spelt =
            clock.n == 0
                ? day
                : str_of(arena_printf(t->arena, "%.*s %.*s", STR_ARG(spelt_day(t, day)),
                                      STR_ARG(event_digits_clock(t->arena, clock))));
        known = understood(t, spelt, &time) > 0;
    }
    if (!known) {
        event->said = event->said.n > 0 ? event->said : at;
        return;
    }
    event->at = str_of(arena_strdup(t->arena, time.at));
    event->assumed = time.numbered && t->order == DAY_UNKNOWN;
    event->zone = values[EVENT_ZONE].n > 0       ? values[EVENT_ZONE]
                  : time.zone[0] != '\0'         ? str_of(arena_strdup(t->arena, time.zone))
                  : strchr(time.at, 'T') != NULL ? str_of(arena_strdup(t->arena, t->zone))
                                                 : STR("");
}

/* "From: 07700900123" and "To 07700900123" in a column of parties; false: neither. */
static bool role_within(struct str *party, bool *to)
{
    static const struct str roles[] = {{"From:", 5}, {"From ", 5}, {"To:", 3}, {"To ", 3}};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (str_starts(*party, roles[i])) {
            *party = str_trim(str_from(*party, roles[i].n));
            *to = i >= 2;
            return true;
        }
    }
    return false;
}

static struct str both(struct event_table *t, struct str a, struct str b)
{
    return a.n == 0   ? b
           : b.n == 0 ? a
                      : str_of(arena_printf(t->arena, "%.*s; %.*s", STR_ARG(a), STR_ARG(b)));
}

/* Who called whom. Of a target and another side the direction tells it, or else the type. */
static void set_parties(struct event_table *t, struct event *event, const struct str *values)
{
    struct str target = values[EVENT_TARGET];
    bool to = false;
    event->from = values[EVENT_FROM];
    event->to = values[EVENT_TO];
    event->party = values[EVENT_PARTY];
    event->direction = values[EVENT_DIRECTION];
    if (event->from.n + event->to.n == 0 && role_within(&event->party, &to)) {
        *(to ? &event->to : &event->from) = event->party;
        event->party = STR("");
    }
    if (target.n == 0) {
        return;
    }
    if (event->from.n > 0 && event->to.n > 0) { /* both sides stand there */
        event->party = both(t, event->party, target);
        return;
    }
    struct str other = both(t, both(t, event->from, event->to), event->party);
    enum event_direction direction = event_direction_of(t->columns, values[EVENT_DIRECTION]);
    direction = direction == EVENT_NOWHERE ? event_direction_of(t->columns, values[EVENT_KIND])
                                           : direction;
    event->from = direction == EVENT_IN ? other : direction == EVENT_OUT ? target : STR("");
    event->to = direction == EVENT_IN ? target : direction == EVENT_OUT ? other : STR("");
    event->party = direction == EVENT_NOWHERE ? both(t, target, other) : STR("");
}

static void set_duration(struct event *event, struct str said, struct strbuf *other)
{
    event->seconds = said.n > 0 ? event_seconds(said) : -1;
    if (said.n > 0 && event->seconds < 0) {
        strbuf_printf(other, "duration: %.*s\n", STR_ARG(said));
    }
}

static struct event event_of(struct event_table *t, const struct str *cells, size_t count)
{
    struct event event = {.seconds = -1};
    struct str values[EVENT_COLUMN_KINDS] = {{NULL, 0}};
    struct strbuf other;
    strbuf_init(&other, EVENT_CELL_BYTES);
    for (size_t i = 0; i < count && i < t->width; i++) {
        if (t->roles[i] != EVENT_NO_COLUMN) {
            values[t->roles[i]] = cells[i];
        } else if (cells[i].n > 0) {
            strbuf_printf(&other, "%.*s: %.*s\n", STR_ARG(t->headings[i]), STR_ARG(cells[i]));
        }
    }
    set_time(t, &event, values);
    set_parties(t, &event, values);
    set_duration(&event, values[EVENT_DURATION], &other);
    event.text = values[EVENT_TEXT];
    event.kind = values[EVENT_KIND];
    if (event.kind.n == 0) {
        event.kind = values[EVENT_TEXT].n > 0       ? STR("message")
                     : values[EVENT_DURATION].n > 0 ? STR("call")
                                                    : STR("");
    }
    event.other = arena_str(t->arena, str_trim(strbuf_view(&other)));
    strbuf_release(&other);
    return event;
}

enum err_code event_table_put(struct event_table *t, const struct str *cells, size_t count,
                              const struct event_place *place, struct err *err)
{
    struct event event = event_of(t, cells, count);
    bool empty =
        event.from.n + event.to.n + event.party.n + event.text.n == 0 || event.said.n == 0;
    if (empty && !t->alone) { /* a record of a phone counts: a call whose number is withheld */
        return ERR_OK;        /* a line between, a sum */
    }
    event.page = place->page;
    event.start = place->start;
    event.end = place->end;
    return t->sink(t->data, &event, err);
}
