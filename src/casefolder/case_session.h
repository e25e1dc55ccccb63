/* Who may use the desk that runs now. A link is good once and makes a session; both are secrets
 * of 256 bits of which the case keeps the digest alone, and both end with the desk. */
#ifndef POLICEAI_CASEFOLDER_CASE_SESSION_H
#define POLICEAI_CASEFOLDER_CASE_SESSION_H

#include "casefolder/case_folder.h"

#include <stdbool.h>

enum { CASE_SECRET_SIZE = 65 }; /* 64 hexadecimal digits and NUL */

/* All of an earlier desk's links and sessions end. */
enum err_code case_sessions_clear(struct case_folder *folder, struct err *err) MUST_USE;
enum err_code case_link_make(struct case_folder *folder, char secret[CASE_SECRET_SIZE],
                             struct err *err) MUST_USE;
/* ERR_DENIED for a link that is none or was used: at most one caller ever succeeds. */
enum err_code case_link_use(struct case_folder *folder, struct str secret,
                            char session[CASE_SECRET_SIZE], struct err *err) MUST_USE;
/* *known false for a session there is not. who and role are "" until named; in the arena. */
enum err_code case_session(struct case_folder *folder, struct arena *arena, struct str secret,
                           bool *known, struct str *who, struct str *role,
                           struct err *err) MUST_USE;
enum err_code case_session_name(struct case_folder *folder, struct str secret, struct str who,
                                struct str role, struct err *err) MUST_USE;

#endif
