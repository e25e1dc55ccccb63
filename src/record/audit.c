/* Walks the files of a published log; see audit.h. */
#include "record/audit.h"

#include "base/limits.h"
#include "base/mem.h"
#include "crypto/canon.h"
#include "ledger/body.h"
#include "ledger/checkpoint.h"
#include "ledger/tile.h"
#include "record/audit_rules.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Nodes of level 8 * l, as computed from the leaves. */
struct level {
    struct sha256 *nodes;
    size_t count;
    size_t capacity;
};

struct audit {
    struct arena *arena; /* of one leaf or tile */
    const struct audit_plan *plan;
    struct audit_rules *rules;
    struct merkle_range range;
    struct level levels[TILE_LEVEL_MAX + 1];
    struct audit_report *report;
};

static enum err_code keep_node(void *data, unsigned level, uint64_t index,
                               const struct sha256 *hash, struct err *err)
{
    struct audit *audit = data;
    struct level *kept = &audit->levels[level / TILE_HEIGHT];
    (void)index;
    (void)err;
    if (level % TILE_HEIGHT == 0) {
        kept->nodes = mem_grow(kept->nodes, kept->count, &kept->capacity, sizeof *kept->nodes);
        kept->nodes[kept->count++] = *hash;
    }
    return ERR_OK;
}

