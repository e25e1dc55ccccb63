/* A bundle taken in. Everything happens in one transaction of the keeper: what is refused
 * leaves no trace, what is taken stands behind one log.received/1. */
#include "record/exchange_receiving.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "crypto/canon.h"
#include "ledger/checkpoint.h"
#include "record/removal.h"
#include "record_sql.h"
#include "store/blob.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024 };

static enum err_code read_file(void *data, void *out, size_t length, size_t *got,
                               struct err *err)
{
    struct receiving *receiving = data;
    char *to = out;
    *got = 0;
    while (*got < length) {
        if (receiving->used == receiving->filled) {
            ssize_t n = read(receiving->fd, receiving->buffer, BUFFER);
            if (n < 0 && errno == EINTR) {
                continue;
            }
            if (n < 0) {
                return err_errno(err, "cannot read %s", receiving->path);
            }
            if (n == 0) {
                return ERR_OK;
            }
            receiving->filled = (size_t)n;
            receiving->used = 0;
        }
        size_t part = receiving->filled - receiving->used;
        part = part < length - *got ? part : length - *got;
        memcpy(to + *got, receiving->buffer + receiving->used, part);
        receiving->used += part;
        *got += part;
    }
    return ERR_OK;
}

static struct leaf_log *public_log(const struct receiving *receiving)
{
    return &receiving->keeper->logs[LOG_PUBLIC];
}

/* What it names may come behind it. */
static enum err_code note_blobs(struct receiving *receiving, const struct js *value,
                                struct err *err)
{
    if (value == NULL) {
        return ERR_OK;
    }
    blob_names_of_body(&receiving->names, value);
    return receiving->names.count <= LIMIT_EXCHANGE_BLOBS
               ? ERR_OK
               : err_set(err, ERR_LIMIT, "the statements name more than %d blobs",
                         LIMIT_EXCHANGE_BLOBS);
}

/* The bundle names the key's bytes and owner, which is the sender's word alone. */
static enum err_code unknown_key(const struct receiving *receiving, struct str name,
                                 struct err *err)
{
    const struct js *keys = receiving->reader.header.keys;
    struct str vkey = STR("VKEY");
    for (size_t i = 0; i < keys->array.count; i++) {
        struct str text = js_member(&keys->array.items[i], "key")->string;
        vkey = str_starts(text, name) ? text : vkey;
    }
    err_set(err, ERR_DENIED, "is signed by %.*s, which is not introduced here", STR_ARG(name));
    err_hint(err,
             "compare the key with its owner, then: policeai key introduce %.*s "
             "--organisation ID",
             STR_ARG(vkey));
    return ERR_DENIED;
}

/* What only order would decide is refused: a removal stands alone. */
static enum err_code check_removal(const struct exchange_record *record,
                                   const struct signed_statement *statement, struct err *err)
{
    const struct statement *header = &statement->header;
    if (!record->has_body && !body_removable(header->type)) {
        return err_set(err, ERR_INVALID, "has no body, and that of a %.*s cannot be removed",
                       STR_ARG(header->type));
    }
    return str_is(header->type, "body.removed/1") && header->prev_count > 0
               ? err_set(err, ERR_INVALID, "is a removal with a prev")
               : ERR_OK;
}

/* Signed by a key that our centre introduced as held away, and of a type that travels. */
static enum err_code check_signer(struct receiving *receiving, const struct window_entry *entry,
                                  struct err *err)
{
    const struct statement *header = &entry->statement.header;
    const struct keyring_key *key = keyring_find(receiving->keeper->keyring, header->by);
    if (key == NULL) {
        return unknown_key(receiving, header->by, err);
    }
    if (!key->away) {
        return err_set(
            err, ERR_CONFLICT,
            "is signed by our own key %s and not in our log: a copy of the key signs "
            "elsewhere",
            key->name);
    }
    if (key->use != KEY_STATEMENT || !body_imported(header->type)) {
        return err_set(err, ERR_INVALID, "a %s is never taken from another log's %s key",
                       arena_strndup(receiving->arena, header->type.p, header->type.n),
                       key_use_word(key->use));
    }
    return entry->signature ? ERR_OK : statement_verify(&entry->statement, &key->public, err);
}

