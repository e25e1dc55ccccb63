/* See published_log.h. */
#include "record/published_log.h"

#include "base/limits.h"
#include "base/mem.h"
#include "ledger/body.h"
#include "ledger/tlogproof.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum err_code published_open(struct published_log *log, struct arena *arena,
                             const struct log_files *files, struct err *err)
{
    struct str note;
    *log = (struct published_log){.files = *files};
    TRY(files->read(files->data, arena, "checkpoint", LIMIT_NOTE, &note, err));
    TRY(checkpoint_parse(arena, note, &log->checkpoint, err));
    log->tiles = xcalloc(TILE_LEVEL_MAX + 1, sizeof *log->tiles);
    log->arena = arena_new();
    return ERR_OK;
}

void published_close(struct published_log *log)
{
    free(log->tiles);
    arena_free(log->arena);
    log->tiles = NULL;
    log->arena = NULL;
}

static enum err_code read_tile(struct published_log *log, struct arena *arena,
                               const struct tile *tile, struct str *bytes, struct err *err)
{
    char name[TILE_PATH_SIZE];
    tile_path(name, tile);
    return log->files.read(log->files.data, arena, name, (size_t)TILE_WIDTH * (LIMIT_LEAF + 2),
                           bytes, err);
}

static enum err_code hold_tile(struct published_log *log, unsigned level, uint64_t index,
                               struct err *err)
{
    struct published_tile *held = &log->tiles[level];
    struct tile tile = {.level = level,
                        .index = index,
                        .width = tile_width(log->checkpoint.head.size, level, index)};
    struct str bytes;
    if (held->held && held->index == index) {
        return ERR_OK;
    }
    if (tile.width == 0) {
        return err_set(err, ERR_INVALID, "the tree has no tile %u/%" PRIu64, level, index);
    }
    struct arena *arena = arena_new();
    enum err_code code = read_tile(log, arena, &tile, &bytes, err);
    if (code == ERR_OK && bytes.n != (size_t)tile.width * SHA256_SIZE) {
        code = err_set(err, ERR_INVALID, "tile %u/%" PRIu64 " has %zu bytes, not %u", level,
                       index, bytes.n, tile.width * (unsigned)SHA256_SIZE);
    }
    held->held = code == ERR_OK;
    if (code == ERR_OK) {
        held->index = index;
        memcpy(held->hashes, bytes.p, bytes.n);
    }
    arena_free(arena);
    return code;
}

enum err_code published_node(void *data, unsigned level, uint64_t index, struct sha256 *hash,
                             struct err *err)
{
    struct published_log *log = data;
    unsigned above = level % TILE_HEIGHT; /* levels between the tile's row and the node */
    unsigned row = level / TILE_HEIGHT;
    struct sha256 nodes[TILE_WIDTH];
    uint64_t first = index << above;
    size_t count = (size_t)1 << above;
    TRY(hold_tile(log, row, first / TILE_WIDTH, err));
    uint64_t width = tile_width(log->checkpoint.head.size, row, first / TILE_WIDTH);
    if (first % TILE_WIDTH + count > width) {
        return err_set(err, ERR_INVALID, "the tree has no node %u/%" PRIu64, level, index);
    }
    memcpy(nodes, &log->tiles[row].hashes[first % TILE_WIDTH], count * sizeof *nodes);
    for (; count > 1; count /= 2) {
        for (size_t i = 0; i < count / 2; i++) {
            nodes[i] = merkle_node(&nodes[2 * i], &nodes[2 * i + 1]);
        }
    }
    *hash = nodes[0];
    return ERR_OK;
}

