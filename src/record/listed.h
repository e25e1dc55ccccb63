/* What the public tables already list, by digest: read with a connection of its own. */
#ifndef POLICEAI_RECORD_LISTED_H
#define POLICEAI_RECORD_LISTED_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>

/* `digest` of a tool's identity / of benchmark.json, 64 hex digits. */
enum err_code listed_tool(const char *public_db, struct str digest, bool *listed,
                          struct err *err) MUST_USE;
enum err_code listed_benchmark(const char *public_db, struct str digest, bool *listed,
                               struct err *err) MUST_USE;
/* Statements run.registered/1 of any version of the tool with this id on this benchmark, in
 * the order of the log: *count ids, in the arena. */
enum err_code listed_runs(struct arena *arena, const char *public_db, struct str tool_id,
                          struct str benchmark_digest, struct str **ids, size_t *count,
                          struct err *err) MUST_USE;

#endif
