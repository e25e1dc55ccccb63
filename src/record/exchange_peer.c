/* See exchange_peer.h. */
#include "record/exchange_peer.h"

#include "base/mem.h"
#include "ledger/checkpoint.h"
#include "ledger/tile.h"
#include "record/keeper_state.h"
#include "record_sql.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void exchange_peer_release(struct exchange_peer *peer)
{
    free(peer->leaves);
    peer->leaves = NULL;
}

/* The key by which this origin is known here; "" when it is not. */
static enum err_code known_key(struct exchange_peer *peer, struct keeper *keeper,
                               struct arena *arena, struct str *key, struct err *err)
{
    struct db_query *query;
    bool row;
    TRY(db_prepare(keeper->db, sql_exchange_peer_get, &query, err));
    db_bind_text(query, 1, peer->origin);
    TRY(db_step(query, &row, err));
    *key = row ? arena_str(arena, db_text(query, 0)) : STR("");
    peer->known = row ? (uint64_t)db_int(query, 1) : 0;
    db_reset(query);
    return ERR_OK;
}

static enum err_code check_key(const struct exchange_peer *peer, struct str known,
                               const char *given, struct err *err)
{
    if (known.n > 0) {
        return str_eq(known, peer->log_key) && (given == NULL || str_is(known, given))
                   ? ERR_OK
                   : err_set(err, ERR_CONFLICT, "%.*s is known here by another log key, %.*s",
                             STR_ARG(peer->origin), STR_ARG(known));
    }
    if (given != NULL && str_is(peer->log_key, given)) {
        return ERR_OK;
    }
    err_set(err, ERR_DENIED, "the log %.*s (key %.*s) %s", STR_ARG(peer->origin),
            STR_ARG(peer->log_key),
            given == NULL ? "is not known here" : "has not the key that was given");
    err_hint(err, "compare its key with the sender by another way, then give --log-key VKEY");
    return ERR_DENIED;
}

static enum err_code read_leaves(struct exchange_peer *peer, struct exchange_reader *reader,
                                 const struct sha256 *signed_root, struct err *err)
{
    struct merkle_range range = {0};
    peer->leaves = xcalloc(peer->size, sizeof *peer->leaves);
    for (uint64_t i = 0; i < peer->size; i++) {
        TRY(exchange_leaf(reader, &peer->leaves[i], err));
        TRY(merkle_append(&range, peer->leaves[i], NULL, NULL, err));
    }
    struct sha256 root = merkle_range_root(&range);
    return sha256_eq(&root, signed_root)
               ? ERR_OK
               : err_set(err, ERR_INVALID, "the leaves do not give the checkpoint's root");
}

static enum err_code compare_tile(const struct exchange_peer *peer, struct keeper *keeper,
                                  uint64_t index, struct err *err)
{
    struct db_query *query;
    bool row;
    uint64_t first = index * TILE_WIDTH;
    TRY(db_prepare(keeper->db, sql_exchange_tile_get, &query, err));
    db_bind_text(query, 1, peer->origin);
    db_bind_int(query, 2, (int64_t)index);
    TRY(db_step(query, &row, err));
    struct str seen = row ? db_text(query, 0) : STR("");
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < seen.n / SHA256_SIZE && first + i < peer->size; i++) {
        if (memcmp(seen.p + i * SHA256_SIZE, peer->leaves[first + i].bytes, SHA256_SIZE) != 0) {
            code = err_set(err, ERR_CONFLICT,
                           "%.*s shows two histories: its leaf %" PRIu64
                           " is not the one it showed before",
                           STR_ARG(peer->origin), first + i);
            err_hint(err, "keep both bundles: together they prove it");
            break;
        }
    }
    db_reset(query);
    return code;
}

enum err_code exchange_peer_check(struct exchange_peer *peer, struct keeper *keeper,
                                  struct arena *arena, struct exchange_reader *reader,
                                  const char *log_key, struct err *err)
{
    struct signed_checkpoint checkpoint;
    struct note_key key;
    struct str known;
    TRY(checkpoint_parse(arena, reader->header.checkpoint, &checkpoint, err));
    TRY(vkey_parse(reader->header.log_key, &key, err));
    TRY(checkpoint_verify(&checkpoint, &key, err));
    peer->origin = checkpoint.head.origin;
    peer->log_key = reader->header.log_key;
    peer->checkpoint = reader->header.checkpoint;
    peer->size = checkpoint.head.size;
    if (str_eq(peer->origin, keeper->origin)) {
        return err_set(err, ERR_CONFLICT, "the bundle comes from this very log");
    }
    TRY(known_key(peer, keeper, arena, &known, err));
    TRY(check_key(peer, known, log_key, err));
    TRY(read_leaves(peer, reader, &checkpoint.head.root, err));
    for (uint64_t i = 0; i * TILE_WIDTH < peer->size && i * TILE_WIDTH < peer->known; i++) {
        TRY(compare_tile(peer, keeper, i, err));
    }
    return ERR_OK;
}

enum err_code exchange_peer_note(const struct exchange_peer *peer, struct keeper *keeper,
                                 struct err *err)
{
    struct db_query *query;
    if (peer->size <= peer->known) {
        return ERR_OK;
    }
    TRY(db_prepare(keeper->db, sql_exchange_peer_set, &query, err));
    db_bind_text(query, 1, peer->origin);
    db_bind_text(query, 2, peer->log_key);
    db_bind_int(query, 3, (int64_t)peer->size);
    db_bind_text(query, 4, peer->checkpoint);
    TRY(db_run(query, err));
    for (uint64_t i = peer->known / TILE_WIDTH; i * TILE_WIDTH < peer->size; i++) {
        uint64_t first = i * TILE_WIDTH;
        uint64_t width = peer->size - first < TILE_WIDTH ? peer->size - first : TILE_WIDTH;
        TRY(db_prepare(keeper->db, sql_exchange_tile_set, &query, err));
        db_bind_text(query, 1, peer->origin);
        db_bind_int(query, 2, (int64_t)i);
        db_bind_blob(
            query, 3,
            str_n((const char *)peer->leaves[first].bytes, (size_t)width * SHA256_SIZE));
        TRY(db_run(query, err));
    }
    return ERR_OK;
}
