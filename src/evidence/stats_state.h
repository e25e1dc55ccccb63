/* The inside of stats_make: one result, rows, and tasks with a metric that looks at all answers
 * of a run at once (private to this part). */
#ifndef POLICEAI_EVIDENCE_STATS_STATE_H
#define POLICEAI_EVIDENCE_STATS_STATE_H

#include "base/strbuf.h"
#include "bench/bench.h"
#include "metrics/metric.h"

struct result {
    const struct bench_item *item;
    bool answered;
    struct str output;
};

/* stats_make.c: one row, and the task's metrics by id, as rows are sorted. */
void stats_write_row(struct strbuf *stats, const struct bench_item *item,
                     const struct metric *metric, const double *vector);
const struct metric **stats_metrics(struct arena *arena, const struct task *task,
                                    size_t *count);

/* All results of a run, held until the last is read. */
struct stats_together {
    const struct bench *bench;
    bool needed;
    const struct bench_item **items;
    struct metric_answer *answers;
    size_t count, item_room, answer_room;
};
/* A metric of the benchmark's task has `together`. */
bool stats_need_together(const struct bench *bench);
/* The result's texts must stay until stats_together_write; its output is parsed in the arena.
 */
enum err_code stats_together_add(struct stats_together *together, struct arena *arena,
                                 const struct result *result, struct err *err) MUST_USE;
enum err_code stats_together_write(const struct stats_together *together, struct arena *arena,
                                   struct strbuf *stats, struct err *err) MUST_USE;
/* Fine when nothing was added. */
void stats_together_release(struct stats_together *together);

#endif
