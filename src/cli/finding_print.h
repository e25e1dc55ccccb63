/* Findings of the check of a case on the terminal. */
#ifndef POLICEAI_CLI_FINDING_PRINT_H
#define POLICEAI_CLI_FINDING_PRINT_H

#include "base/err.h"
#include "casecheck/casecheck.h"

#include <stdbool.h>

/* All that are open, each with its places; with `all` those dealt with and gone too. *open:
 * how many are. `finding` not 0: that one alone. ERR_NOT_FOUND: there is no such. */
enum err_code finding_print(struct db *db, bool all, int64_t finding, int64_t *open,
                            struct err *err) MUST_USE;
/* The same as lines of JSON, one a finding, its places in it. */
enum err_code finding_print_json(struct db *db, bool all, int64_t *open,
                                 struct err *err) MUST_USE;

#endif
