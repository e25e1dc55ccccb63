/* Appending: the order of writing (see keeper.h). */
#include "record/keeper_state.h"

#include "base/limits.h"
#include "base/log.h"
#include "crypto/canon.h"
#include "crypto/random.h"
#include "ledger/checkpoint.h"
#include "record/gap_seal.h"
#include "record/issued.h"
#include "record/organisation_claim.h"
#include "record/publication.h"
#include "store/blob.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Our clock never goes back. */
int64_t keeper_next_time(const struct keeper *keeper)
{
    int64_t now = clock_now(&keeper->clock);
    for (int log = LOG_PUBLIC; log <= LOG_PRIVATE; log++) {
        if (keeper->logs[log].last_at > now) {
            now = keeper->logs[log].last_at;
        }
    }
    return now;
}

/* The header's texts lie in the arena. */
static enum err_code make_header(struct keeper *keeper, struct arena *arena, int log,
                                 const struct keeper_entry *entry, enum key_file file,
                                 struct statement *header, struct err *err)
{
    char fresh[SUBJECT_SIZE];
    struct str *prev;
    random_hex(fresh, SUBJECT_SIZE / 2);
    *header = (struct statement){
        .at = keeper_next_time(keeper),
        .by = str_of(keeper->files.keys[file].name),
        .subject = str_of(arena_strdup(arena, entry->subject ? entry->subject : fresh)),
        .type = entry->type,
    };
    TRY(leaf_log_next_seq(&keeper->logs[log], header->by, &header->seq, err));
    TRY(leaf_log_heads(&keeper->logs[log], arena, header->subject, &prev, &header->prev_count,
                       err));
    header->prev = prev;
    return ERR_OK;
}

static enum err_code sign_and_append(struct keeper *keeper, struct arena *arena, int log,
                                     struct statement *header, struct str body,
                                     enum key_file file, struct signed_statement *statement,
                                     struct err *err)
{
    struct salt salt;
    struct strbuf note;
    struct js *value;
    struct sig_public public; /* ours: what was signed a moment ago needs no verifying */
    uint64_t index = keeper->logs[LOG_PUBLIC].range.size;
    random_bytes(salt.bytes, sizeof salt.bytes);
    header->body = body_commitment(&salt, header->subject, header->type, body);
    strbuf_init(&note, LIMIT_LEAF);
    enum err_code code = statement_sign(&note, header, &keeper->files.keys[file].secret, err);
    struct str bytes = arena_str(arena, strbuf_view(&note));
    strbuf_release(&note);
    TRY(code);
    TRY(statement_parse(arena, bytes, statement, err));
    TRY(canon_parse(arena, body, &value, err));
    TRY(keyring_may(keeper->keyring, header, value, index, &public, err));
    TRY(organisation_claim_check(keeper->keyring, header, value, index, err));
    if (log == LOG_PUBLIC) {
        TRY(keyring_apply(keeper->keyring, header, value, index, err));
    }
    return leaf_log_append(&keeper->logs[log], statement, &salt, body, err);
}

enum err_code keeper_add(struct keeper *keeper, struct arena *arena, int log,
                         const struct keeper_entry *entry, enum key_file file,
                         struct keeper_receipt *receipt, struct err *err)
{
    struct statement header;
    struct signed_statement statement;
    struct sealed_body sealed;
    struct str body;
    bool understood;
    if (log == LOG_PUBLIC && body_private(entry->type)) {
        return err_set(err, ERR_DENIED, "%.*s is said in the private log alone",
                       STR_ARG(entry->type));
    }
    if (!keeper->files.keys[file].has) {
        return err_set(err, ERR_DENIED, "the %s key is not here", key_file_word(file));
    }
    TRY(canon_of(arena, entry->body, &body, err));
    TRY(make_header(keeper, arena, log, entry, file, &header, err));
    TRY(gap_seal(arena, header.subject, header.type, body, &sealed, err));
    TRY(body_check(arena, entry->type, sealed.body, &understood, err));
    TRY(sign_and_append(keeper, arena, log, &header, sealed.body, file, &statement, err));
    TRY(gaps_keep(keeper->db, str_of(statement.id), header.subject, &sealed, err));
    if (receipt != NULL) {
        snprintf(receipt->id, sizeof receipt->id, "%s", statement.id);
        receipt->index = keeper->logs[log].range.size - 1;
    }
    return ERR_OK;
}

enum err_code keeper_begin(struct keeper *keeper, struct err *err)
{
    memcpy(keeper->before, keeper->logs, sizeof keeper->before);
    return db_begin(keeper->db, err);
}

void keeper_abandon(struct keeper *keeper)
{
    struct err err;
    db_rollback(keeper->db);
    memcpy(keeper->logs, keeper->before, sizeof keeper->before);
    if (keeper_load_keys(keeper, &err) != ERR_OK) {
        log_err("keys", &err);
    }
}

enum err_code keeper_move_mark(struct keeper *keeper, struct err *err)
{
    char text[24];
    uint64_t size = keeper->logs[LOG_PUBLIC].range.size;
    TRY(publish_sync(keeper->dir.log, err));
    snprintf(text, sizeof text, "%" PRIu64, size);
    TRY(setting_set(keeper->db, "published", str_of(text), err));
    keeper->mark = size;
    return ERR_OK;
}

