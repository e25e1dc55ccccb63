/* A bundle written: own statements of statement keys, every leaf hash, the blobs they name. */
#include "record/exchange.h"

#include "base/file.h"
#include "base/jsonw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crypto/canon.h"
#include "ledger/checkpoint.h"
#include "ledger/exchange_bundle.h"
#include "record/blob_names.h"
#include "record/keyring.h"
#include "record/leaf_log.h"
#include "store/blob.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FLUSH_AT = 256 * 1024 };

struct sending {
    struct arena *arena; /* of one leaf or blob */
    const struct datadir *dir;
    const struct exchange_choice *choice;
    struct exchange_sent *sent;
    struct leaf_log log;
    struct keyring *keyring;
    struct str checkpoint;
    struct merkle_range range;
    struct sha256 *leaves;
    struct blob_names blobs;
    const char *path; /* of the file that is written */
    int fd;
    struct strbuf out;
    struct sha256_stream stream;
};

static enum err_code flush(struct sending *sending, size_t least, struct err *err)
{
    if (sending->out.n < least) {
        return ERR_OK;
    }
    sha256_add(&sending->stream, sending->out.p, sending->out.n);
    TRY(file_write_fd(sending->fd, sending->path, strbuf_view(&sending->out), err));
    strbuf_clear(&sending->out);
    return ERR_OK;
}

/* Signed by one of our statement keys and of a type that others take. Whose a v2 is only a
 * program that knows its algorithm can tell, and send. */
static bool goes(const struct sending *sending, uint64_t index,
                 const struct signed_statement *statement)
{
    const struct statement *header = &statement->header;
    const struct keyring_key *key = keyring_find(sending->keyring, header->by);
    return statement->version == STATEMENT_V1 && key != NULL && key->use == KEY_STATEMENT &&
           !key->away && body_imported(header->type) && index >= sending->sent->since;
}

static bool is_root(const struct signed_statement *statement)
{
    enum signer signer = body_signer(statement->header.type);
    return statement->version == STATEMENT_V1 &&
           (signer == SIGNER_CENTRE || signer == SIGNER_ROOT);
}

static enum err_code look_at_leaf(void *data, const struct leaf *leaf, struct err *err)
{
    struct sending *sending = data;
    struct exchange_sent *sent = sending->sent;
    struct signed_statement statement;
    struct js *value;
    arena_reset(sending->arena);
    TRY(statement_parse(sending->arena, leaf->note, &statement, err));
    if (is_root(&statement)) {
        TRY(canon_parse(sending->arena, leaf->body, &value, err));
        TRY(keyring_apply(sending->keyring, &statement.header, value, leaf->index, err));
    }
    sending->leaves[leaf->index] = merkle_leaf(leaf->note);
    TRY(merkle_append(&sending->range, sending->leaves[leaf->index], NULL, NULL, err));
    if (leaf->index < sent->to && goes(sending, leaf->index, &statement)) {
        if (sent->entries == LIMIT_EXCHANGE_ENTRIES) {
            sent->to = leaf->index;
        } else {
            sent->entries++;
        }
    }
    return ERR_OK;
}

static enum err_code open_log(struct sending *sending, struct arena *arena, struct db *db,
                              struct err *err)
{
    struct exchange_sent *sent = sending->sent;
    struct signed_checkpoint checkpoint;
    struct leaf genesis;
    struct js *value;
    struct note_key key;
    const char *path = arena_printf(arena, "%s/checkpoint", sending->dir->log);
    TRY(file_read(arena, path, LIMIT_NOTE, &sending->checkpoint, err));
    TRY(checkpoint_parse(arena, sending->checkpoint, &checkpoint, err));
    TRY(leaf_log_open(&sending->log, db, LOG_PUBLIC, err));
    TRY(leaf_log_get(&sending->log, arena, 0, &genesis, err));
    TRY(canon_parse(arena, genesis.body, &value, err));
    TRY(js_need_str(value, "log_key", &sent->log_key, err));
    TRY(vkey_parse(sent->log_key, &key, err));
    TRY(checkpoint_verify(&checkpoint, &key, err));
    sent->origin = checkpoint.head.origin;
    sent->size = checkpoint.head.size;
    if (sent->size > sending->log.range.size || sent->size > LIMIT_EXCHANGE_LEAVES) {
        return err_set(err, sent->size > LIMIT_EXCHANGE_LEAVES ? ERR_LIMIT : ERR_CONFLICT,
                       "log/checkpoint speaks of %" PRIu64 " leaves: ledger.db has %" PRIu64
                       ", a bundle may have %d",
                       sent->size, sending->log.range.size, LIMIT_EXCHANGE_LEAVES);
    }
    sent->since = sending->choice->since;
    sent->to = sending->choice->to == 0 ? sent->size : sending->choice->to;
    if (sent->since > sent->to || sent->to > sent->size) {
        return err_set(err, ERR_USAGE, "leaves %" PRIu64 " to %" PRIu64 " of %" PRIu64,
                       sent->since, sent->to, sent->size);
    }
    sending->leaves = xcalloc(sent->size, sizeof *sending->leaves);
    TRY(leaf_log_each(&sending->log, 0, sent->size, look_at_leaf, sending, err));
    struct sha256 root = merkle_range_root(&sending->range);
    return sha256_eq(&root, &checkpoint.head.root)
               ? ERR_OK
               : err_set(err, ERR_CONFLICT, "ledger.db is beside log/checkpoint");
}

