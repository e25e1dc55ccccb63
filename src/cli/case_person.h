/* Who acts in a case: the name given with --as, else the login name. */
#ifndef POLICEAI_CLI_CASE_PERSON_H
#define POLICEAI_CLI_CASE_PERSON_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* In the arena, or lent. ERR_USAGE: there is no login name. */
enum err_code case_person(struct arena *arena, const char *given, struct str *who,
                          struct err *err) MUST_USE;

#endif
