/* RTTM and UEM files; see rttm.h. */
#include "score/diarisation/rttm.h"

#include "base/mem.h"
#include "score/score_input.h"
#include "score/score_table.h"

#include <math.h>
#include <stdlib.h>

enum { FIELDS_MAX = 10, RTTM_FIELDS = 8, UEM_FIELDS = 4 };

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t split(struct str line, struct str *fields)
{
    size_t count = 0;
    for (size_t at = 0; at < line.n && count < FIELDS_MAX;) {
        size_t start = at;
        while (at < line.n && !is_blank(line.p[at])) {
            at++;
        }
        if (at > start) {
            fields[count++] = str_sub(line, start, at - start);
        }
        at += at == start;
    }
    return count;
}

static bool is_comment(struct str line)
{
    struct str text = str_trim(line);
    return text.n == 0 || text.p[0] == ';' || text.p[0] == '#';
}

static enum err_code seconds(struct str field, const char *what, double *value, struct err *err)
{
    struct str text = field;
    if (text.n > 1 && text.p[text.n - 1] == '*') { /* marks an estimated time */
        text.n--;
    }
    TRY(score_number(text, what, value, err));
    if (*value < 0 || *value > 1e9) {
        return err_set(err, ERR_FORMAT, "%s is %.*s seconds", what, STR_ARG(field));
    }
    return ERR_OK;
}

static bool is_absent(struct str field)
{
    return str_is(field, "<NA>") || str_is(field, "\x3cna>");
}

static bool is_type(struct str field, enum rttm_type *type)
{
    static const struct {
        const char *upper;
        const char *lower;
        enum rttm_type type;
    } types[] = {{"SPEAKER", "speaker", RTTM_TURN},  {"NOSCORE", "noscore", RTTM_REGION},
                 {"NON-LEX", "non-lex", RTTM_SOUND}, {"LEXEME", "lexeme", RTTM_WORD},
                 {"SEGMENT", "segment", RTTM_REACH}, {"SU", "su", RTTM_REACH},
                 {"EDIT", "edit", RTTM_REACH},       {"FILLER", "filler", RTTM_REACH},
                 {"IP", "ip", RTTM_REACH},           {"CB", "cb", RTTM_REACH},
                 {"A/P", "a/p", RTTM_REACH}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (str_is(field, types[i].upper) || str_is(field, types[i].lower)) {
            *type = types[i].type;
            return true;
        }
    }
    return false;
}

enum err_code rttm_line(struct str line, struct rttm_row *row, bool *counts, struct err *err)
{
    struct str fields[FIELDS_MAX];
    double length;
    *counts = false;
    if (is_comment(line)) {
        return ERR_OK;
    }
    size_t count = split(line, fields);
    if (count < RTTM_FIELDS) {
        err_set(err, ERR_FORMAT, "%zu fields, an RTTM row has at least %d", count, RTTM_FIELDS);
        err_hint(err, "a row is: SPEAKER file channel start duration <NA> <NA> speaker <NA>");
        return ERR_FORMAT;
    }
    if (!is_type(fields[0], &row->type)) {
        return ERR_OK;
    }
    if (row->type > RTTM_TURN && is_absent(fields[3])) {
        return ERR_OK;
    }
    row->file = fields[1];
    row->channel = fields[2];
    row->speaker = fields[7];
    TRY(seconds(fields[3], "the start", &row->when.start, err));
    if (row->type > RTTM_TURN && is_absent(fields[4])) {
        length = 0;
    } else {
        TRY(seconds(fields[4], "the duration", &length, err));
    }
    row->when.end = row->when.start + length;
    *counts = true;
    return ERR_OK;
}

enum err_code uem_line(struct str line, struct rttm_row *row, bool *counts, struct err *err)
{
    struct str fields[FIELDS_MAX];
    *counts = false;
    if (is_comment(line)) {
        return ERR_OK;
    }
    if (split(line, fields) != UEM_FIELDS) {
        err_set(err, ERR_FORMAT, "a UEM row has %d fields", UEM_FIELDS);
        err_hint(err, "a row is: file channel from to");
        return ERR_FORMAT;
    }
    *row = (struct rttm_row){.file = fields[0], .channel = fields[1]};
    TRY(seconds(fields[2], "the beginning", &row->when.start, err));
    TRY(seconds(fields[3], "the end", &row->when.end, err));
    if (row->when.end < row->when.start) {
        return err_set(err, ERR_FORMAT, "a region ends at %g, before it begins at %g",
                       row->when.end, row->when.start);
    }
    *counts = true;
    return ERR_OK;
}

