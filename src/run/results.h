/* results.jsonl and timing.jsonl from a run's journal (formats, Evidence). */
#ifndef POLICEAI_RUN_RESULTS_H
#define POLICEAI_RUN_RESULTS_H

#include "base/err.h"
#include "base/strbuf.h"
#include "run/journal.h"

/* Latency at window 1 of one item, of the second pass. */
struct latency {
    size_t item;
    enum outcome outcome;
    int64_t microseconds;
};

/* Items without an outcome (a partial run) and those that were planted have no row. Files are
 * written whole or not at all.
 */
enum err_code results_write(struct journal *journal, const struct bench *bench,
                            const char *path, struct err *err) MUST_USE;

/* Per item and pass a row with time, outcome and error text, then `summary` (a canonical JSON
 * object) as the last line. Never hashed into figures: it differs from run to run. */
enum err_code timing_write(struct journal *journal, const struct bench *bench,
                           const struct latency *latencies, size_t latency_count,
                           struct str summary, const char *path, struct err *err) MUST_USE;

#endif
