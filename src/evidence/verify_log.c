/* Who signed, and what the log says of it: levels "signature" and "log" of verify.h. */
#include "evidence/verify_state.h"

#include "base/file.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "evidence_sql.h"
#include "ledger/tlogproof.h"
#include "store/blob.h"

#include <string.h>

static uint64_t index_or_never(struct db_query *query, int column)
{
    return db_is_null(query, column) ? UINT64_MAX : (uint64_t)db_int(query, column);
}

enum err_code verify_key_of_log(struct verification *verification, struct str name,
                                struct log_key *key, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(verification->db, sql_verify_key, &query, err));
    db_bind_text(query, 1, name);
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_INVALID, "%.*s is no key of the log in --data", STR_ARG(name));
    }
    struct str vkey = arena_str(verification->arena, db_text(query, 0));
    key->use = arena_str(verification->arena, db_text(query, 1));
    key->from = (uint64_t)db_int(query, 2);
    key->until = index_or_never(query, 3);
    key->counts = index_or_never(query, 4);
    key->organisation = arena_str(verification->arena, db_text(query, 5));
    db_reset(query);
    return vkey_parse(vkey, &key->key, err);
}

static enum err_code log_key(struct verification *verification, struct note_key *key,
                             struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(verification->db, sql_verify_meta, &query, err));
    db_bind_text(query, 1, STR("log_key"));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_NOT_FOUND, "the log in --data is empty");
    }
    struct str vkey = arena_str(verification->arena, db_text(query, 0));
    db_reset(query);
    return vkey_parse(vkey, key, err);
}

enum err_code verify_signature(struct verification *verification, struct err *err)
{
    struct log_key key = {.use = STR("evidence")};
    if (verification->plan->key != NULL) {
        TRY(vkey_parse(str_of(verification->plan->key), &key.key, err));
    } else if (verification->db != NULL) {
        TRY(verify_key_of_log(verification, verification->dsse.keyid, &key, err));
    } else {
        return err_set(err, ERR_NOT_FOUND,
                       "the signer's key is not known: give --key or the --data of its log");
    }
    if (!str_is(key.use, "evidence")) {
        return err_set(err, ERR_INVALID, "%.*s is a %.*s key, not one for evidence",
                       STR_ARG(verification->dsse.keyid), STR_ARG(key.use));
    }
    return dsse_verify(&verification->dsse, &key.key.public, err);
}

/* Both keys stood at the leaf, are of one organisation, and neither was revoked from then on.
 */
static enum err_code check_keys(struct verification *verification, const struct log_key *issuer,
                                uint64_t index, struct err *err)
{
    struct log_key signer;
    TRY(verify_key_of_log(verification, verification->dsse.keyid, &signer, err));
    if (!str_is(issuer->use, "statement") || issuer->from > index || issuer->until < index) {
        return err_set(err, ERR_INVALID, "%.*s might not issue at leaf %llu",
                       STR_ARG(issuer->key.name), (unsigned long long)index);
    }
    if (!str_is(signer.use, "evidence") || signer.from > index || signer.until < index) {
        return err_set(err, ERR_INVALID, "the evidence key did not stand at leaf %llu",
                       (unsigned long long)index);
    }
    if (!str_eq(issuer->organisation, signer.organisation)) {
        return err_set(err, ERR_INVALID, "evidence of %.*s was issued by %.*s",
                       STR_ARG(signer.organisation), STR_ARG(issuer->organisation));
    }
    if (signer.counts <= index || issuer->counts <= index) {
        return err_set(err, ERR_INVALID,
                       "counts no more: its key was revoked for all it signed since leaf %llu",
                       (unsigned long long)(signer.counts < issuer->counts ? signer.counts
                                                                           : issuer->counts));
    }
    return ERR_OK;
}

/* Says by which removal the body of a statement went. */
static enum err_code say_removed(struct verification *verification, const char *what,
                                 struct str id, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(verification->db, sql_verify_removal, &query, err));
    db_bind_text(query, 1, id);
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_INVALID,
                       "the body of %s is missing and no statement removed it", what);
    }
    verification->removed = true;
    err_set(err, ERR_CANCELLED, "%s was removed by %.*s on the ground \"%.*s\"", what,
            STR_ARG(db_text(query, 0)), STR_ARG(db_text(query, 1)));
    db_reset(query);
    return ERR_CANCELLED;
}

