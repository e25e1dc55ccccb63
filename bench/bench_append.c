/* Appending beside a bare SQLite insert: the same row bytes, synchronous=FULL on both
 * sides, turn by turn in one run, so that other load on the disk meets both. Two peers: SQLite
 * as it comes (rollback journal) and, harder, in WAL as ours.
 *
 * Ours signs, syncs keys/last-signed, writes tiles, body and checkpoint and projects; the peer
 * has one table of one key and one blob as long as what we keep of a statement. */
#include "yardstick.h"

#include "base/clock.h"
#include "base/file.h"
#include "crypto/random.h"
#include "record/keeper.h"
#include "store/db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 12, SINGLES = 10, BATCH = 100, BATCHES = 2, ROW_MAX = 8192 };

static const char peer_schema[] =
    "CREATE TABLE leaf (idx INTEGER NOT NULL PRIMARY KEY, bytes BLOB NOT NULL)";
static const char peer_insert[] = "INSERT INTO leaf (idx, bytes) VALUES (?, ?)";

enum { PEERS = 2 };
static const char *const peer_names[PEERS] = {"bare SQLite", "bare SQLite in WAL"};
static const char *const peer_settings[PEERS] = {
    "PRAGMA journal_mode=DELETE; PRAGMA secure_delete=0; PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=0; PRAGMA synchronous=FULL"};

struct sides {
    struct arena *arena;
    struct keeper *keeper;
    struct db *peers[PEERS];
    struct db *peer; /* whose turn it is */
    int64_t peer_rows;
    char row[ROW_MAX];
    size_t row_size;
    struct err err;
};

static struct keeper_entry entry_of(struct sides *sides, int number)
{
    return (struct keeper_entry){
        .type = STR("sample.counted/1"),
        .body = str_of(arena_printf(sides->arena,
                                    "{\"note\":\"a made-up statement of the benchmark\","
                                    "\"number\":%d}",
                                    number))};
}

static void ours(struct sides *sides, int count)
{
    struct keeper_entry entries[BATCH];
    arena_reset(sides->arena);
    for (int i = 0; i < count; i++) {
        entries[i] = entry_of(sides, i);
    }
    measure_must(keep_append(sides->keeper, sides->arena, LOG_PUBLIC, entries, (size_t)count,
                             NULL, &sides->err),
                 &sides->err);
}

static void peers(struct sides *sides, int count)
{
    struct db_query *query;
    struct err *err = &sides->err;
    measure_must(db_begin(sides->peer, err), err);
    for (int i = 0; i < count; i++) {
        measure_must(db_prepare(sides->peer, peer_insert, &query, err), err);
        db_bind_int(query, 1, sides->peer_rows++);
        db_bind_blob(query, 2, str_n(sides->row, sides->row_size));
        measure_must(db_run(query, err), err);
    }
    measure_must(db_commit(sides->peer, err), err);
}

/* Microseconds of `calls` calls with `count` rows each. */
static int64_t time_calls(struct sides *sides, void (*call)(struct sides *, int), int calls,
                          int count)
{
    int64_t start = clock_monotonic_us();
    for (int i = 0; i < calls; i++) {
        call(sides, count);
    }
    return clock_monotonic_us() - start;
}

static void compare(struct sides *sides, const char *what, int calls, int count)
{
    int64_t own = 0;
    int64_t bare[PEERS] = {0};
    char words[100];
    for (int i = 0; i < ROUNDS; i++) {
        own += time_calls(sides, ours, calls, count);
        for (int peer = 0; peer < PEERS; peer++) {
            sides->peer = sides->peers[peer];
            bare[peer] += time_calls(sides, peers, calls, count);
        }
    }
    double rows = (double)ROUNDS * calls * count;
    snprintf(words, sizeof words, "append, %s (statements/s)", what);
    for (int peer = 0; peer < PEERS; peer++) {
        measure_ratio(words, rows * 1e6 / (double)own, peer_names[peer],
                      rows * 1e6 / (double)bare[peer], 0.5);
    }
}

static void open_peers(struct sides *sides, struct arena *arena, const char *root)
{
    struct err *err = &sides->err;
    for (int peer = 0; peer < PEERS; peer++) {
        const char *path = arena_printf(arena, "%s/peer-%d.db", root, peer);
        measure_must(db_open(&sides->peers[peer], path, DB_WRITE_FULL, err), err);
        measure_must(db_exec(sides->peers[peer], peer_settings[peer], err), err);
        measure_must(db_exec(sides->peers[peer], peer_schema, err), err);
    }
}

/* What the leaf table keeps of one statement: note, leaf hash, id, salt, body. */
static size_t row_size(struct sides *sides, const struct datadir *dir)
{
    struct leaf_log log;
    struct leaf leaf;
    struct db *db;
    struct err *err = &sides->err;
    ours(sides, 1);
    measure_must(db_open(&db, dir->ledger_db, DB_READ, err), err);
    measure_must(leaf_log_open(&log, db, LOG_PUBLIC, err), err);
    measure_must(leaf_log_get(&log, sides->arena, log.range.size - 1, &leaf, err), err);
    size_t size = leaf.note.n + 32 + 64 + SALT_SIZE + leaf.body.n;
    db_close(db);
    return size < ROW_MAX ? size : ROW_MAX;
}

int main(void)
{
    struct sides sides = {.arena = arena_new()};
    struct arena *arena = arena_new();
    struct err *err = &sides.err;
    struct datadir dir;
    const char *root = measure_folder(arena);
    crypto_start();
    measure_must(datadir_at(arena, arena_printf(arena, "%s/data", root), &dir, err), err);
    measure_must(keeper_open(&sides.keeper, &dir, NULL, err), err);
    open_peers(&sides, arena, root);
    random_bytes(sides.row, sizeof sides.row);
    sides.row_size = row_size(&sides, &dir);
    printf("append: rows of %zu bytes\n", sides.row_size);
    compare(&sides, "one at a time", SINGLES, 1);
    compare(&sides, "batches of 100", BATCHES, BATCH);
    for (int peer = 0; peer < PEERS; peer++) {
        db_close(sides.peers[peer]);
    }
    keeper_close(sides.keeper);
    measure_must(file_remove_tree(root, err), err);
    arena_free(sides.arena);
    arena_free(arena);
    return 0;
}