static enum err_code subject_of(struct receiving *receiving, struct str id, struct str *subject,
                                struct err *err)
{
    struct leaf leaf;
    struct signed_statement statement;
    struct err why;
    uint64_t index;
    enum err_code code = leaf_log_index_of(public_log(receiving), id, &index, &why);
    *subject = STR("");
    if (code == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    TRY(code == ERR_OK ? ERR_OK : err_set(err, code, "%s", why.message));
    TRY(leaf_log_get(public_log(receiving), receiving->arena, index, &leaf, err));
    TRY(statement_parse(receiving->arena, leaf.note, &statement, err));
    *subject = statement.header.subject;
    return ERR_OK;
}

/* prev is of one subject, whichever of the two comes first. */
static enum err_code check_prev(struct receiving *receiving,
                                const struct signed_statement *statement, struct err *err)
{
    const struct statement *header = &statement->header;
    struct str subject;
    for (size_t i = 0; i < header->prev_count; i++) {
        TRY(subject_of(receiving, header->prev[i], &subject, err));
        if (subject.n > 0 && !str_eq(subject, header->subject)) {
            return err_set(err, ERR_INVALID, "names a statement of another subject in prev");
        }
    }
    TRY(leaf_log_awaited(public_log(receiving), receiving->arena, str_of(statement->id),
                         &subject, err));
    return subject.n == 0 || str_eq(subject, header->subject)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "is named in a prev of another subject, %.*s",
                         STR_ARG(subject));
}

enum err_code exchange_append(struct receiving *receiving,
                              const struct signed_statement *statement, const struct salt *salt,
                              struct str body, const struct js *value, struct err *err)
{
    struct keeper *keeper = receiving->keeper;
    struct leaf_log *log = public_log(receiving);
    const struct statement *header = &statement->header;
    const struct keyring_key *key = keyring_find(keeper->keyring, header->by);
    struct sig_public public;
    bool late;
    uint64_t index = log->range.size;
    TRY(keyring_may_receive(keeper->keyring, header, value, index, &public, &late, err));
    TRY(check_prev(receiving, statement, err));
    TRY(removal_meet(log, key, str_of(statement->id), err));
    TRY(leaf_log_receive(log, statement, salt, body, late, err));
    if (!late && str_is(header->type, "body.removed/1")) {
        TRY(removal_receive(log, keeper->keyring, key, index, body, err));
        receiving->received->removals++;
    }
    receiving->received->late += late;
    receiving->received->taken++;
    return value != NULL ? keyring_apply(keeper->keyring, header, value, index, err) : ERR_OK;
}

static enum err_code count_waiting(struct receiving *receiving, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(receiving->keeper->db, sql_exchange_held_count, &query, err));
    TRY(db_step(query, &row, err));
    receiving->waiting = row ? (uint64_t)db_int(query, 0) : 0;
    db_reset(query);
    return ERR_OK;
}

static enum err_code is_removed(struct receiving *receiving,
                                const struct signed_statement *statement, bool *removed,
                                struct err *err)
{
    const struct keyring_key *key =
        keyring_find(receiving->keeper->keyring, statement->header.by);
    return removal_known(public_log(receiving), key, str_of(statement->id), removed, err);
}

enum err_code exchange_append_held(struct receiving *receiving, struct str key, int64_t seq,
                                   bool anyway, bool *found, struct err *err)
{
    struct db_query *query;
    struct signed_statement statement;
    struct salt salt = {{0}};
    struct js *value = NULL;
    *found = false;
    if (receiving->waiting == 0) {
        return ERR_OK;
    }
    TRY(db_prepare(receiving->keeper->db, sql_exchange_held_next, &query, err));
    db_bind_text(query, 1, key);
    db_bind_int(query, 2, seq);
    TRY(db_step(query, found, err));
    if (!*found) {
        return ERR_OK;
    }
    struct str note = arena_str(receiving->arena, db_text(query, 0));
    struct str body = arena_str(receiving->arena, db_text(query, 2));
    if (db_text(query, 1).n == SALT_SIZE) {
        memcpy(salt.bytes, db_text(query, 1).p, SALT_SIZE);
    }
    db_reset(query);
    TRY(statement_parse(receiving->arena, note, &statement, err));
    if (body.n == 0 && !anyway) {
        TRY(is_removed(receiving, &statement, found, err));
        if (!*found) {
            return ERR_OK;
        }
    }
    TRY(db_prepare(receiving->keeper->db, sql_exchange_held_delete, &query, err));
    db_bind_text(query, 1, key);
    db_bind_int(query, 2, seq);
    TRY(db_run(query, err));
    receiving->waiting--;
    if (body.n > 0) {
        TRY(canon_parse(receiving->arena, body, &value, err));
    }
    return exchange_append(receiving, &statement, &salt, body, value, err);
}

