/* stats.jsonl in memory: rows of (item, metric, vector). */
#ifndef POLICEAI_EVIDENCE_STATS_ROWS_H
#define POLICEAI_EVIDENCE_STATS_ROWS_H

#include "base/arena.h"
#include "base/err.h"
#include "bench/bench.h"
#include "metrics/metric.h"

struct stats_row {
    const struct bench_item *item;
    const struct metric *metric;
    double vector[METRIC_VECTOR_MAX];
};

struct stats_rows {
    struct stats_row *rows;
    size_t count;
};

/* Reads stats.jsonl strictly: canonical lines, sorted by id then metric, each pair once, known
 * items and metrics of the task, vectors of the right length. The error names the line. */
enum err_code stats_rows_read(struct arena *arena, const struct bench *bench, struct str stats,
                              struct stats_rows *result, struct err *err) MUST_USE;

#endif
