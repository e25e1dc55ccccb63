/* A benchmark: a folder with benchmark.json, items.jsonl and files. Bad rows are gathered with
 * their line numbers; a benchmark with a bad row does not run unless asked. */
#ifndef POLICEAI_BENCH_BENCH_H
#define POLICEAI_BENCH_BENCH_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "crypto/digest.h"
#include "task/task.h"

#include <stdbool.h>
#include <stddef.h>

struct bench_group_value {
    struct str group; /* "accent" */
    struct str value; /* "Scottish" */
};

struct bench_item {
    struct str id;
    struct str cluster;
    struct str split;
    const struct js *input; /* {"text":…} or {"file":…} as in the row */
    const struct js *expected;
    struct bench_group_value *groups;
    size_t group_count;
    size_t line;
};

/* What the tool searches, in a task of the shape indexed. */
struct bench_entry {
    struct str id;
    const struct js *input;
};
struct bench_collection {
    struct str name; /* "persons-16" */
    struct str title;
    struct bench_entry *entries; /* sorted by id */
    size_t count;
};

struct bench_bad_row {
    size_t line;
    char message[256];
};

struct bench {
    struct arena *arena;
    const char *folder;
    struct str text; /* bytes of benchmark.json */
    const struct js *json;
    struct sha256 digest; /* of benchmark.json */
    struct str id, version, title, licence, source, sensitivity, exposure;
    const struct task *task;
    struct bench_item *items; /* sorted by id */
    size_t count;
    struct bench_collection *collections; /* of the shape indexed, in the order declared */
    size_t collection_count;
    struct bench_bad_row *bad;
    size_t bad_count;
};

/* In place of a split: of items whose expected answer was planted (src/custody). Never in a
 * file: such an item is of split test there, and only its custodian knows. */
#define BENCH_PLANTED "planted"

/* Checks every listed file's size and SHA-256. ERR_DENIED for a sealed benchmark, before
 * items.jsonl or a file of it is read: those are opened by their custodian alone. */
enum err_code bench_open(struct bench **opened, const char *folder, struct err *err) MUST_USE;
/* The same of any benchmark. For src/custody, which records each opening before it, and for
 * whoever has just made the folder. */
enum err_code bench_open_sealed(struct bench **opened, const char *folder,
                                struct err *err) MUST_USE;
void bench_free(struct bench *bench);
const struct bench_item *bench_item_lookup(const struct bench *bench, struct str id);
/* The collection that an item's input names, NULL where there is none. */
const struct bench_collection *bench_collection_of(const struct bench *bench,
                                                   const struct js *input);
bool bench_collection_has(const struct bench_collection *collection, struct str id);
/* Items and clusters of a split. */
void bench_counts(const struct bench *bench, struct str split, size_t *items, size_t *clusters);
/* What a tool answered to it may be shown to anyone: an open benchmark, public or made up. */
bool bench_is_public(const struct bench *bench);
/* Under 100 items or 20 clusters no rate is printed and no standard met. */
bool bench_is_illustration(size_t items, size_t clusters);
bool bench_item_is_planted(const struct bench_item *item);

#endif