/* What the receiver's centre has to introduce. */
static void write_keys(const struct sending *sending, struct strbuf *out)
{
    struct jsonw w;
    jsonw_init(&w, out);
    jsonw_array(&w);
    for (size_t i = 0; i < keyring_count(sending->keyring); i++) {
        const struct keyring_key *key = keyring_at(sending->keyring, i);
        if (key->away || (key->use != KEY_STATEMENT && key->use != KEY_EVIDENCE)) {
            continue;
        }
        struct note_key note_key = note_key_of(str_of(key->name), &key->public);
        struct strbuf vkey;
        strbuf_init(&vkey, 1024);
        vkey_format(&vkey, &note_key);
        jsonw_object(&w);
        jsonw_member_str(&w, "key", strbuf_view(&vkey));
        jsonw_member(&w, "organisation", key->organisation);
        jsonw_member(&w, "use", key_use_word(key->use));
        jsonw_end(&w);
        strbuf_release(&vkey);
    }
    jsonw_end(&w);
}

static enum err_code write_header(struct sending *sending, struct err *err)
{
    const struct exchange_sent *sent = sending->sent;
    struct strbuf keys;
    strbuf_init(&keys, LIMIT_EXCHANGE_HEADER);
    write_keys(sending, &keys);
    struct exchange_header header = {.checkpoint = sending->checkpoint,
                                     .log_key = sent->log_key,
                                     .key_list = strbuf_view(&keys),
                                     .entries = sent->entries,
                                     .since = sent->since,
                                     .to = sent->to};
    enum err_code code = strbuf_check(&keys, "the keys of a bundle", err);
    if (code == ERR_OK) {
        code = exchange_compose_header(&sending->out, &header, err);
    }
    strbuf_release(&keys);
    for (uint64_t i = 0; i < sent->size && code == ERR_OK; i++) {
        strbuf_add(&sending->out, sending->leaves[i].bytes, SHA256_SIZE);
        code = flush(sending, FLUSH_AT, err);
    }
    return code;
}

static enum err_code send_leaf(void *data, const struct leaf *leaf, struct err *err)
{
    struct sending *sending = data;
    struct signed_statement statement;
    struct js *value;
    arena_reset(sending->arena);
    TRY(statement_parse(sending->arena, leaf->note, &statement, err));
    if (!goes(sending, leaf->index, &statement)) {
        return ERR_OK;
    }
    struct exchange_record record = {.kind = EXCHANGE_ENTRY,
                                     .index = leaf->index,
                                     .entry = leaf->note,
                                     .has_body = leaf->body.n > 0,
                                     .salt = leaf->salt,
                                     .body = leaf->body};
    if (record.has_body) {
        TRY(canon_parse(sending->arena, leaf->body, &value, err));
        blob_names_of_body(&sending->blobs, value);
    }
    TRY(exchange_compose(&sending->out, &record, err));
    return flush(sending, FLUSH_AT, err);
}

