/* What a look does with each leaf: known ones are compared, new ones judged and kept. */
#include "stranger/watch_state.h"

#include "base/strbuf.h"
#include "base/limits.h"
#include "ledger/body.h"
#include "ledger/gap.h"
#include "ledger/merkle.h"
#include "stranger_sql.h"

#include <inttypes.h>

enum { DAY = 86400 };

static enum err_code compare(struct watching *watching, uint64_t index,
                             const struct signed_statement *statement, bool has_body,
                             struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(watching->db, sql_watch_leaf_get, &query, err));
    db_bind_int(query, 1, (int64_t)index);
    TRY(db_step(query, &row, err));
    bool had = row && db_int(query, 4) != 0;
    db_reset(query);
    if (!had || has_body) {
        return ERR_OK;
    }
    struct watch_event *event =
        watch_note(watching, "removed", false, "%.*s at leaf %" PRIu64 " has no body any more",
                   STR_ARG(statement->header.type), index);
    event->statement = str_of(arena_strdup(watching->arena, statement->id));
    event->index = index;
    TRY(db_prepare(watching->db, sql_watch_leaf_lost, &query, err));
    db_bind_int(query, 1, (int64_t)index);
    return db_run(query, err);
}

static enum err_code keep(struct watching *watching, uint64_t index,
                          const struct signed_statement *statement, struct str entry,
                          bool has_body, struct err *err)
{
    struct db_query *query;
    char hex[SHA256_HEX_SIZE];
    struct sha256 hash = merkle_leaf(entry);
    sha256_hex(hex, &hash);
    TRY(db_prepare(watching->db, sql_watch_leaf_insert, &query, err));
    db_bind_int(query, 1, (int64_t)index);
    db_bind_text(query, 2, str_of(statement->id));
    db_bind_text(query, 3, str_of(hex));
    db_bind_text(query, 4, statement->header.type);
    db_bind_int(query, 5, statement->header.at);
    db_bind_int(query, 6, has_body);
    return db_run(query, err);
}

static enum err_code keep_removals(struct watching *watching, const char *removal,
                                   const struct js *value, struct err *err)
{
    struct db_query *query;
    const struct js *ids = NULL;
    TRY(js_need(value, "ids", JS_ARRAY, &ids, err));
    for (size_t i = 0; i < ids->array.count; i++) {
        TRY(db_prepare(watching->db, sql_watch_removal_insert, &query, err));
        db_bind_text(query, 1, ids->array.items[i].string);
        db_bind_text(query, 2, str_of(removal));
        TRY(db_run(query, err));
    }
    return ERR_OK;
}

/* Leaves of this log's own keys are logged as they are stated; those received are logged when
 * the keeper closed their batch. */
static enum err_code find_late(struct watching *watching, int64_t logged,
                               const struct js *value, struct err *err)
{
    struct db_query *query;
    int64_t first;
    int64_t last;
    bool row;
    TRY(js_need_int(value, "first", 0, INT64_MAX, &first, err));
    TRY(js_need_int(value, "last", 0, INT64_MAX, &last, err));
    TRY(db_prepare(watching->db, sql_watch_leaves_late, &query, err));
    db_bind_int(query, 1, first);
    db_bind_int(query, 2, last);
    db_bind_int(query, 3, logged - watching->plan->late_seconds);
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        struct watch_event *event = watch_note(
            watching, "late", false,
            "%.*s at leaf %" PRId64 " was stated %" PRId64 " days before it was published",
            STR_ARG(db_text(query, 2)), db_int(query, 0), (logged - db_int(query, 3)) / DAY);
        event->statement = arena_str(watching->arena, db_text(query, 1));
        event->index = (uint64_t)db_int(query, 0);
        code = db_step(query, &row, err);
    }
    db_reset(query);
    return code;
}

/* ---- gaps ---- */

struct values {
    struct watching *watching;
    const struct signed_statement *statement;
    uint64_t index;
    struct strbuf pointer;
};

