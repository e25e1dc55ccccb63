/* `policeai tool run` of a tool that links records: a table in, a table out. */
#ifndef POLICEAI_CLI_TOOL_RUN_RECORDS_H
#define POLICEAI_CLI_TOOL_RUN_RECORDS_H

#include "base/arena.h"
#include "base/err.h"
#include "trial/use_records.h"

#include <stdbool.h>

/* Prints the table, or writes OUT/NAME.linked.csv where `out` is a folder (`force`: over what
 * is there); a summary on standard error but for `quiet`. *status 1 when a record was not
 * answered. */
enum err_code tool_run_records(struct arena *arena, const struct use_records_plan *plan,
                               const char *out, bool force, bool quiet, int *status,
                               struct err *err) MUST_USE;

#endif
