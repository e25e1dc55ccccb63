/* What a keeper does beside appending: envelopes, blobs, proofs, progress, the private head of
 * the day, the rebuild. */
#include "record/keeper_state.h"

#include "base/jsonw.h"
#include "base/limits.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "ledger/checkpoint.h"
#include "ledger/dsse.h"
#include "ledger/tlogproof.h"
#include "record/gap_seal.h"
#include "record_sql.h"
#include "store/blob.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum err_code keep_sign_evidence(struct keeper *keeper, struct arena *arena, struct str payload,
                                 struct str *envelope, struct err *err)
{
    struct js *value;
    struct strbuf out;
    TRY(canon_parse(arena, payload, &value, err));
    if (!js_is(js_member(value, "predicateType"), "policeai:evidence/1")) {
        return err_set(err, ERR_DENIED, "the evidence key signs policeai:evidence/1 alone");
    }
    strbuf_init(&out, LIMIT_ENVELOPE);
    enum err_code code =
        dsse_sign(&out, payload, &keeper->files.keys[FILE_EVIDENCE].secret, err);
    if (code == ERR_OK) {
        *envelope = arena_str(arena, strbuf_view(&out));
    }
    strbuf_release(&out);
    return code;
}

enum err_code keep_publish_blob(struct keeper *keeper, struct str bytes, char hex[65],
                                struct err *err)
{
    return blob_put(keeper->dir.blobs_public, bytes, hex, err);
}

enum err_code keep_gaps(struct keeper *keeper, struct arena *arena, struct str subject,
                        struct str *json, struct err *err)
{
    return gaps_list(keeper->db, arena, subject, json, err);
}

struct private_listing {
    struct str subject;
    struct jsonw w;
};

static enum err_code list_leaf(void *data, const struct leaf *leaf, struct err *err)
{
    struct private_listing *listing = data;
    struct signed_statement statement;
    char at[TIME_SIZE];
    struct arena *arena = arena_new();
    enum err_code code = statement_parse(arena, leaf->note, &statement, err);
    if (code == ERR_OK && statement.version == STATEMENT_V1 &&
        str_eq(statement.header.subject, listing->subject)) {
        struct jsonw *w = &listing->w;
        time_format(at, statement.header.at);
        jsonw_object(w);
        jsonw_member(w, "at", at);
        if (leaf->body.n > 0) {
            jsonw_key(w, "body");
            jsonw_raw(w, leaf->body);
        }
        jsonw_member(w, "id", statement.id);
        jsonw_member_int(w, "index", (int64_t)leaf->index);
        jsonw_member_str(w, "type", statement.header.type);
        jsonw_end(w);
    }
    arena_free(arena);
    return code;
}

enum err_code keep_private_list(struct keeper *keeper, struct arena *arena, struct str subject,
                                struct str *json, struct err *err)
{
    const struct leaf_log *log = &keeper->logs[LOG_PRIVATE];
    struct private_listing listing = {.subject = subject};
    struct strbuf out;
    strbuf_init(&out, LIMIT_KEEPER_MESSAGE);
    jsonw_init(&listing.w, &out);
    jsonw_array(&listing.w);
    enum err_code code = leaf_log_each(log, 0, log->range.size, list_leaf, &listing, err);
    jsonw_end(&listing.w);
    if (code == ERR_OK) {
        code = strbuf_check(&out, "what the private log says", err);
    }
    if (code == ERR_OK) {
        *json = arena_str(arena, strbuf_view(&out));
    }
    strbuf_release(&out);
    return code;
}

enum err_code keep_prove(struct keeper *keeper, struct arena *arena, struct str id,
                         struct str *proof, struct err *err)
{
    struct leaf_log *log = &keeper->logs[LOG_PUBLIC];
    struct tlogproof made = {.has_extra = true, .checkpoint = strbuf_view(&keeper->checkpoint)};
    struct leaf leaf;
    struct strbuf extra;
    struct strbuf text;
    TRY(leaf_log_index_of(log, id, &made.index, err));
    TRY(leaf_log_get(log, arena, made.index, &leaf, err));
    TRY(merkle_prove_inclusion(&made.path, made.index, log->range.size, leaf_log_node, log,
                               err));
    if (leaf.body.n == 0) {
        return err_set(err, ERR_NOT_FOUND, "the body of statement %.*s was removed",
                       STR_ARG(str_sub(id, 0, 64)));
    }
    struct tlogproof_extra parts = {leaf.note, leaf.salt, leaf.body};
    strbuf_init(&extra, 2 * LIMIT_BODY);
    strbuf_init(&text, 4 * LIMIT_BODY);
    enum err_code code = tlogproof_extra_compose(&extra, &parts, err);
    if (code == ERR_OK) {
        made.extra = strbuf_view(&extra);
        tlogproof_compose(&text, &made);
        code = strbuf_check(&text, "the proof", err);
    }
    if (code == ERR_OK) {
        *proof = arena_str(arena, strbuf_view(&text));
    }
    strbuf_release(&extra);
    strbuf_release(&text);
    return code;
}

