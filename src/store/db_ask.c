/* See db_ask.h. */
#include "store/db_ask.h"

#include <stdarg.h>

static enum err_code ask(struct db *db, const char *sql, struct db_query **query,
                         const char *kinds, va_list *args, struct err *err)
{
    TRY(db_prepare(db, sql, query, err));
    /* NOLINTBEGIN(clang-analyzer-valist.Uninitialized): both callers started it */
    for (int i = 0; kinds[i] != '\0'; i++) {
        if (kinds[i] == 't') {
            db_bind_text(*query, i + 1, va_arg(*args, struct str));
        } else if (kinds[i] == 'i') {
            db_bind_int(*query, i + 1, va_arg(*args, int64_t));
        } else if (kinds[i] == 'b') {
            db_bind_blob(*query, i + 1, va_arg(*args, struct str));
        } else {
            db_bind_null(*query, i + 1);
        }
    }
    /* NOLINTEND(clang-analyzer-valist.Uninitialized) */
    return ERR_OK;
}

enum err_code db_ask(struct db *db, const char *sql, struct db_query **query, struct err *err,
                     const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    enum err_code code = ask(db, sql, query, kinds, &args, err);
    va_end(args);
    return code;
}

enum err_code db_do(struct db *db, const char *sql, struct err *err, const char *kinds, ...)
{
    struct db_query *query;
    va_list args;
    va_start(args, kinds);
    enum err_code code = ask(db, sql, &query, kinds, &args, err);
    va_end(args);
    return code == ERR_OK ? db_run(query, err) : code;
}

enum err_code db_number(struct db *db, const char *sql, int64_t *number, struct err *err,
                        const char *kinds, ...)
{
    struct db_query *query;
    bool row = false;
    va_list args;
    va_start(args, kinds);
    enum err_code code = ask(db, sql, &query, kinds, &args, err);
    va_end(args);
    TRY(code);
    TRY(db_step(query, &row, err));
    *number = row ? db_int(query, 0) : 0;
    db_reset(query);
    return ERR_OK;
}
