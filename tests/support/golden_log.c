#include "support/golden_log.h"

#include "base/file.h"
#include "base/limits.h"
#include "ledger/body.h"
#include "ledger/tile.h"
#include "record/projection.h"
#include "store/blob.h"
#include "support/log_maker.h"

struct str golden_file(struct arena *arena, const char *name)
{
    struct err err;
    struct str bytes;
    maker_must(
        file_read(arena, arena_printf(arena, GOLDEN "/%s", name), 16 * MIB, &bytes, &err),
        &err);
    return bytes;
}

static void append(struct arena *arena, struct leaf_log *log, struct str entry)
{
    struct err err;
    struct signed_statement statement;
    struct str canonical = STR("{}");
    struct salt salt = {{0}};
    struct js *value;
    maker_must(statement_parse(arena, entry, &statement, &err), &err);
    const char *name = arena_printf(arena, "log/body/%s", statement.id);
    if (file_exists(arena_printf(arena, GOLDEN "/%s", name))) {
        maker_must(body_parse(arena, golden_file(arena, name), &salt, &canonical, &value, &err),
                   &err);
    }
    maker_must(leaf_log_append(log, &statement, &salt, canonical, &err), &err);
}

void golden_restore(struct arena *arena, struct leaf_log *log)
{
    struct err err;
    struct str rest = golden_file(arena, "log/tile/entries/000.p/21");
    struct str entry;
    bool found = true;
    maker_must(db_begin(log->db, &err), &err);
    maker_must(bundle_next(&rest, &entry, &found, &err), &err);
    while (found) {
        append(arena, log, entry);
        maker_must(bundle_next(&rest, &entry, &found, &err), &err);
    }
    maker_must(leaf_log_set_head(log, &err), &err);
    maker_must(db_commit(log->db, &err), &err);
}

static const char *put(struct arena *arena, const struct datadir *dir, const char *name)
{
    struct err err;
    char hex[65];
    maker_must(blob_put(dir->blobs_public, golden_file(arena, name), hex, &err), &err);
    return blob_path(arena, dir->blobs_public, str_of(hex));
}

const char *golden_put_blobs(struct arena *arena, const struct datadir *dir)
{
    put(arena, dir, "benchmarks/sample/benchmark.json");
    put(arena, dir, "evidence/sample.dsse.json");
    return put(arena, dir, "manifest.json");
}

void golden_project(struct arena *arena, const struct datadir *dir, struct leaf_log *log)
{
    struct err err;
    struct projection projection;
    maker_must(projection_open(&projection, dir, log, &err), &err);
    maker_must(projection_advance(&projection, log, golden_file(arena, "log/checkpoint"), &err),
               &err);
    projection_close(&projection);
}

const char *golden_lay_out(struct arena *arena, const struct datadir *dir)
{
    struct err err;
    struct db *db;
    struct leaf_log log;
    maker_must(db_open(&db, dir->ledger_db, DB_WRITE, &err), &err);
    maker_must(leaf_log_migrate(db, &err), &err);
    maker_must(leaf_log_open(&log, db, LOG_PUBLIC, &err), &err);
    golden_restore(arena, &log);
    const char *manifest = golden_put_blobs(arena, dir);
    golden_project(arena, dir, &log);
    db_close(db);
    return manifest;
}
