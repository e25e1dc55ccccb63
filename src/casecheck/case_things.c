/* What the index tells: things, mentions, moments; see case_index.h. */
#include "casecheck/case_index.h"

#include "base/ascii_case.h"
#include "base/arena.h"
#include "base/clock.h"
#include "casecheck/casecheck.h"
#include "casecheck_sql.h"
#include "store/db_ask.h"

static enum err_code text_of_mention(struct db *db, struct arena *arena, int64_t mention,
                                     struct str *text, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casecheck_mention_text, &query, err, "i", mention));
    TRY(db_step(query, &row, err));
    *text = row ? arena_str(arena, db_text(query, 0)) : STR("");
    db_reset(query);
    return ERR_OK;
}

/* Of the first mentions: in how many ways the name is written beside `text`. */
static enum err_code other_forms(struct db *db, struct arena *arena, struct case_thing *thing,
                                 struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casecheck_forms, &query, err, "tt", thing->kind, thing->key));
    TRY(db_step(query, &row, err));
    while (row) {
        struct str form = arena_str(arena, db_text(query, 0));
        if (thing->also.n == 0 && !str_eq_but_case(form, thing->text)) {
            thing->also = form;
        } else if (!str_eq_but_case(form, thing->text) &&
                   str_find(thing->also, form) == SIZE_MAX) {
            thing->also =
                str_of(arena_printf(arena, "%.*s, %.*s", STR_ARG(thing->also), STR_ARG(form)));
        }
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code give_things(struct db *db, struct arena *arena, struct str kind,
                                 int64_t max,
                                 void (*each)(void *data, const struct case_thing *thing),
                                 void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casecheck_things, &query, err, "ti", kind, max));
    TRY(db_step(query, &row, err));
    while (row) {
        struct case_thing thing = {.kind = db_text(query, 0),
                                   .key = db_text(query, 1),
                                   .mentions = db_int(query, 2),
                                   .documents = db_int(query, 3)};
        TRY(text_of_mention(db, arena, db_int(query, 4), &thing.text, err));
        thing.also = STR("");
        if (str_is(thing.kind, "person")) {
            TRY(other_forms(db, arena, &thing, err));
        }
        each(data, &thing);
        arena_reset(arena);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code case_things(struct db *db, struct str kind, int64_t max,
                          void (*each)(void *data, const struct case_thing *thing), void *data,
                          struct err *err)
{
    if (!casecheck_tables_there(db)) {
        return ERR_OK;
    }
    struct arena *arena = arena_new();
    enum err_code code = give_things(db, arena, kind, max, each, data, err);
    arena_free(arena);
    return code;
}

enum err_code case_things_count(struct db *db, struct str kind, int64_t *count, struct err *err)
{
    *count = 0;
    return casecheck_tables_there(db)
               ? db_number(db, sql_casecheck_things_count, count, err, "t", kind)
               : ERR_OK;
}

enum err_code case_mentions(struct db *db, struct str kind, struct str key, int64_t max,
                            void (*each)(void *data, const struct case_mention *mention),
                            void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    if (!casecheck_tables_there(db)) {
        return ERR_OK;
    }
    TRY(db_ask(db, sql_casecheck_mentions, &query, err, "tti", kind, key, max));
    TRY(db_step(query, &row, err));
    while (row) {
        const struct case_mention mention = {.document = db_int(query, 0),
                                             .page = db_int(query, 1),
                                             .start = db_int(query, 2),
                                             .end = db_int(query, 3),
                                             .path = db_text(query, 4),
                                             .text = db_text(query, 5)};
        each(data, &mention);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code check_day(struct str day, const char *which, struct err *err)
{
    int64_t seconds;
    return day.n == 0 || date_parse(day, &seconds)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "%s: \"%.*s\" is no day like 2026-03-14", which,
                         STR_ARG(str_sub(day, 0, 40)));
}

enum err_code case_timeline(struct db *db, struct str from, struct str to, struct str words,
                            int64_t max, int64_t *found,
                            void (*each)(void *data, const struct case_moment *moment),
                            void *data, struct err *err)
{
    struct db_query *query;
    bool row = false;
    *found = 0;
    TRY(check_day(from, "from", err));
    TRY(check_day(to, "to", err));
    if (!casecheck_tables_there(db)) {
        return ERR_OK;
    }
    TRY(db_number(db, sql_casecheck_timeline_count, found, err, "ttt", from, to, words));
    TRY(db_ask(db, sql_casecheck_timeline, &query, err, "ttti", from, to, words, max));
    TRY(db_step(query, &row, err));
    while (row) {
        const struct case_moment moment = {.day = db_text(query, 0),
                                           .minute = db_int(query, 1),
                                           .time = db_text(query, 2),
                                           .how = db_text(query, 3),
                                           .document = db_int(query, 4),
                                           .page = db_int(query, 5),
                                           .start = db_int(query, 6),
                                           .end = db_int(query, 7),
                                           .anchor_start = db_int(query, 8),
                                           .anchor_end = db_int(query, 9),
                                           .sentence_start = db_int(query, 10),
                                           .sentence_end = db_int(query, 11),
                                           .path = db_text(query, 12),
                                           .sentence = db_text(query, 13)};
        each(data, &moment);
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}
