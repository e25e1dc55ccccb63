/* evidence.issued/1 in public.db: the envelope's blob, verified by a key that may sign evidence
 * at this leaf, opened into a row and its figures. */
#include "record/projection.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "ledger/dsse.h"
#include "record/issued.h"
#include "record_sql.h"
#include "store/blob.h"

static void bind_int_at(struct db_query *query, int index, const struct js *object,
                        const char *key)
{
    const struct js *value = js_member(object, key);
    if (value != NULL && value->type == JS_INT) {
        db_bind_int(query, index, value->integer);
    } else {
        db_bind_null(query, index);
    }
}

/* Numerator and denominator are integers or DEC. */
static struct str number_at(const struct js *object, const char *key)
{
    const struct js *value = js_member(object, key);
    if (value == NULL) {
        return STR("");
    }
    return value->type == JS_STRING ? value->string : value->raw;
}

static enum err_code insert_figure(const struct projected *projected, struct str envelope,
                                   size_t position, const struct js *figure, struct err *err)
{
    struct db_query *query;
    const struct js *interval = js_member(figure, "interval");
    bool both = interval != NULL && interval->type == JS_ARRAY && interval->array.count == 2 &&
                interval->array.items[0].type == JS_STRING &&
                interval->array.items[1].type == JS_STRING;
    const struct js *n = js_member(figure, "n");
    TRY(db_prepare(projected->projection->db, sql_public_figure_insert, &query, err));
    db_bind_text(query, 1, envelope);
    db_bind_int(query, 2, (int64_t)position);
    db_bind_text(query, 3, js_text(figure, "metric"));
    db_bind_text(query, 4, js_text(figure, "group"));
    db_bind_int(query, 5, n != NULL && n->type == JS_INT ? n->integer : 0);
    bind_int_at(query, 6, figure, "clusters");
    db_bind_text(query, 7, js_text(figure, "value"));
    db_bind_text(query, 8, number_at(figure, "numerator"));
    db_bind_text(query, 9, number_at(figure, "denominator"));
    db_bind_text(query, 10, both ? interval->array.items[0].string : STR(""));
    db_bind_text(query, 11, both ? interval->array.items[1].string : STR(""));
    db_bind_text(query, 12, js_text(figure, "method"));
    db_bind_text(query, 13, js_text(figure, "undefined"));
    return db_run(query, err);
}

static enum err_code insert_evidence(const struct projected *projected, struct str envelope,
                                     const struct dsse *dsse, const struct js *predicate,
                                     struct err *err)
{
    struct db_query *query;
    const struct js *subject = &js_member(dsse->value, "subject")->array.items[0];
    const struct js *benchmark = js_member(predicate, "benchmark");
    TRY(db_prepare(projected->projection->db, sql_public_evidence_insert, &query, err));
    db_bind_text(query, 1, envelope);
    db_bind_text(query, 2, js_text(projected->value, "run"));
    db_bind_text(query, 3, js_text(js_member(subject, "digest"), "sha256"));
    db_bind_text(query, 4, js_text(subject, "name"));
    db_bind_text(query, 5, js_text(benchmark, "digest"));
    db_bind_text(query, 6, js_text(benchmark, "id"));
    db_bind_text(query, 7, js_text(predicate, "exposure"));
    db_bind_text(query, 8, js_text(js_member(predicate, "isolation"), "level"));
    db_bind_text(query, 9, str_of(projected->statement->id));
    db_bind_int(query, 10, (int64_t)projected->index);
    db_bind_text(query, 11, str_of(projected->logged_at));
    db_bind_text(query, 12, dsse->payload);
    db_bind_text(query, 13, dsse->keyid);
    db_bind_text(query, 14, projected->statement->header.by);
    return db_run(query, err);
}

/* Each key that issues the envelope, and the row of the envelope from the one that ranks first.
 */
static enum err_code insert_issue(const struct projected *projected, struct str envelope,
                                  struct err *err)
{
    const struct statement *header = &projected->statement->header;
    struct db *db = projected->projection->db;
    struct db_query *query;
    char at[TIME_SIZE];
    time_format(at, header->at);
    TRY(db_prepare(db, sql_public_issue_insert, &query, err));
    db_bind_text(query, 1, str_of(projected->statement->id));
    db_bind_text(query, 2, envelope);
    db_bind_int(query, 3, (int64_t)projected->index);
    db_bind_text(query, 4, str_of(projected->logged_at));
    db_bind_text(query, 5, header->by);
    db_bind_int(query, 6, !projected->away);
    db_bind_text(query, 7, str_of(at));
    TRY(db_run(query, err));
    TRY(db_prepare(db, sql_public_evidence_rank, &query, err));
    db_bind_text(query, 1, envelope);
    return db_run(query, err);
}

/* The files of the predicate that anyone can fetch under their digest. */
static enum err_code insert_files(const struct projected *projected, struct str envelope,
                                  const struct js *files, struct err *err)
{
    for (size_t i = 0; i < files->object.count; i++) {
        const struct js_member *file = &files->object.members[i];
        const char *path =
            blob_path(projected->arena, projected->projection->blobs, file->value.string);
        struct db_query *query;
        if (path == NULL || !file_exists(path)) {
            continue;
        }
        TRY(db_prepare(projected->projection->db, sql_public_evidence_file_insert, &query,
                       err));
        db_bind_text(query, 1, envelope);
        db_bind_text(query, 2, file->name);
        db_bind_text(query, 3, file->value.string);
        TRY(db_run(query, err));
    }
    return ERR_OK;
}