/* A copy outlives what was removed from the log; the log says so. */
static enum err_code check_not_removed(struct verification *verification, const char *what,
                                       struct str id, const char *type, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(verification->db, sql_verify_statement, &query, err));
    db_bind_text(query, 1, id);
    db_bind_text(query, 2, str_of(type));
    TRY(db_step(query, &row, err));
    bool empty = row && db_text(query, 1).n == 0;
    db_reset(query);
    return empty ? say_removed(verification, what, id, err) : ERR_OK;
}

enum err_code verify_issued_says(struct verification *verification, struct str type,
                                 struct str body, struct err *err)
{
    struct js *value;
    TRY(canon_parse(verification->arena, body, &value, err));
    return str_is(type, "evidence.issued/1") &&
                   js_is(js_member(value, "envelope"), verification->sha256) &&
                   str_eq(js_member(value, "run")->string, verification->predicate.run)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "the proof is of another statement");
}

/* The statement in the proof: signed by a statement key of the log, naming this file. */
static enum err_code check_issued(struct verification *verification,
                                  const struct tlogproof *proof,
                                  const struct tlogproof_extra *extra, struct err *err)
{
    struct signed_statement statement;
    struct log_key key;
    bool understood;
    TRY(statement_parse(verification->arena, extra->entry, &statement, err));
    TRY(verify_key_of_log(verification, statement.header.by, &key, err));
    TRY(check_keys(verification, &key, proof->index, err));
    TRY(statement_verify(&statement, &key.key.public, err));
    TRY(body_verify(&statement.header, &extra->salt, extra->body, err));
    TRY(body_check(verification->arena, statement.header.type, extra->body, &understood, err));
    TRY(verify_issued_says(verification, statement.header.type, extra->body, err));
    return check_not_removed(verification, "the statement that issued it", str_of(statement.id),
                             "evidence.issued/1", err);
}

static enum err_code check_proof(struct verification *verification, struct err *err)
{
    struct tlogproof proof;
    struct tlogproof_extra extra;
    struct signed_checkpoint checkpoint;
    struct note_key key;
    struct str text;
    char *path = arena_printf(verification->arena, "%s.tlog-proof", verification->stem);
    TRY(file_read(verification->arena, path, 4 * LIMIT_BODY, &text, err));
    TRY(log_key(verification, &key, err));
    TRY(tlogproof_parse(verification->arena, text, &proof, err));
    if (!proof.has_extra) {
        return err_set(err, ERR_NOT_FOUND, "%s does not carry the statement", path);
    }
    TRY(tlogproof_extra_parse(proof.extra, &extra, err));
    TRY(tlogproof_verify(verification->arena, &proof, extra.entry, &key, &checkpoint, err));
    return check_issued(verification, &proof, &extra, err);
}

static enum err_code same(struct str what, struct str registered, struct str said,
                          struct err *err)
{
    return str_eq(registered, said)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "the run was registered with another %.*s",
                         STR_ARG(what));
}

enum err_code verify_run_says(struct verification *verification, struct str body,
                              struct err *err)
{
    const struct js *payload = js_member(verification->dsse.value, "predicate");
    static const char *const keys[] = {"benchmark", "parameters", "seed", "tool"};
    struct js *value;
    TRY(canon_parse(verification->arena, body, &value, err));
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct js *registered = js_member(value, keys[i]);
        const struct js *said = js_member(payload, keys[i]);
        if (registered == NULL || said == NULL) {
            return err_set(err, ERR_INVALID, "the run was registered without %s", keys[i]);
        }
        TRY(same(str_of(keys[i]), registered->raw, said->raw, err));
    }
    return ERR_OK;
}

/* Registered before it was scored: the predicate's checkpoint covers the run's leaf. */
static enum err_code check_run(struct verification *verification, struct err *err)
{
    struct signed_checkpoint checkpoint;
    struct note_key key;
    struct db_query *query;
    bool row;
    TRY(db_prepare(verification->db, sql_verify_statement, &query, err));
    db_bind_text(query, 1, verification->predicate.run);
    db_bind_text(query, 2, STR("run.registered/1"));
    TRY(db_step(query, &row, err));
    if (!row) {
        return err_set(err, ERR_INVALID, "the run it names is not in the log");
    }
    uint64_t index = (uint64_t)db_int(query, 0);
    struct str body = arena_str(verification->arena, db_text(query, 1));
    db_reset(query);
    if (body.n == 0) {
        return say_removed(verification, "the registration of its run",
                           verification->predicate.run, err);
    }
    TRY(verify_run_says(verification, body, err));
    TRY(log_key(verification, &key, err));
    TRY(checkpoint_parse(verification->arena, verification->predicate.checkpoint, &checkpoint,
                         err));
    TRY(checkpoint_verify(&checkpoint, &key, err));
    return checkpoint.head.size > index
               ? ERR_OK
               : err_set(err, ERR_INVALID, "its checkpoint does not cover the run");
}

