/* Who may use the private program that runs now. A link is good once and makes a session; both
 * are secrets of 256 bits of which the database keeps the digest alone, and both end with the
 * program. The tables `link` and `session` lie in the database of the program's matter. */
#ifndef POLICEAI_PRIVATE_PRIVATE_SESSION_H
#define POLICEAI_PRIVATE_PRIVATE_SESSION_H

#include "base/arena.h"
#include "base/err.h"
#include "store/db.h"

#include <stdbool.h>

enum { PRIVATE_SECRET_SIZE = 65 }; /* 64 hexadecimal digits and NUL */

/* Makes the tables where they are not there. */
enum err_code private_sessions_make(struct db *db, struct err *err) MUST_USE;
/* All of an earlier program's links and sessions end. */
enum err_code private_sessions_clear(struct db *db, struct err *err) MUST_USE;
enum err_code private_link_make(struct db *db, char secret[PRIVATE_SECRET_SIZE],
                                struct err *err) MUST_USE;
/* ERR_DENIED for a link that is none or was used: at most one caller ever succeeds. */
enum err_code private_link_use(struct db *db, struct str secret,
                               char session[PRIVATE_SECRET_SIZE], struct err *err) MUST_USE;
/* *known false for a session there is not. who and role are "" until named; in the arena. */
enum err_code private_session(struct db *db, struct arena *arena, struct str secret,
                              bool *known, struct str *who, struct str *role,
                              struct err *err) MUST_USE;
enum err_code private_session_name(struct db *db, struct str secret, struct str who,
                                   struct str role, struct err *err) MUST_USE;
/* How many other sessions of this program have that name. */
enum err_code private_session_namesakes(struct db *db, struct str secret, struct str who,
                                        int64_t *count, struct err *err) MUST_USE;

#endif
