/* Brings the index of a case up to date before a command shows it. */
#ifndef POLICEAI_CLI_CASE_INDEX_CALL_H
#define POLICEAI_CLI_CASE_INDEX_CALL_H

#include "cli/command.h"
#include "store/db.h"

/* Indexes what was read since, then opens the case for looking; closed by the caller. */
enum err_code case_index_call(struct command_call *call, struct db **db,
                              struct err *err) MUST_USE;
/* The same; with `again` documents that could not be indexed are tried once more. */
enum err_code case_index_call_again(struct command_call *call, bool again, struct db **db,
                                    struct err *err) MUST_USE;

#endif
