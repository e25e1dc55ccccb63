/* See private_session.h. */
#include "private/private_session.h"

#include "crypto/digest.h"
#include "crypto/random.h"
#include "private_sql.h"
#include "store/db_ask.h"

static void digest(struct str secret, char hex[PRIVATE_SECRET_SIZE])
{
    struct sha256 digest = sha256_of(secret);
    sha256_hex(hex, &digest);
}

enum err_code private_sessions_make(struct db *db, struct err *err)
{
    return db_exec(db, sql_private_schema, err);
}

enum err_code private_sessions_clear(struct db *db, struct err *err)
{
    TRY(db_do(db, sql_private_links_clear, err, ""));
    return db_do(db, sql_private_sessions_clear, err, "");
}

enum err_code private_link_make(struct db *db, char secret[PRIVATE_SECRET_SIZE],
                                struct err *err)
{
    char hash[PRIVATE_SECRET_SIZE];
    random_hex(secret, SHA256_SIZE);
    digest(str_of(secret), hash);
    return db_do(db, sql_private_link_add, err, "t", str_of(hash));
}

static enum err_code use(struct db *db, struct str secret, char session[PRIVATE_SECRET_SIZE],
                         struct err *err)
{
    char hash[PRIVATE_SECRET_SIZE];
    digest(secret, hash);
    TRY(db_do(db, sql_private_link_use, err, "t", str_of(hash)));
    if (db_changes(db) != 1) {
        return err_set(err, ERR_DENIED, "this link was used before, or is none of this desk");
    }
    random_hex(session, SHA256_SIZE);
    digest(str_of(session), hash);
    return db_do(db, sql_private_session_add, err, "t", str_of(hash));
}

enum err_code private_link_use(struct db *db, struct str secret,
                               char session[PRIVATE_SECRET_SIZE], struct err *err)
{
    TRY(db_begin(db, err));
    enum err_code code = use(db, secret, session, err);
    code = code == ERR_OK ? db_commit(db, err) : code;
    db_rollback(db);
    return code;
}

enum err_code private_session(struct db *db, struct arena *arena, struct str secret,
                              bool *known, struct str *who, struct str *role, struct err *err)
{
    char hash[PRIVATE_SECRET_SIZE];
    struct db_query *query;
    *known = false;
    digest(secret, hash);
    TRY(db_ask(db, sql_private_session, &query, err, "t", str_of(hash)));
    TRY(db_step(query, known, err));
    if (*known) {
        *who = arena_str(arena, db_text(query, 0));
        *role = arena_str(arena, db_text(query, 1));
        db_reset(query);
    }
    return ERR_OK;
}

enum err_code private_session_name(struct db *db, struct str secret, struct str who,
                                   struct str role, struct err *err)
{
    char hash[PRIVATE_SECRET_SIZE];
    digest(secret, hash);
    return db_do(db, sql_private_session_name, err, "ttt", str_of(hash), who, role);
}

enum err_code private_session_namesakes(struct db *db, struct str secret, struct str who,
                                        int64_t *count, struct err *err)
{
    char hash[PRIVATE_SECRET_SIZE];
    digest(secret, hash);
    return db_number(db, sql_private_session_namesakes, count, err, "tt", str_of(hash), who);
}
