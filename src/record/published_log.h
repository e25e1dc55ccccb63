/* A published log read from its files: nodes of its tree, entries, proofs.
 *
 * Nothing read here is believed: a node comes as the tile says. Whoever needs it true checks a
 * proof made of it against a checkpoint he trusts (published_consistent, tlogproof_verify).
 *
 *     TRY(published_open(&log, arena, &files, err));
 *     TRY(published_proof(&log, arena, 7, &text, err));
 *     published_close(&log);
 */
#ifndef POLICEAI_RECORD_PUBLISHED_LOG_H
#define POLICEAI_RECORD_PUBLISHED_LOG_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "ledger/statement.h"
#include "ledger/tile.h"
#include "record/log_files.h"

#include <stdbool.h>
#include <stdint.h>

struct published_tile {
    bool held;
    uint64_t index;
    struct sha256 hashes[TILE_WIDTH];
};

struct published_log {
    struct log_files files;
    struct signed_checkpoint checkpoint; /* as served; its signature is not checked here */
    struct published_tile *tiles;        /* the last one of each level */
    struct arena *arena;                 /* of the last bundle */
    bool bundle_held;
    uint64_t bundle_index;
    struct str bundle;
};

/* Reads the checkpoint (its text lies in `arena`); ended by published_close. */
enum err_code published_open(struct published_log *log, struct arena *arena,
                             const struct log_files *files, struct err *err) MUST_USE;
void published_close(struct published_log *log);
/* Any whole node of the tree; data is the struct published_log. */
merkle_read_fn published_node;
/* The entry's bytes, borrowed until the next call. */
enum err_code published_entry(struct published_log *log, uint64_t index, struct str *entry,
                              struct err *err) MUST_USE;
/* The tlog-proof of a leaf, with entry, salt and body when the body is there. `id` may be NULL.
 */
enum err_code published_proof(struct published_log *log, struct arena *arena, uint64_t index,
                              char id[STATEMENT_ID_SIZE], struct str *text,
                              struct err *err) MUST_USE;
/* Does the served log continue an older head, by its own files? The head's signature is the
 * caller's to check. */
enum published_history {
    HISTORY_CONTINUES,
    HISTORY_ROLLED_BACK, /* it is shorter now */
    HISTORY_SPLIT,       /* as long, with another root */
    HISTORY_REWRITTEN    /* longer, and something below `size` is not what it was */
};
/* ERR_OK with a verdict; an error when the files cannot be read. */
enum err_code published_compare(struct published_log *log, uint64_t size,
                                const struct sha256 *root, enum published_history *history,
                                struct err *err) MUST_USE;
/* What it means, for a head of `size` that was seen: one clause. */
const char *published_history_words(enum published_history history);

#endif
