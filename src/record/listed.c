#include "record/listed.h"

#include "base/mem.h"
#include "record_sql.h"
#include "store/db.h"

#include <stdlib.h>

static enum err_code exists(const char *public_db, const char *sql, struct str digest,
                            bool *found, struct err *err)
{
    struct db *db;
    struct db_query *query;
    TRY(db_open(&db, public_db, DB_READ, err));
    enum err_code code = db_prepare(db, sql, &query, err);
    if (code == ERR_OK) {
        db_bind_text(query, 1, digest);
        code = db_step(query, found, err);
    }
    db_close(db);
    return code;
}

enum err_code listed_tool(const char *public_db, struct str digest, bool *listed,
                          struct err *err)
{
    return exists(public_db, sql_public_tool_exists, digest, listed, err);
}

enum err_code listed_benchmark(const char *public_db, struct str digest, bool *listed,
                               struct err *err)
{
    return exists(public_db, sql_public_benchmark_exists, digest, listed, err);
}

enum err_code listed_runs(struct arena *arena, const char *public_db, struct str tool_id,
                          struct str benchmark_digest, struct str **ids, size_t *count,
                          struct err *err)
{
    struct db *db;
    struct db_query *query;
    struct str *list = NULL;
    size_t room = 0;
    bool found = true;
    *count = 0;
    TRY(db_open(&db, public_db, DB_READ, err));
    enum err_code code = db_prepare(db, sql_public_runs_of, &query, err);
    if (code == ERR_OK) {
        db_bind_text(query, 1, tool_id);
        db_bind_text(query, 2, benchmark_digest);
        code = db_step(query, &found, err);
    }
    while (code == ERR_OK && found) {
        list = mem_grow(list, *count, &room, sizeof *list);
        list[(*count)++] = arena_str(arena, db_text(query, 0));
        code = db_step(query, &found, err);
    }
    db_close(db);
    *ids = arena_alloc(arena, (*count + 1) * sizeof **ids);
    for (size_t i = 0; i < *count; i++) {
        (*ids)[i] = list[i];
    }
    free(list);
    return code;
}
