/* Statements whose body was removed before they came. Without its removal such a statement may
 * not become a leaf, and the removal, signed later by the same key, may not become one before
 * it: they go together. What waits is looked at as a whole: of each key the run that follows
 * its last leaf would go, cut before each statement whose removal is neither here nor in such a
 * run, until nothing more is cut. */
#include "record/exchange_receiving.h"

#include "base/mem.h"
#include "crypto/canon.h"
#include "record/removal.h"
#include "record_sql.h"

#include <stdlib.h>
#include <string.h>

struct row {
    const struct keyring_key *key;
    int64_t seq;
    char id[STATEMENT_ID_SIZE];
    struct str *removes; /* ids, when it is a removal that has effect */
    size_t remove_count;
    bool bodiless; /* and no removal of it is here */
    bool goes;
};

struct settling {
    struct receiving *receiving;
    struct arena *arena;
    struct row *rows; /* by key name, then number */
    size_t count, capacity;
};

static struct leaf_log *log_of(const struct settling *settling)
{
    return &settling->receiving->keeper->logs[LOG_PUBLIC];
}

static enum err_code read_removal(struct settling *settling, struct row *row, struct str body,
                                  struct err *err)
{
    struct js *value;
    const struct js *ids = NULL;
    TRY(canon_parse(settling->arena, body, &value, err));
    TRY(js_need(value, "ids", JS_ARRAY, &ids, err));
    row->removes = arena_alloc(settling->arena, (ids->array.count + 1) * sizeof *row->removes);
    for (size_t i = 0; i < ids->array.count; i++) {
        row->removes[row->remove_count++] = ids->array.items[i].string;
    }
    return ERR_OK;
}

static enum err_code read_row(struct settling *settling, struct db_query *query,
                              struct err *err)
{
    struct signed_statement statement;
    struct str name = db_text(query, 0);
    struct str id = db_text(query, 2);
    settling->rows =
        mem_grow(settling->rows, settling->count, &settling->capacity, sizeof *settling->rows);
    struct row *row = &settling->rows[settling->count++];
    *row = (struct row){.key = keyring_find(settling->receiving->keeper->keyring, name),
                        .seq = db_int(query, 1)};
    memcpy(row->id, id.p, id.n < STATEMENT_ID_SIZE ? id.n : STATEMENT_ID_SIZE - 1);
    struct str note = arena_str(settling->arena, db_text(query, 3));
    struct str body = arena_str(settling->arena, db_text(query, 4));
    row->bodiless = body.n == 0;
    TRY(statement_parse(settling->arena, note, &statement, err));
    if (body.n > 0 && row->key->until == UINT64_MAX &&
        str_is(statement.header.type, "body.removed/1")) {
        TRY(read_removal(settling, row, body, err));
    }
    return ERR_OK;
}

static enum err_code read_rows(struct settling *settling, struct err *err)
{
    struct db_query *query;
    bool more;
    TRY(db_prepare(settling->receiving->keeper->db, sql_exchange_held_all, &query, err));
    enum err_code code = db_step(query, &more, err);
    while (code == ERR_OK && more) {
        code = read_row(settling, query, err);
        if (code == ERR_OK) {
            code = db_step(query, &more, err);
        }
    }
    db_reset(query);
    return code;
}

/* Those whose removal is here already wait for nothing but their number. */
static enum err_code judge_bodiless(struct settling *settling, struct err *err)
{
    for (size_t i = 0; i < settling->count; i++) {
        struct row *row = &settling->rows[i];
        bool known = false;
        if (row->bodiless) {
            TRY(removal_known(log_of(settling), row->key, str_of(row->id), &known, err));
            row->bodiless = !known;
        }
    }
    return ERR_OK;
}

static enum err_code begin_runs(struct settling *settling, struct err *err)
{
    int64_t next = 0;
    for (size_t i = 0; i < settling->count; i++) {
        struct row *row = &settling->rows[i];
        bool first = i == 0 || settling->rows[i - 1].key != row->key;
        if (first) {
            TRY(leaf_log_next_seq(log_of(settling), str_of(row->key->name), &next, err));
        }
        row->goes = row->seq == next;
        next += row->goes;
    }
    return ERR_OK;
}

static bool is_taken(const struct settling *settling, const struct row *wanted)
{
    for (size_t i = 0; i < settling->count; i++) {
        const struct row *row = &settling->rows[i];
        for (size_t j = 0; row->goes && j < row->remove_count; j++) {
            if (str_is(row->removes[j], wanted->id) &&
                keyring_may_remove(row->key, wanted->key)) {
                return true;
            }
        }
    }
    return false;
}

/* True when something was cut. */
static bool cut_once(struct settling *settling)
{
    bool cut = false;
    for (size_t i = 0; i < settling->count; i++) {
        struct row *row = &settling->rows[i];
        bool broken =
            i > 0 && settling->rows[i - 1].key == row->key && !settling->rows[i - 1].goes;
        if (row->goes && (broken || (row->bodiless && !is_taken(settling, row)))) {
            row->goes = false;
            cut = true;
        }
    }
    return cut;
}

/* A key that ends on the way would leave a removal without effect, and a leaf without its body.
 */
static enum err_code check_removed(const struct settling *settling, struct err *err)
{
    for (size_t i = 0; i < settling->count; i++) {
        const struct row *row = &settling->rows[i];
        bool known = true;
        if (row->goes && row->bodiless) {
            TRY(removal_known(log_of(settling), row->key, str_of(row->id), &known, err));
        }
        if (!known) {
            return err_set(err, ERR_INVALID,
                           "statement %s was removed by the sender, and the removal has no "
                           "effect here",
                           row->id);
        }
    }
    return ERR_OK;
}

static enum err_code any_bodiless(const struct settling *settling, bool *any, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(settling->receiving->keeper->db, sql_exchange_held_bodiless, &query, err));
    TRY(db_step(query, any, err));
    db_reset(query);
    return ERR_OK;
}

static enum err_code settle(struct settling *settling, struct err *err)
{
    bool any;
    TRY(any_bodiless(settling, &any, err));
    if (!any) {
        return ERR_OK; /* what waits does so for numbers alone */
    }
    TRY(read_rows(settling, err));
    TRY(judge_bodiless(settling, err));
    TRY(begin_runs(settling, err));
    while (cut_once(settling)) {
    }
    for (size_t i = 0; i < settling->count; i++) {
        const struct row *row = &settling->rows[i];
        bool found = true;
        arena_reset(settling->receiving->arena);
        if (row->goes) {
            TRY(exchange_append_held(settling->receiving, str_of(row->key->name), row->seq,
                                     true, &found, err));
        }
    }
    return check_removed(settling, err);
}

enum err_code exchange_settle(struct receiving *receiving, struct err *err)
{
    struct settling settling = {.receiving = receiving, .arena = arena_new()};
    enum err_code code = settle(&settling, err);
    free(settling.rows);
    arena_free(settling.arena);
    return code;
}
