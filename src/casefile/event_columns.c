#include "casefile/event_columns.h"

#include "base/file.h"
#include "base/json.h"

#include <string.h>

enum { FILE_MAX_BYTES = 1 << 20, HEADING_MAX = 80 };

static const char *const names[EVENT_COLUMN_KINDS] = {[EVENT_AT] = "at",
                                                      [EVENT_DATE] = "date",
                                                      [EVENT_TIME] = "time",
                                                      [EVENT_ZONE] = "zone",
                                                      [EVENT_FROM] = "from",
                                                      [EVENT_TO] = "to",
                                                      [EVENT_PARTY] = "party",
                                                      [EVENT_TARGET] = "target",
                                                      [EVENT_DIRECTION] = "direction",
                                                      [EVENT_DURATION] = "duration",
                                                      [EVENT_TEXT] = "text",
                                                      [EVENT_KIND] = "kind"};

struct event_columns {
    const struct js *lists[EVENT_COLUMN_KINDS]; /* NULL: an older file without it */
    const struct js *in, *out;                  /* words of directions */
    const struct js *seconds;                   /* units of durations */
    const struct js *reports;                   /* names of reports of extractions */
};

static enum err_code need_list(const struct js *object, const char *name, const char *path,
                               const struct js **list, struct err *err)
{
    TRY(js_may(object, name, JS_ARRAY, list, err));
    for (size_t k = 0; *list != NULL && k < (*list)->array.count; k++) {
        if ((*list)->array.items[k].type != JS_STRING) {
            return err_set(err, ERR_FORMAT, "%s: \"%s\" holds what is no text", path, name);
        }
    }
    return ERR_OK;
}

enum err_code event_columns_load(struct arena *arena, const char *path,
                                 struct event_columns **out, struct err *err)
{
    struct str text;
    struct js *object;
    const struct js *columns;
    const struct js *directions = NULL;
    struct event_columns *made = arena_zalloc(arena, sizeof *made);
    TRY(file_read(arena, path, FILE_MAX_BYTES, &text, err));
    TRY(js_parse(arena, text, &object, err));
    TRY(js_need(object, "columns", JS_OBJECT, &columns, err));
    for (int i = EVENT_AT; i < EVENT_COLUMN_KINDS; i++) {
        TRY(need_list(columns, names[i], path, &made->lists[i], err));
    }
    TRY(need_list(object, "seconds", path, &made->seconds, err));
    TRY(need_list(object, "reports", path, &made->reports, err));
    TRY(js_may(object, "directions", JS_OBJECT, &directions, err));
    if (directions != NULL) {
        TRY(need_list(directions, "in", path, &made->in, err));
        TRY(need_list(directions, "out", path, &made->out, err));
    }
    *out = made;
    return ERR_OK;
}

/* Small letters and digits, one blank between words; `humps`: a capital after a small letter
 * or before one begins a word (servedMSISDN, IMEINumber). */
static struct str fold(struct str heading, bool humps, char out[HEADING_MAX])
{
    size_t n = 0;
    bool small = false;
    for (size_t i = 0; i < heading.n && n + 2 < HEADING_MAX; i++) {
        char c = heading.p[i];
        bool capital = c >= 'A' && c <= 'Z';
        c = capital ? (char)(c + 32) : c;
        bool word =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
        bool next_small =
            i + 1 < heading.n && heading.p[i + 1] >= 'a' && heading.p[i + 1] <= 'z';
        bool hump = humps && capital && n > 0 && out[n - 1] != ' ' && (small || next_small);
        if (hump || (!word && n > 0 && out[n - 1] != ' ')) {
            out[n++] = ' ';
        }
        if (word) {
            out[n++] = c;
        }
        small = word && !capital;
    }
    return str_n(out, n > 0 && out[n - 1] == ' ' ? n - 1 : n);
}

static bool in_list(const struct js *list, struct str folded)
{
    for (size_t k = 0; list != NULL && k < list->array.count; k++) {
        if (str_eq(list->array.items[k].string, folded)) {
            return true;
        }
    }
    return false;
}

