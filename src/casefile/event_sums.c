#include "casefile/event_sums.h"

#include "casefile_sql.h"
#include "store/db_ask.h"

static enum err_code count_them(struct db *db, struct arena *arena, int64_t document,
                                struct event_sums *sums, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casefile_events_counted, &query, err, "i", document));
    TRY(db_step(query, &row, err));
    if (row) {
        sums->count = db_int(query, 0);
        sums->calls = db_int(query, 1);
        sums->messages = db_int(query, 2);
        sums->first = arena_str(arena, db_text(query, 3));
        sums->last = arena_str(arena, db_text(query, 4));
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code name_them(struct db *db, struct arena *arena, int64_t document,
                               struct event_sums *sums, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_ask(db, sql_casefile_events_between, &query, err, "i", document));
    TRY(db_step(query, &row, err));
    while (row) {
        sums->parties++;
        if (sums->named_count < EVENT_SUMS_NAMED) {
            sums->named[sums->named_count++] = arena_str(arena, db_text(query, 0));
        }
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code event_sums_of(struct db *db, struct arena *arena, int64_t document,
                            struct event_sums *sums, struct err *err)
{
    int64_t held = 0;
    *sums = (struct event_sums){.first = STR(""), .last = STR("")};
    TRY(db_number(db, sql_casefile_events_held, &held, err, ""));
    if (held == 0) {
        return ERR_OK;
    }
    TRY(count_them(db, arena, document, sums, err));
    return sums->count == 0 ? ERR_OK : name_them(db, arena, document, sums, err);
}