enum err_code keeper_publish(struct keeper *keeper, struct err *err)
{
    struct leaf_log *log = &keeper->logs[LOG_PUBLIC];
    struct checkpoint head = {keeper->origin, log->range.size, log->root};
    struct strbuf note;
    strbuf_init(&note, LIMIT_NOTE);
    enum err_code code = last_signed_set(&keeper->last, head.size, &head.root, err);
    if (code == ERR_OK) {
        checkpoint_sign(&note, &head, &keeper->files.keys[FILE_LOG].secret);
        code = keeper_add_cosignatures(keeper, head.size, &note, err);
    }
    if (code == ERR_OK) {
        code = publish_range(keeper->dir.log, log, keeper->published, head.size, err);
    }
    if (code == ERR_OK) {
        code = publish_checkpoint(keeper->dir.log, strbuf_view(&note), err);
    }
    if (code == ERR_OK) {
        strbuf_clear(&keeper->checkpoint);
        strbuf_str(&keeper->checkpoint, strbuf_view(&note));
        keeper->published = head.size;
    }
    strbuf_release(&note);
    if (code == ERR_OK && (head.size - keeper->mark >= MARK_EVERY || keeper->mark == 0)) {
        code = keeper_move_mark(keeper, err);
    }
    return code;
}

/* A statement is acknowledged once it is published; tables that lag behind are caught up by
 * the next append or start, so their failure is told to the operator alone. */
static void project(struct keeper *keeper)
{
    struct err err;
    if (projection_advance(&keeper->projection, &keeper->logs[LOG_PUBLIC],
                           strbuf_view(&keeper->checkpoint), &err) != ERR_OK) {
        log_err("projection", &err);
    }
}

enum err_code keeper_finish(struct keeper *keeper, int log, struct err *err)
{
    enum err_code code = leaf_log_set_head(&keeper->logs[log], err);
    if (code == ERR_OK) {
        code = db_commit(keeper->db, err);
    }
    if (code != ERR_OK) {
        keeper_abandon(keeper);
        return code;
    }
    if (log == LOG_PRIVATE) {
        return ERR_OK;
    }
    TRY(keeper_publish(keeper, err));
    if (keeper->projection.db != NULL) {
        project(keeper);
    }
    return ERR_OK;
}

enum err_code keeper_key_for(struct str type, enum key_file *file, struct err *err)
{
    if (body_signer(type) != SIGNER_STATEMENT) {
        return err_set(err, ERR_DENIED, "%.*s is the log's own type", STR_ARG(type));
    }
    if (str_is(type, "body.removed/1")) {
        return err_set(err, ERR_DENIED,
                       "a removal is made with what it takes away (policeai remove)");
    }
    *file = FILE_STATEMENT;
    return ERR_OK;
}

/* The body of a run that was registered in this log. */
static enum err_code body_of_run(struct keeper *keeper, struct arena *arena, struct str id,
                                 struct str *body, struct err *err)
{
    struct leaf_log *log = &keeper->logs[LOG_PUBLIC];
    struct signed_statement statement;
    struct leaf leaf;
    uint64_t index;
    TRY(leaf_log_index_of(log, id, &index, err));
    TRY(leaf_log_get(log, arena, index, &leaf, err));
    TRY(statement_parse(arena, leaf.note, &statement, err));
    *body = leaf.body;
    if (leaf.body.n == 0) {
        return err_set(err, ERR_INVALID, "the body of statement %s was removed", statement.id);
    }
    return statement.version == STATEMENT_V1 &&
                   str_is(statement.header.type, "run.registered/1")
               ? ERR_OK
               : err_set(err, ERR_INVALID, "statement %s registers no run", statement.id);
}

/* Evidence must be of a run of this log, its envelope a public blob, and both must agree: what
 * would not count is not issued. */
static enum err_code check_references(struct keeper *keeper, struct arena *arena,
                                      const struct keeper_entry *entry, struct err *err)
{
    struct js *value;
    struct str hex;
    struct dsse dsse;
    struct issue_claim claim = {.keyring = keeper->keyring,
                                .index = keeper->logs[LOG_PUBLIC].range.size,
                                .by = str_of(keeper->files.keys[FILE_STATEMENT].name)};
    if (!str_is(entry->type, "evidence.issued/1")) {
        return ERR_OK;
    }
    TRY(js_parse(arena, entry->body, &value, err));
    TRY(js_need_str(value, "run", &claim.run, err));
    TRY(js_need_str(value, "envelope", &hex, err));
    TRY(body_of_run(keeper, arena, claim.run, &claim.run_body, err));
    TRY(blob_read(arena, keeper->dir.blobs_public, hex, LIMIT_ENVELOPE, &claim.envelope, err));
    return issued_judge(arena, &claim, &dsse, err);
}

enum err_code keep_append(struct keeper *keeper, struct arena *arena, int log,
                          const struct keeper_entry *entries, size_t count,
                          struct keeper_receipt *receipts, struct err *err)
{
    enum err_code code = keeper_begin(keeper, err);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        enum key_file file;
        code = keeper_key_for(entries[i].type, &file, err);
        if (code == ERR_OK) {
            code = check_references(keeper, arena, &entries[i], err);
        }
        if (code == ERR_OK) {
            code = keeper_add(keeper, arena, log, &entries[i], file,
                              receipts != NULL ? &receipts[i] : NULL, err);
        }
    }
    if (code != ERR_OK) {
        keeper_abandon(keeper);
        return code;
    }
    TRY(keeper_finish(keeper, log, err));
    struct str checkpoint = arena_str(arena, strbuf_view(&keeper->checkpoint));
    for (size_t i = 0; i < count && receipts != NULL; i++) {
        receipts[i].checkpoint = log == LOG_PUBLIC ? checkpoint : STR("");
    }
    return ERR_OK;
}
