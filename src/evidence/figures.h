/* results.jsonl -> stats.jsonl -> figures.json: pure functions of bytes (formats, Evidence).
 * The runner writes with them, verify recomputes with them. */
#ifndef POLICEAI_EVIDENCE_FIGURES_H
#define POLICEAI_EVIDENCE_FIGURES_H

#include "base/err.h"
#include "base/strbuf.h"
#include "bench/bench.h"

#include <stdint.h>

/* stats.jsonl from results.jsonl: one row per id and metric, sorted. */
enum err_code stats_make(const struct bench *bench, const char *results_path,
                         struct strbuf *stats, struct err *err) MUST_USE;
/* figures.json (canonical array and '\n'): every metric overall and per group value, each with
 * n, interval, method. bootstrap_seed from the run's statement id. `split` says what was run;
 * `partial` (a quick subset) makes every figure undefined, reason "partial". */
enum err_code figures_make(const struct bench *bench, struct str split, struct str stats,
                           uint64_t bootstrap_seed, bool partial, struct strbuf *figures,
                           struct err *err) MUST_USE;

#endif
