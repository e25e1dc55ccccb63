/* Who does what a command on a case does: --as NAME, else the login name. */
#ifndef POLICEAI_CLI_CASE_ACTOR_H
#define POLICEAI_CLI_CASE_ACTOR_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { CASE_ACTOR_MAX = 100 };

/* `named` is NULL when it was not given; the name is in the arena. ERR_INVALID: empty, too
 * long, or not one line of UTF-8. */
enum err_code case_actor(struct arena *arena, const char *named, struct str *name,
                         struct err *err) MUST_USE;

#endif
