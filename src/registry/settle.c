/* See settle.h. */
#include "registry/settle.h"

#include <string.h>

enum { SUBJECT_MAX = 64 };

/* The subject after the one in `last`, there; *found false at the end. */
static enum err_code next_subject(struct db *db, const char *next, char *last, bool *found,
                                  struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, next, &query, err));
    db_bind_text(query, 1, str_of(last));
    TRY(db_step(query, found, err));
    if (*found) {
        struct str subject = db_text(query, 0);
        size_t n = subject.n < SUBJECT_MAX ? subject.n : SUBJECT_MAX;
        memcpy(last, subject.p, n);
        last[n] = '\0';
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code settle_all(struct db *db, struct arena *arena, const char *next,
                                settle_fn *settle, struct err *err)
{
    char subject[SUBJECT_MAX + 1] = "";
    bool found;
    TRY(next_subject(db, next, subject, &found, err));
    while (found) {
        arena_reset(arena);
        TRY(settle(db, arena, str_of(subject), err));
        TRY(next_subject(db, next, subject, &found, err));
    }
    return ERR_OK;
}

enum err_code registry_settle(struct db *db, const char *next, const char *done,
                              settle_fn *settle, struct err *err)
{
    struct db_query *query;
    struct arena *arena = arena_new();
    enum err_code code = settle_all(db, arena, next, settle, err);
    arena_free(arena);
    TRY(code);
    TRY(db_prepare(db, done, &query, err));
    return db_run(query, err);
}
