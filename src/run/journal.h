/* The outcomes of a run as they come, one JSON line each, so that a killed run goes on.
 *
 * Synced every 64 lines or 200 ms. A line without its newline at the end, and what stands from
 * a line with NUL bytes on (power was lost, the block never written), is cut when the journal
 * is opened again: those items are run again, their earlier answers never count. An item's
 * first line counts, any later one does not.
 *
 *     {"code":…,"id":…,"message":…,"microseconds":N,"outcome":…,"output":…}
 *
 * and of a service "attempts", "tokens_in" and "tokens_out". */
#ifndef POLICEAI_RUN_JOURNAL_H
#define POLICEAI_RUN_JOURNAL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/jsonw.h"
#include "bench/bench.h"
#include "run/client.h"

#include <stddef.h>

struct journal;

/* Opens or makes it. ERR_FORMAT names file and line of a damaged journal; ERR_CONFLICT when
 * another process has it open. */
enum err_code journal_open(struct journal **out, const char *path, const struct bench *bench,
                           struct err *err) MUST_USE;
/* NULL is allowed; what was added is synced. */
enum err_code journal_close(struct journal *journal, struct err *err) MUST_USE;

/* answer->item is an index into the bench's items; one that has its line already is a BUG. */
enum err_code journal_add(struct journal *journal, const struct client_answer *answer,
                          struct err *err) MUST_USE;
/* Syncs when something is older than 200 ms; call it often. */
enum err_code journal_tick(struct journal *journal, struct err *err) MUST_USE;
/* The members that a line of the journal and one of timing.jsonl share, in their order: code
 * and message of an error, id, microseconds, outcome. */
void journal_members(struct jsonw *w, struct str id, const struct client_answer *answer);
/* "tokens_in" and "tokens_out", which come last in either; nothing when they are 0. */
void journal_tokens(struct jsonw *w, const struct client_answer *answer);
bool journal_has(const struct journal *journal, size_t item);
size_t journal_count(const struct journal *journal);
/* The item's line read back; texts live in the arena. */
enum err_code journal_read(struct journal *journal, struct arena *arena, size_t item,
                           struct client_answer *answer, struct err *err) MUST_USE;

#endif