/* *value NULL when the body is not there. */
static enum err_code read_body(struct audit *audit, const struct signed_statement *statement,
                               struct js **value, struct err *err)
{
    struct str bytes;
    struct str canonical;
    struct salt salt;
    bool understood;
    const struct log_files *files = &audit->plan->files;
    char *name = arena_printf(audit->arena, "body/%s", statement->id);
    *value = NULL;
    enum err_code code =
        files->read(files->data, audit->arena, name, SALT_SIZE + LIMIT_BODY, &bytes, err);
    if (code == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    TRY(code);
    TRY(body_parse(audit->arena, bytes, &salt, &canonical, value, err));
    TRY(body_verify(&statement->header, &salt, canonical, err));
    return body_check(audit->arena, statement->header.type, canonical, &understood, err);
}

static enum err_code audit_entry(struct audit *audit, struct str entry, struct err *err)
{
    struct signed_statement statement;
    struct js *value;
    if (audit->plan->tree_only) {
        return merkle_append(&audit->range, merkle_leaf(entry), keep_node, audit, err);
    }
    TRY(statement_parse(audit->arena, entry, &statement, err));
    TRY(read_body(audit, &statement, &value, err));
    if (statement.version != STATEMENT_V1) {
        audit->report->other_algorithm++;
    } else {
        audit->report->not_understood += body_type_find(statement.header.type) == NULL;
    }
    TRY(audit_rules_leaf(audit->rules, audit->range.size, &statement, value, err));
    if (audit->plan->visit != NULL) {
        TRY(audit->plan->visit(audit->plan->data, audit->range.size, &statement, entry, value,
                               err));
    }
    return merkle_append(&audit->range, merkle_leaf(entry), keep_node, audit, err);
}

static enum err_code read_tile(struct audit *audit, const struct tile *tile, struct str *bytes,
                               struct err *err)
{
    char name[TILE_PATH_SIZE];
    tile_path(name, tile);
    const struct log_files *files = &audit->plan->files;
    return files->read(files->data, audit->arena, name, (size_t)TILE_WIDTH * (LIMIT_LEAF + 2),
                       bytes, err);
}

static enum err_code audit_bundle(struct audit *audit, uint64_t index, unsigned width,
                                  struct err *err)
{
    struct tile tile = {.entries = true, .index = index, .width = width};
    struct arena *held = arena_new();
    struct arena *leaf_arena = audit->arena;
    struct str rest;
    struct str entry;
    bool found = true;
    audit->arena = held;
    enum err_code code = read_tile(audit, &tile, &rest, err);
    audit->arena = leaf_arena;
    for (unsigned i = 0; i <= width && code == ERR_OK && found; i++) {
        code = bundle_next(&rest, &entry, &found, err);
        if (code == ERR_OK && found != (i < width)) {
            code = err_set(err, ERR_INVALID, "its bundle has not %u entries", width);
        }
        if (code == ERR_OK && found) {
            arena_reset(leaf_arena);
            code = audit_entry(audit, entry, err);
        }
    }
    if (code != ERR_OK) {
        err_prefix(err, "leaf %" PRIu64, audit->range.size);
    }
    arena_free(held);
    return code;
}

/* The published tile must be, byte for byte, the hashes computed from the entries. */
static enum err_code audit_tile(struct audit *audit, unsigned level, uint64_t index,
                                unsigned width, struct err *err)
{
    struct tile tile = {.level = level, .index = index, .width = width};
    struct str bytes;
    arena_reset(audit->arena);
    TRY(read_tile(audit, &tile, &bytes, err));
    const struct sha256 *nodes = &audit->levels[level].nodes[index * TILE_WIDTH];
    if (!str_eq(bytes, str_n((const char *)nodes, (size_t)width * SHA256_SIZE))) {
        char name[TILE_PATH_SIZE];
        tile_path(name, &tile);
        return err_set(err, ERR_INVALID, "%s is not what the entries give", name);
    }
    return ERR_OK;
}

static enum err_code audit_tiles(struct audit *audit, uint64_t size, struct err *err)
{
    for (unsigned level = 0; level <= TILE_LEVEL_MAX; level++) {
        unsigned width = tile_width(size, level, 0);
        for (uint64_t index = 0; width > 0; width = tile_width(size, level, ++index)) {
            TRY(audit_tile(audit, level, index, width, err));
        }
    }
    return ERR_OK;
}

/* The first entry's body names origin and log key. */
static enum err_code key_of_genesis(struct audit *audit, struct arena *arena, uint64_t size,
                                    struct note_key *key, struct err *err)
{
    struct tile tile = {.entries = true, .width = tile_width(size, 0, 0)};
    struct str rest;
    struct str entry;
    struct str vkey;
    struct signed_statement statement;
    struct js *value;
    bool found;
    struct arena *before = audit->arena;
    audit->arena = arena;
    enum err_code code = read_tile(audit, &tile, &rest, err);
    if (code == ERR_OK) {
        code = bundle_next(&rest, &entry, &found, err);
    }
    if (code == ERR_OK) {
        code = statement_parse(arena, entry, &statement, err);
    }
    if (code == ERR_OK) {
        code = read_body(audit, &statement, &value, err);
    }
    audit->arena = before;
    if (code != ERR_OK) {
        err_prefix(err, "leaf 0");
    }
    TRY(code);
    TRY(js_need_str(value, "log_key", &vkey, err));
    audit->report->log_key = vkey;
    return vkey_parse(vkey, key, err);
}

static enum err_code audit_leaves(struct audit *audit, uint64_t size, struct err *err)
{
    unsigned width = tile_width(size, 0, 0);
    for (uint64_t index = 0; width > 0; width = tile_width(size, 0, ++index)) {
        TRY(audit_bundle(audit, index, width, err));
    }
    if (!audit->plan->tree_only) {
        TRY(audit_rules_end(audit->rules, err));
    }
    return audit_tiles(audit, size, err);
}

static enum err_code audit_all(struct audit *audit, struct arena *arena, struct err *err)
{
    struct audit_report *report = audit->report;
    const struct log_files *files = &audit->plan->files;
    const struct note_key *given = audit->plan->log_key;
    struct signed_checkpoint checkpoint;
    struct note_key key;
    struct str note;
    TRY(files->read(files->data, arena, "checkpoint", LIMIT_NOTE, &note, err));
    TRY(checkpoint_parse(arena, note, &checkpoint, err));
    if (checkpoint.head.size == 0) {
        return err_set(err, ERR_INVALID, "the log is empty: it has no genesis");
    }
    audit->rules = audit_rules_new(checkpoint.head.size);
    TRY(key_of_genesis(audit, arena, checkpoint.head.size, &key, err));
    report->key_from_genesis = given == NULL;
    report->tree_only = audit->plan->tree_only;
    if (given != NULL && memcmp(&given->public, &key.public, sizeof key.public) != 0) {
        return err_set(err, ERR_INVALID,
                       "the genesis names another log key than the given one");
    }
    TRY(checkpoint_verify(&checkpoint, given != NULL ? given : &key, err));
    TRY(audit_leaves(audit, checkpoint.head.size, err));
    report->origin = checkpoint.head.origin;
    report->size = checkpoint.head.size;
    report->root = merkle_range_root(&audit->range);
    report->removed = audit_rules_removed(audit->rules);
    report->keys = audit_rules_keys(audit->rules);
    if (!sha256_eq(&report->root, &checkpoint.head.root)) {
        return err_set(err, ERR_INVALID, "the entries do not give the checkpoint's root");
    }
    return ERR_OK;
}

enum err_code audit_log(struct arena *arena, const char *folder, const struct note_key *log_key,
                        struct audit_report *report, struct err *err)
{
    const struct audit_plan plan = {.files = log_files_in(folder), .log_key = log_key};
    return audit_files(arena, &plan, report, err);
}

enum err_code audit_files(struct arena *arena, const struct audit_plan *plan,
                          struct audit_report *report, struct err *err)
{
    struct audit audit = {.arena = arena_new(), .plan = plan, .report = report};
    *report = (struct audit_report){0};
    enum err_code code = audit_all(&audit, arena, err);
    for (size_t i = 0; i <= TILE_LEVEL_MAX; i++) {
        free(audit.levels[i].nodes);
    }
    if (audit.rules != NULL) {
        audit_rules_free(audit.rules);
    }
    arena_free(audit.arena);
    return code;
}
