/* See case_session.h. */
#include "casefolder/case_session.h"

#include "store/db_ask.h"
#include "casefolder_sql.h"
#include "crypto/digest.h"
#include "crypto/random.h"

static void digest(struct str secret, char hex[CASE_SECRET_SIZE])
{
    struct sha256 digest = sha256_of(secret);
    sha256_hex(hex, &digest);
}

enum err_code case_sessions_clear(struct case_folder *folder, struct err *err)
{
    TRY(db_do(folder->db, sql_case_links_clear, err, ""));
    return db_do(folder->db, sql_case_sessions_clear, err, "");
}

enum err_code case_link_make(struct case_folder *folder, char secret[CASE_SECRET_SIZE],
                             struct err *err)
{
    char hash[CASE_SECRET_SIZE];
    random_hex(secret, SHA256_SIZE);
    digest(str_of(secret), hash);
    return db_do(folder->db, sql_case_link_add, err, "t", str_of(hash));
}

static enum err_code use(struct case_folder *folder, struct str secret,
                         char session[CASE_SECRET_SIZE], struct err *err)
{
    char hash[CASE_SECRET_SIZE];
    digest(secret, hash);
    TRY(db_do(folder->db, sql_case_link_use, err, "t", str_of(hash)));
    if (db_changes(folder->db) != 1) {
        return err_set(err, ERR_DENIED, "this link was used before, or is none of this desk");
    }
    random_hex(session, SHA256_SIZE);
    digest(str_of(session), hash);
    return db_do(folder->db, sql_case_session_add, err, "t", str_of(hash));
}

enum err_code case_link_use(struct case_folder *folder, struct str secret,
                            char session[CASE_SECRET_SIZE], struct err *err)
{
    TRY(db_begin(folder->db, err));
    enum err_code code = use(folder, secret, session, err);
    code = code == ERR_OK ? db_commit(folder->db, err) : code;
    db_rollback(folder->db);
    return code;
}

enum err_code case_session(struct case_folder *folder, struct arena *arena, struct str secret,
                           bool *known, struct str *who, struct str *role, struct err *err)
{
    char hash[CASE_SECRET_SIZE];
    struct db_query *query;
    *known = false;
    digest(secret, hash);
    TRY(db_ask(folder->db, sql_case_session, &query, err, "t", str_of(hash)));
    TRY(db_step(query, known, err));
    if (*known) {
        *who = arena_str(arena, db_text(query, 0));
        *role = arena_str(arena, db_text(query, 1));
        db_reset(query);
    }
    return ERR_OK;
}

enum err_code case_session_name(struct case_folder *folder, struct str secret, struct str who,
                                struct str role, struct err *err)
{
    char hash[CASE_SECRET_SIZE];
    digest(secret, hash);
    return db_do(folder->db, sql_case_session_name, err, "ttt", str_of(hash), who, role);
}
