/* What stands in several records, over all of them; see text_alike.h. */
#include "registry/text_alike.h"
#include "registry_sql.h"

static enum err_code read_counts(struct db *db, struct shared_texts *shared, struct err *err)
{
    struct db_query *query;
    bool row = false;
    TRY(db_prepare(db, sql_texts_shared_counts, &query, err));
    TRY(db_step(query, &row, err));
    shared->texts = db_int(query, 0);
    shared->places = db_int(query, 1);
    db_reset(query);
    return ERR_OK;
}

static struct str title_or(struct arena *arena, struct str title, struct str subject)
{
    return arena_str(arena, title.n > 0 ? title : str_sub(subject, 0, 12));
}

static enum err_code read_record(struct db *db, struct arena *arena, struct str digest,
                                 struct alike_record *record, struct err *err)
{
    struct db_query *query;
    bool row = false;
    *record = (struct alike_record){.same = true};
    TRY(db_prepare(db, sql_texts_standing, &query, err));
    db_bind_text(query, 1, digest);
    db_bind_text(query, 2, STR(""));
    db_bind_int(query, 3, 1);
    TRY(db_step(query, &row, err));
    if (row) {
        record->subject = arena_str(arena, db_text(query, 0));
        record->field = arena_str(arena, db_text(query, 1));
        record->title = title_or(arena, db_text(query, 2), record->subject);
        record->organisation = arena_str(arena, db_text(query, 3));
    }
    db_reset(query);
    return ERR_OK;
}

enum err_code shared_texts_read(struct db *db, struct arena *arena, struct shared_texts *shared,
                                struct err *err)
{
    struct db_query *query;
    struct str digests[SHARED_SHOWN];
    bool row = false;
    enum err_code code;
    *shared = (struct shared_texts){.count = 0};
    TRY(read_counts(db, shared, err));
    TRY(db_prepare(db, sql_texts_shared, &query, err));
    db_bind_int(query, 1, SHARED_SHOWN);
    while ((code = db_step(query, &row, err)) == ERR_OK && row &&
           shared->count < SHARED_SHOWN) {
        struct shared_text *one = &shared->list[shared->count];
        digests[shared->count++] = arena_str(arena, db_text(query, 0));
        one->words = db_int(query, 1);
        one->records = db_int(query, 2);
    }
    db_reset(query);
    for (size_t i = 0; i < shared->count && code == ERR_OK; i++) {
        code = read_record(db, arena, digests[i], &shared->list[i].record, err);
    }
    return code;
}

enum err_code several_rows_read(struct db *db, struct arena *arena, struct several_rows *rows,
                                struct err *err)
{
    struct db_query *query;
    bool row = false;
    enum err_code code;
    *rows = (struct several_rows){.count = 0};
    TRY(db_prepare(db, sql_texts_several_count, &query, err));
    TRY(db_step(query, &row, err));
    rows->all = db_int(query, 0);
    db_reset(query);
    TRY(db_prepare(db, sql_texts_several, &query, err));
    db_bind_int(query, 1, SHARED_SHOWN);
    while ((code = db_step(query, &row, err)) == ERR_OK && row && rows->count < SHARED_SHOWN) {
        struct several_row *one = &rows->list[rows->count++];
        one->subject = arena_str(arena, db_text(query, 0));
        one->title = title_or(arena, db_text(query, 1), one->subject);
        one->tools = db_int(query, 2);
    }
    db_reset(query);
    return code;
}