enum err_code published_entry(struct published_log *log, uint64_t index, struct str *entry,
                              struct err *err)
{
    uint64_t number = index / TILE_WIDTH;
    struct tile tile = {.entries = true,
                        .index = number,
                        .width = tile_width(log->checkpoint.head.size, 0, number)};
    bool found = true;
    if (index >= log->checkpoint.head.size) {
        return err_set(err, ERR_NOT_FOUND, "the log has no leaf %" PRIu64, index);
    }
    if (!log->bundle_held || log->bundle_index != number) {
        arena_reset(log->arena);
        log->bundle_held = false;
        TRY(read_tile(log, log->arena, &tile, &log->bundle, err));
        log->bundle_held = true;
        log->bundle_index = number;
    }
    struct str rest = log->bundle;
    for (uint64_t i = 0; i <= index % TILE_WIDTH && found; i++) {
        TRY(bundle_next(&rest, entry, &found, err));
    }
    return found ? ERR_OK
                 : err_set(err, ERR_INVALID, "bundle %" PRIu64 " has not leaf %" PRIu64, number,
                           index);
}

/* The extra's bytes in the arena; p == NULL when the body is not there. */
static enum err_code make_extra(struct published_log *log, struct arena *arena, const char *id,
                                struct str entry, struct str *extra, struct err *err)
{
    struct tlogproof_extra parts = {.entry = entry};
    struct str bytes;
    struct js *value;
    struct strbuf out;
    enum err_code code =
        log->files.read(log->files.data, arena, arena_printf(arena, "body/%s", id),
                        SALT_SIZE + LIMIT_BODY, &bytes, err);
    *extra = (struct str){NULL, 0};
    if (code == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    TRY(code);
    TRY(body_parse(arena, bytes, &parts.salt, &parts.body, &value, err));
    strbuf_init(&out, 2 * LIMIT_BODY);
    code = tlogproof_extra_compose(&out, &parts, err);
    *extra = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return code;
}

enum err_code published_proof(struct published_log *log, struct arena *arena, uint64_t index,
                              char id[STATEMENT_ID_SIZE], struct str *text, struct err *err)
{
    struct tlogproof proof = {.index = index, .checkpoint = log->checkpoint.bytes};
    struct signed_statement statement;
    struct str entry;
    struct strbuf out;
    TRY(published_entry(log, index, &entry, err));
    entry = arena_str(arena, entry);
    TRY(statement_parse(arena, entry, &statement, err));
    TRY(make_extra(log, arena, statement.id, entry, &proof.extra, err));
    TRY(merkle_prove_inclusion(&proof.path, index, log->checkpoint.head.size, published_node,
                               log, err));
    proof.has_extra = proof.extra.p != NULL;
    strbuf_init(&out, 4 * LIMIT_BODY);
    tlogproof_compose(&out, &proof);
    enum err_code code = strbuf_check(&out, "the proof", err);
    *text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    if (id != NULL) {
        memcpy(id, statement.id, sizeof statement.id);
    }
    return code;
}

enum err_code published_compare(struct published_log *log, uint64_t size,
                                const struct sha256 *root, enum published_history *history,
                                struct err *err)
{
    const struct checkpoint *head = &log->checkpoint.head;
    struct merkle_proof proof;
    *history = HISTORY_CONTINUES;
    if (size > head->size) {
        *history = HISTORY_ROLLED_BACK;
        return ERR_OK;
    }
    if (size == head->size) {
        *history = sha256_eq(root, &head->root) ? HISTORY_CONTINUES : HISTORY_SPLIT;
        return ERR_OK;
    }
    if (size == 0) {
        return ERR_OK;
    }
    enum err_code code =
        merkle_prove_consistency(&proof, size, head->size, published_node, log, err);
    if (code != ERR_OK && code != ERR_INVALID) {
        return code;
    }
    if (code == ERR_INVALID || merkle_verify_consistency(&proof, size, root, head->size,
                                                         &head->root, NULL) != ERR_OK) {
        *history = HISTORY_REWRITTEN;
    }
    return ERR_OK;
}

const char *published_history_words(enum published_history history)
{
    static const char *const words[] = {
        "the log continues what was seen", "rolled back: the log is shorter than what was seen",
        "split view: two signed heads of one size with different roots",
        "rewritten: the log does not continue what was seen"};
    return words[history];
}
