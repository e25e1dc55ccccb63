/* Statements that wait for others, and heads of subjects. A statement has its effect once
 * everything it names in prev has come and waits for nothing itself (evidence: its run too);
 * until then it has its row in `statement` and nothing else. Out of whatever order bundles
 * bring them, the same heads come. */
#include "record/projection.h"

#include "base/mem.h"
#include "crypto/canon.h"
#include "record_sql.h"

#include <stdlib.h>
#include <string.h>

static enum err_code is_there(struct db *db, const char *sql, struct str id, bool *there,
                              struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql, &query, err));
    db_bind_text(query, 1, id);
    TRY(db_step(query, there, err));
    db_reset(query);
    return ERR_OK;
}

static enum err_code run_pair(struct db *db, const char *sql, struct str one, struct str two,
                              struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(db, sql, &query, err));
    db_bind_text(query, 1, one);
    db_bind_text(query, 2, two);
    return db_run(query, err);
}

static enum err_code wait_for(const struct projected *projected, struct str id, bool *waits,
                              struct err *err)
{
    struct db *db = projected->projection->db;
    bool there;
    TRY(is_there(db, sql_public_statement_there, id, &there, err));
    if (there) {
        return ERR_OK;
    }
    *waits = true;
    return run_pair(db, sql_public_waiting_insert, str_of(projected->statement->id), id, err);
}

/* Notes what has not come yet. */
static enum err_code note_waiting(const struct projected *projected, bool *waits,
                                  struct err *err)
{
    const struct statement *header = &projected->statement->header;
    *waits = false;
    for (size_t i = 0; i < header->prev_count; i++) {
        TRY(wait_for(projected, header->prev[i], waits, err));
    }
    if (str_is(header->type, "evidence.issued/1") && projected->value != NULL) {
        struct str run;
        TRY(js_need_str(projected->value, "run", &run, err));
        TRY(wait_for(projected, run, waits, err));
    }
    return ERR_OK;
}

static enum err_code take_effect(const struct projected *projected, struct err *err)
{
    const struct statement *header = &projected->statement->header;
    struct db *db = projected->projection->db;
    for (size_t i = 0; i < header->prev_count; i++) {
        TRY(run_pair(db, sql_public_head_delete, header->subject, header->prev[i], err));
    }
    TRY(run_pair(db, sql_public_head_insert, header->subject, str_of(projected->statement->id),
                 err));
    return projected->value != NULL ? project_type(projected, err) : ERR_OK;
}

/* Ids that have taken effect and whose waiters are still to be looked at. */
struct released {
    char (*ids)[STATEMENT_ID_SIZE];
    size_t count;
    size_t capacity;
};

static void push(struct released *released, const char *id)
{
    released->ids =
        mem_grow(released->ids, released->count, &released->capacity, sizeof *released->ids);
    memcpy(released->ids[released->count++], id, STATEMENT_ID_SIZE);
}

/* One that waited for `id`, read again from the log; *found false when none does. */
static enum err_code next_waiting(struct projection *projection, struct arena *arena,
                                  const struct leaf_log *log, const char *id,
                                  struct projected *waiting, bool *found, struct err *err)
{
    struct db_query *query;
    struct leaf leaf;
    struct js *value = NULL;
    TRY(db_prepare(projection->db, sql_public_waiting_first, &query, err));
    db_bind_text(query, 1, str_of(id));
    TRY(db_step(query, found, err));
    if (!*found) {
        return ERR_OK;
    }
    uint64_t index = (uint64_t)db_int(query, 1);
    struct str logged_at = db_text(query, 2);
    const char *logged = arena_strndup(arena, logged_at.p, logged_at.n);
    db_reset(query);
    struct signed_statement *statement = arena_alloc(arena, sizeof *statement);
    TRY(leaf_log_get(log, arena, index, &leaf, err));
    TRY(statement_parse(arena, leaf.note, statement, err));
    if (leaf.body.n > 0) {
        TRY(canon_parse(arena, leaf.body, &value, err));
    }
    *waiting =
        (struct projected){projection, arena, index, statement, leaf.body, value, logged, true};
    return ERR_OK;
}

static enum err_code release_one(struct projection *projection, const struct leaf_log *log,
                                 const char *id, struct released *released, bool *found,
                                 struct err *err)
{
    struct projected waiting;
    struct arena *arena = arena_new();
    bool left = true;
    enum err_code code = next_waiting(projection, arena, log, id, &waiting, found, err);
    if (code == ERR_OK && *found) {
        struct str own = str_of(waiting.statement->id);
        code = run_pair(projection->db, sql_public_waiting_delete, own, str_of(id), err);
        if (code == ERR_OK) {
            code = is_there(projection->db, sql_public_waiting_left, own, &left, err);
        }
        if (code == ERR_OK && !left) {
            code = take_effect(&waiting, err);
            push(released, waiting.statement->id);
        }
    }
    arena_free(arena);
    return code;
}

enum err_code projection_release(struct projection *projection, const struct leaf_log *log,
                                 const char *id, struct err *err)
{
    struct released released = {0};
    enum err_code code = ERR_OK;
    push(&released, id);
    while (released.count > 0 && code == ERR_OK) {
        char one[STATEMENT_ID_SIZE];
        bool found = true;
        memcpy(one, released.ids[--released.count], sizeof one);
        while (found && code == ERR_OK) {
            code = release_one(projection, log, one, &released, &found, err);
        }
    }
    free(released.ids);
    return code;
}

enum err_code projection_take(const struct projected *projected, const struct leaf_log *log,
                              struct err *err)
{
    bool waits;
    TRY(note_waiting(projected, &waits, err));
    if (waits) {
        return ERR_OK;
    }
    TRY(take_effect(projected, err));
    return projection_release(projected->projection, log, projected->statement->id, err);
}