/* The body the run was registered with, "" when it was removed; p == NULL when no earlier leaf
 * registers it. */
static enum err_code body_of_run(const struct projected *projected, struct str run,
                                 struct str *body, struct err *err)
{
    struct db_query *query;
    bool row;
    *body = (struct str){NULL, 0};
    TRY(db_prepare(projected->projection->db, sql_public_run_body, &query, err));
    db_bind_text(query, 1, run);
    TRY(db_step(query, &row, err));
    if (row) {
        *body = arena_str(projected->arena, db_text(query, 0));
    }
    db_reset(query);
    return ERR_OK;
}

/* Evidence whose run was removed can be judged no more: it counts nowhere, and is noted so that
 * its address can say why. */
static enum err_code withdraw_orphan(const struct projected *projected, struct str hex,
                                     struct err *err)
{
    struct dsse dsse;
    struct str envelope;
    struct err why;
    struct db_query *query;
    if (blob_read(projected->arena, projected->projection->blobs, hex, LIMIT_ENVELOPE,
                  &envelope, &why) != ERR_OK ||
        dsse_parse(projected->arena, envelope, &dsse, &why) != ERR_OK) {
        return ERR_OK;
    }
    const struct js *subject = js_member(dsse.value, "subject");
    bool one = subject != NULL && subject->type == JS_ARRAY && subject->array.count == 1;
    const struct js *tool = one ? js_member(&subject->array.items[0], "digest") : NULL;
    const struct js *benchmark = js_member(js_member(dsse.value, "predicate"), "benchmark");
    TRY(db_prepare(projected->projection->db, sql_public_evidence_withdrawn_insert, &query,
                   err));
    db_bind_text(query, 1, str_of(projected->statement->id));
    db_bind_int(query, 2, (int64_t)projected->index);
    db_bind_text(query, 3, hex);
    db_bind_text(query, 4, js_text(projected->value, "run"));
    db_bind_text(query, 5, js_text(tool, "sha256"));
    db_bind_text(query, 6, js_text(benchmark, "digest"));
    db_bind_text(query, 7, STR("")); /* no key was revoked: the run's removal tells */
    return db_run(query, err);
}

enum err_code project_evidence(const struct projected *projected, struct err *err)
{
    struct dsse dsse;
    struct err why;
    struct str hex;
    struct issue_claim claim = {.keyring = projected->projection->keyring,
                                .index = projected->index,
                                .by = projected->statement->header.by};
    TRY(js_need_str(projected->value, "envelope", &hex, err));
    TRY(js_need_str(projected->value, "run", &claim.run, err));
    TRY(body_of_run(projected, claim.run, &claim.run_body, err));
    if (claim.run_body.p != NULL && claim.run_body.n == 0) {
        return withdraw_orphan(projected, hex, err);
    }
    if (claim.run_body.p == NULL ||
        blob_read(projected->arena, projected->projection->blobs, hex, LIMIT_ENVELOPE,
                  &claim.envelope, &why) != ERR_OK ||
        issued_judge(projected->arena, &claim, &dsse, &why) != ERR_OK) {
        return ERR_OK;
    }
    const struct js *predicate = js_member(dsse.value, "predicate");
    const struct js *figures = js_member(predicate, "figures");
    TRY(insert_evidence(projected, hex, &dsse, predicate, err));
    TRY(insert_issue(projected, hex, err));
    TRY(insert_files(projected, hex, js_member(predicate, "files"), err));
    for (size_t i = 0; figures != NULL && figures->type == JS_ARRAY && i < figures->array.count;
         i++) {
        TRY(insert_figure(projected, hex, i, &figures->array.items[i], err));
    }
    return ERR_OK;
}

/* Envelopes that another key issues still take that one's row; the rest leave the tables that
 * count, and are noted. */
static enum err_code withdraw_unissued(const struct projected *projected, struct err *err)
{
    static const char *const steps[] = {
        sql_public_evidence_rank_again, sql_public_evidence_withdraw,
        sql_public_figure_withdraw, sql_public_evidence_file_withdraw,
        sql_public_evidence_withdrawn_delete};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct db_query *query;
        TRY(db_prepare(projected->projection->db, steps[i], &query, err));
        if (steps[i] == sql_public_evidence_withdraw) {
            db_bind_text(query, 1, str_of(projected->statement->id));
        }
        TRY(db_run(query, err));
    }
    return ERR_OK;
}

/* What the key signed or issued from `from` on counts no more. */
enum err_code project_revocation(const struct projected *projected, struct err *err)
{
    struct db_query *query;
    struct str key;
    int64_t from = -1;
    TRY(js_need_str(projected->value, "key", &key, err));
    TRY(js_may_int(projected->value, "from", 0, INT64_MAX, &from, err));
    if (from < 0) {
        return ERR_OK;
    }
    TRY(db_prepare(projected->projection->db, sql_public_issue_withdraw, &query, err));
    db_bind_int(query, 1, from);
    db_bind_text(query, 2, key);
    TRY(db_run(query, err));
    return withdraw_unissued(projected, err);
}
