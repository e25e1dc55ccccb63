/* See state_at.h. */
#include "registry/state_at.h"

#include "registry_sql.h"

#include <string.h>

void state_moment(char text[TIME_SIZE], int64_t moment)
{
    const int64_t last = 253402300799; /* 9999-12-31T23:59:59Z */
    if (moment == INT64_MIN) {
        text[0] = '\0';
    } else if (moment > last) {
        memcpy(text, "~", 2);
    } else {
        time_format(text, moment);
    }
}

enum err_code state_at(struct db *db, struct arena *arena, struct str statement,
                       struct str force, int64_t now, struct state_at *found, struct err *err)
{
    struct db_query *query;
    char moment[TIME_SIZE];
    bool row = false;
    state_moment(moment, now);
    TRY(db_prepare(db, sql_state_at, &query, err));
    db_bind_text(query, 1, statement);
    db_bind_text(query, 2, force);
    db_bind_text(query, 3, str_of(moment));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "no state of evidence for statement %.*s",
                       STR_ARG(statement));
    }
    *found = (struct state_at){.state = arena_str(arena, db_text(query, 0)),
                               .ends = arena_str(arena, db_text(query, 1)),
                               .envelope = arena_str(arena, db_text(query, 2)),
                               .until = INT64_MAX};
    (void)time_parse(db_text(query, 3), &found->until);
    db_reset(query);
    return ERR_OK;
}

enum err_code state_next(struct db *db, struct str force, int64_t now, int64_t *next,
                         struct err *err)
{
    struct db_query *query;
    char moment[TIME_SIZE];
    bool row = false;
    state_moment(moment, now);
    *next = INT64_MAX;
    TRY(db_prepare(db, sql_state_next, &query, err));
    db_bind_text(query, 1, force);
    db_bind_text(query, 2, str_of(moment));
    TRY(db_step(query, &row, err));
    if (row) {
        (void)time_parse(db_text(query, 0), next);
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code state_counts(struct db *db, int64_t now, int64_t counts[EVIDENCE_NONE + 1],
                           struct err *err)
{
    struct db_query *query;
    char moment[TIME_SIZE];
    bool row = false;
    memset(counts, 0, (EVIDENCE_NONE + 1) * sizeof *counts);
    state_moment(moment, now);
    TRY(db_prepare(db, sql_state_counts, &query, err));
    db_bind_text(query, 1, str_of(moment));
    TRY(db_step(query, &row, err));
    while (row) {
        for (int i = 0; i <= EVIDENCE_NONE; i++) {
            if (str_is(db_text(query, 0), evidence_state_word((enum evidence_state)i))) {
                counts[i] = db_int(query, 1);
            }
        }
        TRY(db_step(query, &row, err));
    }
    return ERR_OK;
}
