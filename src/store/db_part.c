/* See db_part.h. */
#include "store/db_part.h"

#include "store/db_ask.h"
#include "store_sql.h"

enum err_code db_part_steps(struct db *db, const char *part, int64_t *steps, struct err *err)
{
    int64_t there;
    *steps = 0;
    TRY(db_number(db, sql_part_schema_there, &there, err, ""));
    return there == 0 ? ERR_OK
                      : db_number(db, sql_part_schema_steps, steps, err, "t", str_of(part));
}

static enum err_code do_steps(struct db *db, const char *part, const char *const *steps,
                              int count, struct err *err)
{
    int64_t done;
    TRY(db_exec(db, sql_part_schema, err));
    TRY(db_part_steps(db, part, &done, err));
    for (int i = (int)done; i < count; i++) {
        enum err_code code = db_exec(db, steps[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "schema step %d of %s", i + 1, part);
            return code;
        }
    }
    return db_do(db, sql_part_schema_set, err, "ti", str_of(part), (int64_t)count);
}

enum err_code db_migrate_part(struct db *db, const char *part, const char *const *steps,
                              int count, struct err *err)
{
    int64_t done;
    TRY(db_part_steps(db, part, &done, err));
    if (done > count) {
        return err_set(err, ERR_UNSUPPORTED,
                       "the tables of %s were made by a newer policeai (step %lld, known %d)",
                       part, (long long)done, count);
    }
    if (done == count) {
        return ERR_OK;
    }
    TRY(db_begin(db, err));
    enum err_code code = do_steps(db, part, steps, count, err);
    if (code != ERR_OK) {
        db_rollback(db);
        return code;
    }
    return db_commit(db, err);
}