static enum err_code fork_of(const struct signed_statement *statement, struct err *err)
{
    return err_set(err, ERR_CONFLICT,
                   "is a fork: %.*s signed another statement under the number %" PRId64,
                   STR_ARG(statement->header.by), statement->header.seq);
}

/* An earlier one of the key is missing: a log with a gap would not hold, so it waits outside.
 */
static enum err_code hold(struct receiving *receiving, const struct exchange_record *record,
                          const struct signed_statement *statement, struct err *err)
{
    const struct statement *header = &statement->header;
    struct db_query *query;
    bool row;
    bool removed;
    struct str body = record->body;
    TRY(is_removed(receiving, statement, &removed, err));
    if (removed && body.n > 0) {
        TRY(removal_note_blobs(receiving->keeper->db, body, err));
        body = STR("");
    }
    TRY(db_prepare(receiving->keeper->db, sql_exchange_held_get, &query, err));
    db_bind_text(query, 1, header->by);
    db_bind_int(query, 2, header->seq);
    TRY(db_step(query, &row, err));
    bool same = row && str_is(db_text(query, 0), statement->id);
    db_reset(query);
    if (row) {
        return same ? ERR_OK : fork_of(statement, err);
    }
    TRY(db_prepare(receiving->keeper->db, sql_exchange_held_insert, &query, err));
    db_bind_text(query, 1, header->by);
    db_bind_int(query, 2, header->seq);
    db_bind_text(query, 3, str_of(statement->id));
    db_bind_blob(query, 4, record->entry);
    db_bind_blob(query, 5,
                 body.n > 0 ? str_n((const char *)record->salt.bytes, SALT_SIZE) : STR(""));
    db_bind_blob(query, 6, body);
    TRY(db_run(query, err));
    receiving->waiting++;
    return ERR_OK;
}

/* Signed by an algorithm that is not known here: it is the sender's word that it stands in his
 * log, and it has no effect in ours. One whose body is gone stays out and is counted: whether
 * that was its signer's to remove cannot be told, and no leaf may be without both. An earlier
 * bundle that holds the body still brings it. */
static enum err_code take_other(struct receiving *receiving,
                                const struct exchange_record *record,
                                const struct signed_statement *statement, struct err *err)
{
    const struct statement *header = &statement->header;
    if (!body_imported(header->type)) {
        return err_set(err, ERR_INVALID, "a %.*s is never taken from another log",
                       STR_ARG(header->type));
    }
    if (keyring_find(receiving->keeper->keyring, header->by) != NULL) {
        return err_set(err, ERR_INVALID,
                       "is signed by another algorithm in the name of an Ed25519 key");
    }
    if (!record->has_body) {
        receiving->received->passed++;
        return ERR_OK;
    }
    TRY(check_prev(receiving, statement, err));
    receiving->received->taken++;
    return leaf_log_receive(public_log(receiving), statement, &record->salt, record->body, true,
                            err);
}

/* The number that `key` gives next, kept for the key that came last. */
static enum err_code next_seq(struct receiving *receiving, struct str key, int64_t *next,
                              struct err *err)
{
    if (!str_is(key, receiving->last_key)) {
        TRY(leaf_log_next_seq(public_log(receiving), key, &receiving->next, err));
        snprintf(receiving->last_key, sizeof receiving->last_key, "%.*s", STR_ARG(key));
    }
    *next = receiving->next;
    return ERR_OK;
}

/* Is it a leaf already? The leaves of a key that is known have no gap, so that none of them has
 * a number still to come. */
static enum err_code is_known(struct receiving *receiving,
                              const struct signed_statement *statement, int64_t next,
                              bool *known, struct err *err)
{
    struct err why;
    uint64_t index;
    *known = false;
    if (statement->header.seq >= next &&
        keyring_find(receiving->keeper->keyring, statement->header.by) != NULL) {
        return ERR_OK;
    }
    enum err_code code =
        leaf_log_index_of(public_log(receiving), str_of(statement->id), &index, &why);
    *known = code == ERR_OK;
    return code == ERR_OK || code == ERR_NOT_FOUND ? ERR_OK
                                                   : err_set(err, code, "%s", why.message);
}

