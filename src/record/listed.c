#include "record/listed.h"

#include "record_sql.h"
#include "store/db.h"

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
