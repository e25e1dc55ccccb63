/* A private program of this machine: who is let in, and what its pages are answered with.
 *
 * Let in: a Host that is 127.0.0.1 or localhost with our port (so that a name elsewhere that is
 * made to point here reads nothing), a POST only with our own Origin. Whoever asks shows a
 * session, a secret in a cookie; a form carries the guard that follows from it. */
#ifndef POLICEAI_HTTP_HTTP_PRIVATE_H
#define POLICEAI_HTTP_HTTP_PRIVATE_H

#include "base/arena.h"
#include "http/http_answer.h"
#include "http/http_guard.h"
#include "http/http_target.h"

#include <stdbool.h>
#include <stddef.h>

enum { HTTP_SECRET_SIZE = 65 }; /* 64 hexadecimal digits and NUL */

/* Everything but the session. A body has at most `body_max` bytes. *target is set when the
 * status is 0; its path lies in the arena. */
struct http_verdict http_private_check(struct arena *arena, const struct http_head *head,
                                       int port, size_t body_max, struct http_target *target);
/* The value of that cookie; "" when there is none. */
struct str http_cookie_find(const struct http_head *head, const char *name);

/* What a form of this session carries in its first field, "guard". */
void http_form_guard(struct str session, char guard[HTTP_SECRET_SIZE]);
/* Does the form begin with "guard=" and the guard of the session? */
bool http_form_is_guarded(struct str session, struct str form);

/* A page that no cache keeps, with the policy of private pages. One reference for the caller.
 */
struct http_answer *http_private_page(struct str html, int status);
/* See other: `location`, with a cookie to set or NULL. */
struct http_answer *http_private_go(const char *location, const char *cookie);
/* The value of Set-Cookie that makes a session, in the arena. */
const char *http_session_cookie(struct arena *arena, const char *name, const char *session);

#endif