/* tool.json lies among the public blobs beside public.db, under the digest its listing gives.
 */
static enum err_code read_manifest(struct verification *verification, struct str hex,
                                   struct err *err)
{
    struct str bytes;
    const char *data = file_folder_of(verification->arena, verification->plan->public_db);
    char *blobs = arena_printf(verification->arena, "%s/blobs/public", data);
    enum err_code code =
        blob_read(verification->arena, blobs, hex, LIMIT_MANIFEST, &bytes, err);
    if (code != ERR_OK) {
        err_prefix(err, "tool.json");
    }
    return code;
}

/* `body` is that of a tool.listed/1; others' tools are passed over. */
static enum err_code check_listing(struct verification *verification, struct str body,
                                   const struct js *tool, bool *listed, struct err *err)
{
    struct js *value;
    struct str hex;
    TRY(canon_parse(verification->arena, body, &value, err));
    const struct js *identity = js_member(value, "identity");
    if (identity == NULL || !str_eq(identity->raw, tool->raw)) {
        return ERR_OK;
    }
    *listed = true;
    TRY(js_need_str(value, "manifest", &hex, err));
    return read_manifest(verification, hex, err);
}

/* No listing stands: was one of that kind removed? A removed one names nothing any more. */
static enum err_code say_listing_removed(struct verification *verification, const char *what,
                                         const char *type, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(verification->db, sql_verify_emptied, &query, err));
    db_bind_text(query, 1, str_of(type));
    TRY(db_step(query, &row, err));
    struct str id = row ? arena_str(verification->arena, db_text(query, 0)) : STR("");
    db_reset(query);
    return row ? say_removed(verification, what, id, err) : ERR_OK;
}

static enum err_code check_benchmark(struct verification *verification, struct err *err)
{
    struct db_query *query;
    bool row;
    bool listed = false;
    const struct js *predicate = js_member(verification->dsse.value, "predicate");
    const struct js *digest = js_member(js_member(predicate, "benchmark"), "digest");
    TRY(db_prepare(verification->db, sql_verify_benchmarks, &query, err));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row && !listed) {
        listed = digest != NULL && digest->type == JS_STRING &&
                 str_find(db_text(query, 0), digest->string) != SIZE_MAX;
        code = db_step(query, &row, err);
    }
    db_reset(query);
    TRY(code);
    return listed ? ERR_OK
                  : say_listing_removed(verification,
                                        "no listing of its benchmark stands, and one",
                                        "benchmark.listed/1", err);
}

/* What was said of the tool when it was listed must be there unchanged. */
static enum err_code check_tool(struct verification *verification, struct err *err)
{
    const struct js *tool = js_member(js_member(verification->dsse.value, "predicate"), "tool");
    struct db_query *query;
    bool row;
    bool listed = false;
    TRY(db_prepare(verification->db, sql_verify_tools, &query, err));
    enum err_code code = db_step(query, &row, err);
    while (code == ERR_OK && row) {
        code = check_listing(verification, arena_str(verification->arena, db_text(query, 0)),
                             tool, &listed, err);
        if (code == ERR_OK) {
            code = db_step(query, &row, err);
        }
    }
    db_reset(query);
    TRY(code);
    return listed ? ERR_OK
                  : say_listing_removed(verification, "no listing of its tool stands, and one",
                                        "tool.listed/1", err);
}

enum err_code verify_log(struct verification *verification, struct err *err)
{
    if (verification->db == NULL) {
        return verify_log_alone(verification, err);
    }
    if (!verification->plan->before_issue) {
        TRY(check_proof(verification, err));
    }
    TRY(check_run(verification, err));
    TRY(check_tool(verification, err));
    return check_benchmark(verification, err);
}