static enum event_column look_up(const struct event_columns *columns, struct str folded)
{
    for (int i = EVENT_AT; i < EVENT_COLUMN_KINDS; i++) {
        if (in_list(columns->lists[i], folded)) {
            return (enum event_column)i;
        }
    }
    return EVENT_NO_COLUMN;
}

static bool of_time(enum event_column column)
{
    return column == EVENT_AT || column == EVENT_DATE || column == EVENT_TIME;
}

/* "Start (UTC)": without what stands in brackets at its end; *note what stands in them. */
static struct str without_note(struct str heading, struct str *note)
{
    heading = str_trim(heading);
    *note = STR("");
    if (!str_ends(heading, STR(")")) && !str_ends(heading, STR("]"))) {
        return heading;
    }
    size_t at = heading.n - 1;
    while (at > 0 && heading.p[at] != '(' && heading.p[at] != '[') {
        at--;
    }
    if (at == 0) {
        return heading;
    }
    *note = str_sub(heading, at + 1, heading.n - at - 2);
    return str_sub(heading, 0, at);
}

static enum event_column with_note(const struct event_columns *columns, struct str heading)
{
    char folded[HEADING_MAX];
    struct str note;
    struct str bare = without_note(heading, &note);
    enum event_column column = look_up(columns, fold(bare, false, folded));
    if (column == EVENT_DURATION && note.n > 0 &&
        !in_list(columns->seconds, fold(note, false, folded))) {
        return EVENT_NO_COLUMN; /* minutes: not guessed */
    }
    return column;
}

/* "Start time UTC" */
static enum event_column with_zone(const struct event_columns *columns, struct str folded)
{
    static const struct str zones[] = {{" utc", 4}, {" gmt", 4}, {" bst", 4}};
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        if (str_ends(folded, zones[i])) {
            enum event_column column =
                look_up(columns, str_sub(folded, 0, folded.n - zones[i].n));
            return of_time(column) ? column : EVENT_NO_COLUMN;
        }
    }
    return EVENT_NO_COLUMN;
}

struct event_heading event_column_of(const struct event_columns *columns, struct str heading)
{
    char folded[HEADING_MAX];
    struct event_heading out = {.zone = ""};
    struct str plain = fold(heading, false, folded);
    out.column = look_up(columns, plain);
    if (out.column == EVENT_NO_COLUMN) {
        out.column = with_note(columns, heading);
    }
    if (out.column == EVENT_NO_COLUMN) {
        out.column = with_zone(columns, plain);
    }
    if (of_time(out.column)) {
        event_zone_within(heading, out.zone);
        out.order = str_find(plain, STR("dd mm yy")) != SIZE_MAX   ? DAY_FIRST
                    : str_find(plain, STR("mm dd yy")) != SIZE_MAX ? MONTH_FIRST
                                                                   : DAY_UNKNOWN;
    }
    if (out.column == EVENT_NO_COLUMN) {
        out.column = look_up(columns, fold(heading, true, folded));
    }
    return out;
}

enum event_direction event_direction_of(const struct event_columns *columns, struct str said)
{
    char folded[HEADING_MAX];
    struct str rest = fold(said, true, folded);
    struct str word;
    bool in = false;
    bool out = false;
    while (str_split(&rest, ' ', &word)) {
        in = in || in_list(columns->in, word);
        out = out || in_list(columns->out, word);
    }
    return in == out ? EVENT_NOWHERE : in ? EVENT_IN : EVENT_OUT;
}

bool event_report_named(const struct event_columns *columns, struct str page)
{
    char folded[HEADING_MAX];
    struct str line;
    while (str_split(&page, '\n', &line)) {
        struct str words = fold(line, false, folded);
        for (size_t k = 0; columns->reports != NULL && k < columns->reports->array.count; k++) {
            if (str_has_words(words, columns->reports->array.items[k].string)) {
                return true;
            }
        }
    }
    return false;
}