struct reading {
    struct arena *arena;
    struct recordings *recordings;
    size_t turns;
};

static struct recording *recording_of(struct reading *reading, const struct rttm_row *row,
                                      size_t line)
{
    struct recordings *all = reading->recordings;
    const char *name =
        arena_printf(reading->arena, "%.*s %.*s", STR_ARG(row->file), STR_ARG(row->channel));
    uint32_t number = name_table_add(all->names, str_of(name));
    if (number == all->count) {
        all->items = mem_grow(all->items, all->count, &all->room, sizeof *all->items);
        all->items[all->count++] =
            (struct recording){.name = name,
                               .line = line,
                               .extent = {INFINITY, -INFINITY},
                               .speakers = name_table_new(reading->arena)};
    }
    return &all->items[number];
}

/* What md-eval looks at beside turns. */
static void add_event(struct recording *recording, const struct rttm_row *row)
{
    struct region *extent = &recording->extent;
    extent->start = fmin(extent->start, row->when.start);
    extent->end = fmax(extent->end, row->when.end);
    if (row->type == RTTM_REACH) {
        return;
    }
    recording->events = mem_grow(recording->events, recording->event_count,
                                 &recording->event_room, sizeof *recording->events);
    recording->events[recording->event_count++] =
        (struct zone_event){row->type == RTTM_TURN    ? ZONE_TURN
                            : row->type == RTTM_SOUND ? ZONE_SOUND
                                                      : ZONE_WORD,
                            row->when};
    recording->sounds += row->type == RTTM_SOUND;
}

static enum err_code add_row(struct reading *reading, const struct rttm_row *row, size_t line,
                             struct err *err)
{
    struct recording *recording = recording_of(reading, row, line);
    if (++reading->turns > RTTM_TURNS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d rows", RTTM_TURNS_MAX);
    }
    if (row->type == RTTM_REGION) {
        recording->regions = mem_grow(recording->regions, recording->region_count,
                                      &recording->region_room, sizeof *recording->regions);
        recording->regions[recording->region_count++] = row->when;
        return ERR_OK;
    }
    add_event(recording, row);
    if (row->type != RTTM_TURN) {
        return ERR_OK;
    }
    uint32_t speaker = name_table_add(recording->speakers, row->speaker);
    if (speaker >= RTTM_SPEAKERS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d speakers in one recording",
                       RTTM_SPEAKERS_MAX);
    }
    if (row->when.end > row->when.start) {
        recording->turns = mem_grow(recording->turns, recording->turn_count,
                                    &recording->turn_room, sizeof *recording->turns);
        recording->turns[recording->turn_count++] =
            (struct turn){row->when.start, row->when.end, speaker};
    }
    return ERR_OK;
}

static void release(void *data)
{
    struct recordings *all = data;
    for (size_t i = 0; i < all->count; i++) {
        free(all->items[i].turns);
        free(all->items[i].regions);
        free(all->items[i].events);
    }
    free(all->items);
}

static enum err_code read_rows(struct score_report *report, struct score_input *input,
                               enum rttm_kind kind, struct reading *reading, struct err *err)
{
    for (;;) {
        struct str line;
        struct rttm_row row;
        bool found;
        bool counts;
        TRY(score_input_line(input, &line, &found, err));
        if (!found) {
            return ERR_OK;
        }
        size_t number = score_input_number(input);
        enum err_code code = kind == KIND_RTTM ? rttm_line(line, &row, &counts, err)
                                               : uem_line(line, &row, &counts, err);
        if (code == ERR_OK && counts) {
            code = add_row(reading, &row, number, err);
        }
        if (code != ERR_OK) {
            TRY(score_report_skip(report, score_input_path(input), number, code, err));
        }
    }
}

enum err_code rttm_read(struct score_report *report, const char *path, enum rttm_kind kind,
                        struct recordings *recordings, struct err *err)
{
    struct arena *arena = score_report_arena(report);
    struct recordings *kept = arena_zalloc(arena, sizeof *kept);
    struct reading reading = {arena, kept, 0};
    struct score_input *input;
    kept->names = name_table_new(arena);
    arena_on_free(arena, release, kept);
    TRY(score_input_open(path, &input, err));
    enum err_code code = read_rows(report, input, kind, &reading, err);
    score_input_close(input);
    *recordings = *kept;
    return code;
}

const struct recording *recordings_find(const struct recordings *recordings, const char *name)
{
    uint32_t number;
    return name_table_find(recordings->names, str_of(name), &number)
               ? &recordings->items[number]
               : NULL;
}