static enum err_code take_entry(struct receiving *receiving, const struct window_entry *entry,
                                struct err *err)
{
    const struct exchange_record *record = &entry->record;
    const struct signed_statement *statement = &entry->statement;
    struct str by = statement->header.by;
    int64_t next;
    bool known;
    bool removed = false;
    bool more = true;
    TRY(note_blobs(receiving, entry->value, err));
    receiving->received->entries++;
    TRY(next_seq(receiving, by, &next, err));
    TRY(is_known(receiving, statement, next, &known, err));
    if (known) {
        receiving->received->known++;
        return ERR_OK;
    }
    if (statement->version != STATEMENT_V1) {
        return take_other(receiving, record, statement, err);
    }
    TRY(check_removal(record, statement, err));
    TRY(check_signer(receiving, entry, err));
    if (statement->header.seq < next) {
        return fork_of(statement, err);
    }
    if (!record->has_body) {
        TRY(is_removed(receiving, statement, &removed, err));
    }
    if (statement->header.seq > next || (!record->has_body && !removed)) {
        return hold(receiving, record, statement, err);
    }
    TRY(exchange_append(receiving, statement, &record->salt, record->body, entry->value, err));
    while (more) {
        TRY(exchange_append_held(receiving, by, ++next, false, &more, err));
    }
    receiving->next = next;
    return ERR_OK;
}

/* Only what a statement of the bundle names may come beside it. */
static enum err_code take_blob(struct receiving *receiving,
                               const struct exchange_record *record, struct err *err)
{
    char hex[SHA256_HEX_SIZE];
    struct blob_name *name = blob_names_find(&receiving->names, &record->digest);
    sha256_hex(hex, &record->digest);
    if (name == NULL || name->came) {
        return err_set(err, ERR_INVALID, "blob %s: %s", hex,
                       name == NULL ? "no statement of the bundle names it" : "comes twice");
    }
    name->came = true;
    bool here = file_exists(
        blob_path(receiving->arena, receiving->keeper->dir.blobs_public, str_of(hex)));
    if (record->kind == EXCHANGE_LEFT_OUT) {
        receiving->received->left_out += !here;
        return ERR_OK;
    }
    blob_names_of_blob(&receiving->names, receiving->arena, record->blob);
    if (!here) {
        receiving->blobs = mem_grow(receiving->blobs, receiving->blob_count,
                                    &receiving->blob_capacity, sizeof *receiving->blobs);
        receiving->blobs[receiving->blob_count++] = (struct placed_blob){
            (off_t)(receiving->reader.taken - record->blob.n), record->blob.n, record->digest};
    }
    return receiving->names.count <= LIMIT_EXCHANGE_BLOBS
               ? ERR_OK
               : err_set(err, ERR_LIMIT, "the envelopes name more than %d blobs",
                         LIMIT_EXCHANGE_BLOBS);
}

static enum err_code take_window(struct receiving *receiving, struct err *err)
{
    struct exchange_window *window = &receiving->window;
    for (size_t at = 0; at < window->count; at++) {
        arena_reset(receiving->arena);
        enum err_code code = exchange_window_judge(window, at, err);
        if (code == ERR_OK) {
            code = take_entry(receiving, &window->entries[at], err);
        }
        if (code != ERR_OK) {
            err_prefix(err, "leaf %" PRIu64 " of the sender", window->entries[at].record.index);
            return code;
        }
    }
    if (window->code != ERR_OK && err != NULL) {
        *err = window->err;
    }
    return window->code;
}

static enum err_code take_records(struct receiving *receiving, struct err *err)
{
    struct exchange_window *window = &receiving->window;
    struct exchange_record record = {.kind = EXCHANGE_ENTRY};
    while (record.kind == EXCHANGE_ENTRY) {
        exchange_window_fill(window, &receiving->reader);
        TRY(take_window(receiving, err));
        record.kind = window->has_after ? window->after.kind : EXCHANGE_ENTRY;
    }
    record = window->after;
    while (record.kind != EXCHANGE_END) {
        TRY(take_blob(receiving, &record, err));
        arena_reset(receiving->arena);
        TRY(exchange_next(&receiving->reader, receiving->arena, &record, err));
    }
    return ERR_OK;
}

