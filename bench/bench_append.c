/* Appending beside a bare SQLite insert: the same row bytes, synchronous=FULL and WAL on both
 * sides, turn by turn in one run, so that other load on the disk meets both.
 *
 * Ours signs, syncs keys/last-signed, writes tiles, body and checkpoint and projects; the peer
 * has one table of one key and one blob as long as what we keep of a statement. */
#include "measure.h"

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

struct sides {
    struct arena *arena;
    struct keeper *keeper;
    struct db *peer;
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
    int64_t bare = 0;
    for (int i = 0; i < ROUNDS; i++) {
        own += time_calls(sides, ours, calls, count);
        bare += time_calls(sides, peers, calls, count);
    }
    double rows = (double)ROUNDS * calls * count;
    char words[100];
    snprintf(words, sizeof words, "append, %s (statements/s)", what);
    measure_ratio(words, rows * 1e6 / (double)own, "bare SQLite", rows * 1e6 / (double)bare,
                  0.5);
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
    measure_must(
        db_open(&sides.peer, arena_printf(arena, "%s/peer.db", root), DB_WRITE_FULL, err), err);
    measure_must(db_exec(sides.peer, peer_schema, err), err);
    random_bytes(sides.row, sizeof sides.row);
    sides.row_size = row_size(&sides, &dir);
    printf("append: rows of %zu bytes\n", sides.row_size);
    compare(&sides, "one at a time", SINGLES, 1);
    compare(&sides, "batches of 100", BATCHES, BATCH);
    db_close(sides.peer);
    keeper_close(sides.keeper);
    measure_must(file_remove_tree(root, err), err);
    arena_free(sides.arena);
    arena_free(arena);
    return measure_status();
}
