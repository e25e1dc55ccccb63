/* Long texts of current deployments and deployments that list several tools, in public.db
 * (sql/texts.sql). */
#include "record/projector.h"
#include "registry/long_texts.h"
#include "registry/settle.h"
#include "alike/shingles.h"
#include "registry_sql.h"

enum { TEXTS_RULES = 1 };

static enum err_code run_with(struct db *db, const char *sql, struct str text, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql, &query, err));
    db_bind_text(query, 1, text);
    return db_run(query, err);
}

static enum err_code run(struct db *db, const char *sql, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql, &query, err));
    return db_run(query, err);
}

static enum err_code project(const struct projected *projected, struct err *err)
{
    return run_with(projected->projection->db, sql_texts_due_note,
                    projected->statement->header.subject, err);
}

static enum err_code insert_words(struct db *db, const struct text_sketch *sketch,
                                  struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql_texts_words_insert, &query, err));
    db_bind_text(query, 1, str_of(sketch->digest));
    db_bind_int(query, 2, (int64_t)sketch->words);
    TRY(db_run(query, err));
    for (int i = 0; i < TEXT_KEYS; i++) {
        TRY(db_prepare(db, sql_texts_key_insert, &query, err));
        db_bind_int(query, 1, sketch->keys[i]);
        db_bind_text(query, 2, str_of(sketch->digest));
        TRY(db_run(query, err));
    }
    return ERR_OK;
}

static enum err_code insert_texts(struct db *db, struct arena *arena,
                                  const struct registry_entry *head, struct err *err)
{
    struct long_text *texts;
    struct text_sketch sketch;
    struct db_query *query;
    size_t count;
    long_texts_of(arena, head, &texts, &count);
    for (size_t i = 0; i < count; i++) {
        if (!text_sketch_make(&sketch, texts[i].text)) {
            continue;
        }
        TRY(db_prepare(db, sql_texts_insert, &query, err));
        db_bind_text(query, 1, head->id);
        db_bind_int(query, 2, (int64_t)i);
        db_bind_text(query, 3, head->subject);
        db_bind_text(query, 4, texts[i].field);
        db_bind_text(query, 5, str_of(sketch.digest));
        TRY(db_run(query, err));
        TRY(insert_words(db, &sketch, err));
    }
    return ERR_OK;
}

static enum err_code insert_several(struct db *db, const struct registry_entry *head,
                                    struct err *err)
{
    const struct js *tools = js_member(head->body, "tools");
    struct db_query *query;
    if (tools == NULL || tools->type != JS_ARRAY || tools->array.count < 2) {
        return ERR_OK;
    }
    TRY(db_prepare(db, sql_texts_several_insert, &query, err));
    db_bind_text(query, 1, head->id);
    db_bind_text(query, 2, head->subject);
    db_bind_text(query, 3, head->title);
    db_bind_int(query, 4, (int64_t)tools->array.count);
    return db_run(query, err);
}

static enum err_code settle_subject(struct db *db, struct arena *arena, struct str subject,
                                    struct err *err)
{
    struct registry_entries heads;
    TRY(run_with(db, sql_texts_uncount, subject, err));
    TRY(run_with(db, sql_texts_drop, subject, err));
    TRY(run_with(db, sql_texts_several_drop, subject, err));
    TRY(registry_heads(db, arena, subject, &heads, err));
    for (size_t i = 0; i < heads.count; i++) {
        if (str_is(heads.list[i].type, "deployment.described/1")) {
            TRY(insert_texts(db, arena, &heads.list[i], err));
            TRY(insert_several(db, &heads.list[i], err));
        }
    }
    return run_with(db, sql_texts_count, subject, err);
}

static enum err_code settle(const struct projection *projection, struct err *err)
{
    TRY(registry_settle(projection->db, sql_texts_due_next, sql_texts_due_done, settle_subject,
                        err));
    TRY(run(projection->db, sql_texts_forget_keys, err));
    return run(projection->db, sql_texts_forget, err);
}

static const char *const types[] = {"deployment.described/1", NULL};

const struct projector projector_texts = {sql_texts_schema, sql_texts_clear, TEXTS_RULES, types,
                                          project,          settle};
