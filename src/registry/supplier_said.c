/* See supplier_said.h. */
#include "registry/supplier_said.h"

#include "registry_sql.h"

#include <string.h>

enum { WORDS_MAX = 100 };

static enum err_code read_asked(struct db *db, struct arena *arena, struct str envelope,
                                struct supplier_said *said, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_supplier_asked_of, &query, err));
    db_bind_text(query, 1, envelope);
    TRY(db_step(query, &said->asked, err));
    if (said->asked) {
        said->supplier = arena_str(arena, db_text(query, 0));
        said->served = arena_str(arena, db_text(query, 1));
        said->until = arena_str(arena, db_text(query, 2));
        said->outcome = arena_str(arena, db_text(query, 3));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code supplier_said_read(struct db *db, struct arena *arena, struct str envelope,
                                 struct supplier_said *said, struct err *err)
{
    struct db_query *query;
    bool row;
    memset(said, 0, sizeof *said);
    said->words = arena_zalloc(arena, WORDS_MAX * sizeof *said->words);
    TRY(read_asked(db, arena, envelope, said, err));
    TRY(db_prepare(db, sql_supplier_replies_of, &query, err));
    db_bind_text(query, 1, envelope);
    TRY(db_step(query, &row, err));
    while (row && said->count < WORDS_MAX) {
        struct supplier_words *one = &said->words[said->count++];
        one->supplier = arena_str(arena, db_text(query, 0));
        one->received = arena_str(arena, db_text(query, 1));
        one->words = arena_str(arena, db_text(query, 2));
        one->statement = arena_str(arena, db_text(query, 3));
        one->late = db_int(query, 4) != 0;
        TRY(db_step(query, &row, err));
    }
    db_reset(query);
    return ERR_OK;
}