/* A name without a file is another digest, not a blob of ours. */
static enum err_code send_blob(struct sending *sending, size_t place, struct err *err)
{
    struct exchange_record record = {.kind = EXCHANGE_BLOB};
    char hex[SHA256_HEX_SIZE];
    record.digest = sending->blobs.list[place].digest;
    sha256_hex(hex, &record.digest);
    arena_reset(sending->arena);
    const char *path = blob_path(sending->arena, sending->dir->blobs_public, str_of(hex));
    if (!file_exists(path)) {
        return ERR_OK;
    }
    struct err why;
    enum err_code code = blob_read(sending->arena, sending->dir->blobs_public, str_of(hex),
                                   LIMIT_EXCHANGE_BLOB, &record.blob, &why);
    if (code == ERR_OK) {
        blob_names_of_blob(&sending->blobs, sending->arena, record.blob);
    } else if (code != ERR_LIMIT) {
        return err_set(err, code, "%s", why.message);
    }
    if (code == ERR_LIMIT || sending->choice->no_blobs) {
        record.kind = EXCHANGE_LEFT_OUT;
    }
    sending->sent->blobs += record.kind == EXCHANGE_BLOB;
    sending->sent->left_out += record.kind == EXCHANGE_LEFT_OUT;
    TRY(exchange_compose(&sending->out, &record, err));
    return flush(sending, FLUSH_AT, err);
}

static enum err_code write_all(struct sending *sending, struct err *err)
{
    struct exchange_record end = {.kind = EXCHANGE_END};
    const struct exchange_sent *sent = sending->sent;
    TRY(write_header(sending, err));
    TRY(leaf_log_each(&sending->log, sent->since, sent->to, send_leaf, sending, err));
    for (size_t i = 0; i < sending->blobs.count; i++) {
        if (i == LIMIT_EXCHANGE_BLOBS) {
            return err_set(err, ERR_LIMIT, "the statements name more than %d blobs",
                           LIMIT_EXCHANGE_BLOBS);
        }
        TRY(send_blob(sending, i, err));
    }
    TRY(flush(sending, 1, err));
    end.digest = sha256_end(&sending->stream);
    TRY(exchange_compose(&sending->out, &end, err));
    return file_write_fd(sending->fd, sending->path, strbuf_view(&sending->out), err);
}

/* Written beside `path`, synced, renamed over it: a bundle that is there is whole. */
static enum err_code write_file(struct sending *sending, struct arena *arena, const char *path,
                                struct err *err)
{
    sending->path = arena_printf(arena, "%s.part-%d", path, (int)getpid());
    sending->fd = open(sending->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (sending->fd < 0) {
        return err_errno(err, "cannot write %s", sending->path);
    }
    sha256_begin(&sending->stream);
    enum err_code code = write_all(sending, err);
    if (code == ERR_OK && fsync(sending->fd) != 0) {
        code = err_errno(err, "cannot sync %s", sending->path);
    }
    close(sending->fd);
    if (code == ERR_OK && rename(sending->path, path) != 0) {
        code = err_errno(err, "cannot rename %s", sending->path);
    }
    if (code != ERR_OK) {
        unlink(sending->path);
        return code;
    }
    return file_sync_folder(file_folder_of(arena, path), err);
}

enum err_code exchange_out(struct arena *arena, const struct datadir *dir, const char *path,
                           const struct exchange_choice *choice, struct exchange_sent *sent,
                           struct err *err)
{
    struct db *db = NULL;
    struct sending sending = {.arena = arena_new(),
                              .dir = dir,
                              .choice = choice,
                              .sent = sent,
                              .keyring = keyring_new()};
    *sent = (struct exchange_sent){0};
    strbuf_init(&sending.out, 2 * (size_t)LIMIT_EXCHANGE_BLOB);
    enum err_code code = file_exists(dir->ledger_db)
                             ? db_open(&db, dir->ledger_db, DB_READ, err)
                             : err_set(err, ERR_NOT_FOUND, "%s holds no log", dir->root);
    if (code == ERR_OK) {
        code = db_begin_read(db, err);
    }
    if (code == ERR_OK) {
        code = open_log(&sending, arena, db, err);
    }
    if (code == ERR_OK) {
        code = write_file(&sending, arena, path, err);
    }
    if (db != NULL) {
        db_rollback(db);
    }
    db_close(db);
    blob_names_release(&sending.blobs);
    strbuf_release(&sending.out);
    keyring_free(sending.keyring);
    free(sending.leaves);
    arena_free(sending.arena);
    return code;
}