/* The bytes once more: they are named by what they are now, so a file that changed is seen. */
static enum err_code store_blob(struct receiving *receiving, const struct placed_blob *placed,
                                struct err *err)
{
    char wanted[SHA256_HEX_SIZE];
    char hex[SHA256_HEX_SIZE];
    size_t got = 0;
    arena_reset(receiving->arena);
    char *bytes = arena_alloc(receiving->arena, placed->length + 1);
    while (got < placed->length) {
        ssize_t n = pread(receiving->fd, bytes + got, placed->length - got,
                          placed->offset + (off_t)got);
        if (n <= 0) {
            return err_errno(err, "cannot read %s", receiving->path);
        }
        got += (size_t)n;
    }
    struct sha256 digest = sha256_of(str_n(bytes, got));
    sha256_hex(wanted, &placed->digest);
    if (!sha256_eq(&digest, &placed->digest)) {
        return err_set(err, ERR_CONFLICT, "%s changed while it was read", receiving->path);
    }
    receiving->received->blobs++;
    return blob_put(receiving->keeper->dir.blobs_public, str_n(bytes, got), hex, err);
}

static enum err_code close_batch(struct receiving *receiving, uint64_t first, struct err *err)
{
    struct keeper *keeper = receiving->keeper;
    struct exchange_received *received = receiving->received;
    struct keeper_entry entry = {.type = STR("log.received/1")};
    received->first = first;
    received->last = public_log(receiving)->range.size - 1;
    arena_reset(receiving->arena);
    entry.body = str_of(arena_printf(
        receiving->arena, "{\"first\":%" PRIu64 ",\"from\":\"%.*s\",\"last\":%" PRIu64 "}",
        received->first, STR_ARG(received->origin), received->last));
    return keeper_add(keeper, receiving->arena, LOG_PUBLIC, &entry, FILE_KEEPER, NULL, err);
}

static enum err_code take_all(struct receiving *receiving, struct arena *arena,
                              const char *log_key, struct err *err)
{
    uint64_t first = public_log(receiving)->range.size;
    TRY(exchange_open(&receiving->reader, arena, read_file, receiving, err));
    TRY(exchange_peer_check(&receiving->peer, receiving->keeper, arena, &receiving->reader,
                            log_key, err));
    receiving->received->origin = receiving->peer.origin;
    receiving->received->older = receiving->peer.size < receiving->peer.known;
    receiving->window.leaves = receiving->peer.leaves;
    receiving->window.keyring = receiving->keeper->keyring;
    TRY(count_waiting(receiving, err));
    TRY(take_records(receiving, err));
    TRY(exchange_settle(receiving, err));
    TRY(exchange_peer_note(&receiving->peer, receiving->keeper, err));
    for (size_t i = 0; i < receiving->blob_count; i++) {
        TRY(store_blob(receiving, &receiving->blobs[i], err));
    }
    receiving->received->held = receiving->waiting;
    return receiving->received->taken > 0 ? close_batch(receiving, first, err) : ERR_OK;
}

/* The bundle is taken whatever comes of it: each minute and each start try again. */
static void scrub(struct keeper *keeper)
{
    struct err err;
    if (keep_scrub(keeper, &err) != ERR_OK) {
        log_err("removal", &err);
    }
}

static enum err_code finish(struct receiving *receiving, struct err *err)
{
    struct keeper *keeper = receiving->keeper;
    if (receiving->received->taken > 0) {
        TRY(keeper_finish(keeper, LOG_PUBLIC, err));
        scrub(keeper);
        return ERR_OK;
    }
    enum err_code code = db_commit(keeper->db, err);
    if (code != ERR_OK) {
        keeper_abandon(keeper);
        return code;
    }
    scrub(keeper);
    /* What was left out before may now make rows of statements that are there. */
    return receiving->received->blobs > 0 ? keep_rebuild(keeper, err) : ERR_OK;
}

enum err_code keep_receive(struct keeper *keeper, struct arena *arena, const char *path,
                           const char *log_key, struct exchange_received *received,
                           struct err *err)
{
    struct receiving receiving = {.keeper = keeper, .received = received, .path = path};
    *received = (struct exchange_received){0};
    receiving.fd = open(path, O_RDONLY | O_CLOEXEC);
    if (receiving.fd < 0) {
        return err_errno(err, "cannot open %s", path);
    }
    receiving.arena = arena_new();
    receiving.buffer = xmalloc(BUFFER);
    exchange_window_init(&receiving.window);
    enum err_code code = keeper_begin(keeper, err);
    if (code == ERR_OK) {
        code = take_all(&receiving, arena, log_key, err);
        if (code == ERR_OK) {
            code = finish(&receiving, err);
        } else {
            keeper_abandon(keeper);
        }
    }
    close(receiving.fd);
    exchange_window_release(&receiving.window);
    blob_names_release(&receiving.names);
    exchange_peer_release(&receiving.peer);
    free(receiving.blobs);
    free(receiving.buffer);
    arena_free(receiving.arena);
    return code;
}