enum err_code keep_progress(struct keeper *keeper, struct str tool, struct str benchmark,
                            int64_t done, int64_t total, struct err *err)
{
    char now[TIME_SIZE];
    time_format(now, clock_now(&keeper->clock));
    return projection_progress(&keeper->projection, tool, benchmark, done, total, now, err);
}

enum err_code keep_no_progress(struct keeper *keeper, struct err *err)
{
    return projection_no_progress(&keeper->projection, err);
}

enum err_code keep_rebuild(struct keeper *keeper, struct err *err)
{
    static const char *const endings[] = {"-wal", "-shm", ""};
    projection_close(&keeper->projection);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        unlink(arena_printf(keeper->arena, "%s%s", keeper->dir.public_db, endings[i]));
    }
    TRY(projection_open(&keeper->projection, &keeper->dir, &keeper->logs[LOG_PUBLIC], err));
    TRY(projection_advance(&keeper->projection, &keeper->logs[LOG_PUBLIC],
                           strbuf_view(&keeper->checkpoint), err));
    return keeper_show_cosigned(keeper, err);
}

/* The note text of the private checkpoint; its origin is the public one with "/private". */
static void private_text(const struct keeper *keeper, struct strbuf *text)
{
    const struct leaf_log *log = &keeper->logs[LOG_PRIVATE];
    char *origin = arena_printf(keeper->arena, "%.*s/private", STR_ARG(keeper->origin));
    struct checkpoint head = {str_of(origin), log->range.size, log->root};
    checkpoint_text(text, &head);
}

static enum err_code note_private_head(struct keeper *keeper, const char *date,
                                       const struct salt *salt, struct str text,
                                       struct err *err)
{
    struct db_query *query;
    TRY(db_prepare(keeper->db, sql_private_head_insert, &query, err));
    db_bind_text(query, 1, str_of(date));
    db_bind_blob(query, 2, str_n((const char *)salt->bytes, SALT_SIZE));
    db_bind_text(query, 3, text);
    return db_run(query, err);
}

static enum err_code add_private_head(struct keeper *keeper, struct arena *arena,
                                      const char *date, struct err *err)
{
    struct salt salt;
    struct strbuf text;
    char hex[SHA256_HEX_SIZE];
    random_bytes(salt.bytes, sizeof salt.bytes);
    strbuf_init(&text, LIMIT_NOTE);
    private_text(keeper, &text);
    struct sha256 commitment = private_head_commitment(&salt, strbuf_view(&text));
    sha256_hex(hex, &commitment);
    struct keeper_entry entry = {.type = STR("private.head/1")};
    entry.body =
        str_of(arena_printf(arena, "{\"commitment\":\"%s\",\"date\":\"%s\"}", hex, date));
    enum err_code code = note_private_head(keeper, date, &salt, strbuf_view(&text), err);
    if (code == ERR_OK) {
        code = keeper_add(keeper, arena, LOG_PUBLIC, &entry, FILE_KEEPER, NULL, err);
    }
    strbuf_release(&text);
    return code;
}

static enum err_code head_is_due(struct keeper *keeper, const char *date, bool *due,
                                 struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(keeper->db, sql_private_head_last, &query, err));
    TRY(db_step(query, &row, err));
    *due = !row || str_cmp(str_of(date), db_text(query, 0)) > 0;
    db_reset(query);
    return ERR_OK;
}

enum err_code keep_day(struct keeper *keeper, struct err *err)
{
    char date[DATE_SIZE];
    bool due;
    date_format(date, clock_now(&keeper->clock));
    TRY(head_is_due(keeper, date, &due, err));
    if (!due) {
        return ERR_OK;
    }
    TRY(keeper_begin(keeper, err));
    struct arena *arena = arena_new();
    enum err_code code = add_private_head(keeper, arena, date, err);
    arena_free(arena);
    if (code != ERR_OK) {
        keeper_abandon(keeper);
        return code;
    }
    return keeper_finish(keeper, LOG_PUBLIC, err);
}
