/* Whether a tool may run at the isolation this machine gives (design, Tool protocol): a
 * built-in one at any level there is, an outside one below full only when a person accepts that
 * level and says why. */
#ifndef POLICEAI_RUN_ISOLATION_H
#define POLICEAI_RUN_ISOLATION_H

#include "base/err.h"
#include "sandbox/sandbox.h"

#include <stdbool.h>

struct isolation_terms {
    bool built_in;
    const char *accepted; /* "reduced", or NULL */
    const char *reason;   /* or NULL */
};

/* Tries the sandbox. ERR_UNSUPPORTED when there is none, ERR_DENIED below what the terms allow,
 * ERR_USAGE for terms that say nothing. */
enum err_code isolation_check(const struct isolation_terms *terms, struct err *err) MUST_USE;
/* The same for a level and why it is no higher. */
enum err_code isolation_judge(enum sandbox_level level, const struct err *why,
                              const struct isolation_terms *terms, struct err *err) MUST_USE;

#endif
