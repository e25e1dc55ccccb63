/* Walks the files of a published log; see audit.h. */
#include "record/audit.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "ledger/body.h"
#include "ledger/checkpoint.h"
#include "ledger/tile.h"
#include "record/audit_bundle.h"
#include "record/audit_rules.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 4 }; /* bundles for each thread that are held at a time */

/* Nodes of level 8 * l, as computed from the leaves. */
struct level {
    struct sha256 *nodes;
    size_t count;
    size_t capacity;
};

struct audit {
    struct arena *arena; /* of one leaf or tile */
    const struct audit_plan *plan;
    size_t threads;
    struct bundle_reader reader;
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

static enum err_code audit_entry(struct audit *audit, const struct checked_entry *entry,
                                 struct err *err)
{
    const struct signed_statement *statement = &entry->statement;
    const struct audit_plan *plan = audit->plan;
    uint64_t index = audit->range.size;
    if (plan->tree_only) {
        return merkle_append(&audit->range, entry->hash, keep_node, audit, err);
    }
    if (statement->version != STATEMENT_V1) {
        audit->report->other_algorithm++;
    } else {
        audit->report->not_understood += body_type_find(statement->header.type) == NULL;
    }
    TRY(audit_rules_leaf(audit->rules, index, statement, entry->signature, entry->value, err));
    if (plan->visit != NULL) {
        TRY(plan->visit(plan->data, index, statement, entry->bytes, entry->value, err));
    }
    return merkle_append(&audit->range, entry->hash, keep_node, audit, err);
}

/* Entries of a bundle that were left, each in the memory of one. */
static enum err_code audit_rest(struct audit *audit, struct checked_bundle *bundle,
                                struct err *err)
{
    struct checked_entry entry;
    for (unsigned at = bundle->count; at <= bundle->width; at++) {
        arena_reset(audit->arena);
        TRY(bundle_take(&audit->reader, audit->arena, &bundle->rest, at, bundle->width, &entry,
                        err));
        if (at < bundle->width) {
            TRY(audit_entry(audit, &entry, err));
        }
    }
    return ERR_OK;
}

static enum err_code audit_bundle(struct audit *audit, struct checked_bundle *bundle,
                                  struct err *err)
{
    enum err_code code = ERR_OK;
    for (unsigned at = 0; at < bundle->count && code == ERR_OK; at++) {
        code = audit_entry(audit, &bundle->entries[at], err);
    }
    if (code == ERR_OK && bundle->code != ERR_OK) {
        code = bundle->code;
        if (err != NULL) {
            *err = bundle->err;
        }
    } else if (code == ERR_OK) {
        code = audit_rest(audit, bundle, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "leaf %" PRIu64, audit->range.size);
    }
    return code;
}

struct batch {
    const struct bundle_reader *reader;
    struct checked_bundle *bundles;
};

static void check_one(void *data, size_t index)
{
    const struct batch *batch = data;
    bundle_check(batch->reader, &batch->bundles[index]);
}

/* Bundles from `first` on, as many as `most` and the log allow, judged each by itself by all
 * threads and then in the order of the log. */
static enum err_code audit_batch(struct audit *audit, struct checked_bundle *bundles,
                                 uint64_t first, size_t most, uint64_t size, struct err *err)
{
    size_t count = 0;
    enum err_code code = ERR_OK;
    const struct batch batch = {&audit->reader, bundles};
    while (count < most && tile_width(size, 0, first + count) > 0) {
        bundles[count].index = first + count;
        bundles[count].width = tile_width(size, 0, first + count);
        arena_reset(bundles[count].arena);
        count++;
    }
    parallel_run(audit->threads, count, check_one, (void *)(uintptr_t)&batch);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        code = audit_bundle(audit, &bundles[i], err);
    }
    return code;
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
    struct checked_entry genesis;
    struct str rest;
    struct str vkey;
    unsigned width = tile_width(size, 0, 0);
    enum err_code code = audit_bundle_read(&audit->reader, arena, 0, width, &rest, err);
    if (code == ERR_OK) {
        code = bundle_take(&audit->reader, arena, &rest, 0, width, &genesis, err);
    }
    if (code != ERR_OK) {
        err_prefix(err, "leaf 0");
        return code;
    }
    TRY(js_need_str(genesis.value, "log_key", &vkey, err));
    audit->report->log_key = vkey;
    return vkey_parse(vkey, key, err);
}

/* The first batch is one bundle: nearly always the keys of all others are introduced there. */
static enum err_code audit_bundles(struct audit *audit, uint64_t size, struct err *err)
{
    size_t most = BATCH * (audit->threads > 0 ? audit->threads : parallel_cores());
    struct checked_bundle *bundles = xcalloc(most, sizeof *bundles);
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < most; i++) {
        bundles[i].arena = arena_new();
    }
    for (uint64_t first = 0; code == ERR_OK && tile_width(size, 0, first) > 0;) {
        size_t count = first == 0 ? 1 : most;
        code = audit_batch(audit, bundles, first, count, size, err);
        first += count;
    }
    for (size_t i = 0; i < most; i++) {
        arena_free(bundles[i].arena);
    }
    free(bundles);
    return code;
}

static enum err_code audit_leaves(struct audit *audit, uint64_t size, struct err *err)
{
    TRY(audit_bundles(audit, size, err));
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
    audit->reader.keyring = audit_rules_keyring(audit->rules);
    TRY(key_of_genesis(audit, arena, checkpoint.head.size, &key, err));
    report->key_from_genesis = given == NULL;
    report->tree_only = audit->plan->tree_only;
    if (given != NULL && memcmp(&given->public, &key.public, sizeof key.public) != 0) {
        return err_set(err, ERR_INVALID,
                       "the genesis names another log key than the given one");
    }
    TRY(checkpoint_verify(&checkpoint, given != NULL ? given : &key, err));
    audit->reader.tree_only = audit->plan->tree_only;
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
    struct audit audit = {.arena = arena_new(),
                          .plan = plan,
                          .threads = plan->files.shared ? plan->threads : 1,
                          .reader = {.files = &plan->files},
                          .report = report};
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