static void bind_value(const struct values *values, struct db_query *query)
{
    db_bind_text(query, 1, values->statement->header.subject);
    db_bind_text(query, 2, values->statement->header.type);
    db_bind_text(query, 3, strbuf_view(&values->pointer));
}

static enum err_code judge_gap(struct values *values, struct err *err)
{
    struct watching *watching = values->watching;
    struct db_query *query;
    bool row;
    TRY(db_prepare(watching->db, sql_watch_value_get, &query, err));
    bind_value(values, query);
    TRY(db_step(query, &row, err));
    if (row) {
        struct watch_event *event = watch_note(
            watching, "gap", true,
            "%.*s at leaf %" PRIu64 " withholds %s, which was public at leaf %" PRId64,
            STR_ARG(values->statement->header.type), values->index, values->pointer.p,
            db_int(query, 0));
        event->statement = str_of(arena_strdup(watching->arena, values->statement->id));
        event->index = values->index;
    }
    db_reset(query);
    return ERR_OK;
}

static enum err_code keep_value(struct values *values, struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(values->watching->db, sql_watch_value_insert, &query, err));
    bind_value(values, query);
    db_bind_int(query, 4, (int64_t)values->index);
    return db_run(query, err);
}

static void add_part(struct strbuf *pointer, struct str part)
{
    strbuf_putc(pointer, '/');
    for (size_t i = 0; i < part.n; i++) {
        if (part.p[i] == '~' || part.p[i] == '/') {
            strbuf_puts(pointer, part.p[i] == '~' ? "~0" : "~1");
        } else {
            strbuf_putc(pointer, part.p[i]);
        }
    }
}

/* Nesting is bounded by LIMIT_JSON_DEPTH. */
static enum err_code walk(struct values *values, const struct js *value, struct err *err)
{
    size_t length = values->pointer.n;
    if (gap_is(value)) {
        return judge_gap(values, err);
    }
    if (length > 0) {
        TRY(keep_value(values, err));
    }
    for (size_t i = 0; value->type == JS_OBJECT && i < value->object.count; i++) {
        add_part(&values->pointer, value->object.members[i].name);
        TRY(walk(values, &value->object.members[i].value, err));
        strbuf_truncate(&values->pointer, length);
    }
    for (size_t i = 0; value->type == JS_ARRAY && i < value->array.count; i++) {
        strbuf_printf(&values->pointer, "/%zu", i);
        TRY(walk(values, &value->array.items[i], err));
        strbuf_truncate(&values->pointer, length);
    }
    return ERR_OK;
}

static enum err_code judge_values(struct watching *watching, uint64_t index,
                                  const struct signed_statement *statement,
                                  const struct js *value, struct err *err)
{
    const struct body_type *type = body_type_find(statement->header.type);
    struct values values = {watching, statement, index, {0}};
    if (type != NULL && !type->gaps) {
        return ERR_OK;
    }
    strbuf_init(&values.pointer, 4 * LIMIT_BODY);
    enum err_code code = walk(&values, value, err);
    strbuf_release(&values.pointer);
    return code;
}

enum err_code watch_leaf(void *data, uint64_t index, const struct signed_statement *statement,
                         struct str entry, const struct js *value, struct err *err)
{
    struct watching *watching = data;
    if (index < watching->report->before) {
        return compare(watching, index, statement, value != NULL, err);
    }
    TRY(keep(watching, index, statement, entry, value != NULL, err));
    if (value == NULL || statement->version != STATEMENT_V1) {
        return ERR_OK; /* of a v2 nobody here can say whose word it is */
    }
    if (str_is(statement->header.type, "body.removed/1")) {
        return keep_removals(watching, statement->id, value, err);
    }
    if (str_is(statement->header.type, "log.received/1")) {
        return find_late(watching, statement->header.at, value, err);
    }
    return judge_values(watching, index, statement, value, err);
}
