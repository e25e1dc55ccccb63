/* Rows of metrics that look at all answers of a run at once; see stats_state.h. */
#include "evidence/stats_state.h"

#include "base/mem.h"

#include <stdlib.h>

bool stats_need_together(const struct bench *bench)
{
    for (size_t i = 0; bench->task->metrics[i] != NULL; i++) {
        if (metric_lookup(bench->task->metrics[i])->together != NULL) {
            return true;
        }
    }
    return false;
}

enum err_code stats_together_add(struct stats_together *together, struct arena *arena,
                                 const struct result *result, struct err *err)
{
    struct js *output = NULL;
    if (result->answered) {
        TRY(js_parse(arena, arena_str(arena, result->output), &output, err));
    }
    size_t n = together->count;
    together->items = mem_grow(together->items, n, &together->item_room, sizeof(void *));
    together->answers =
        mem_grow(together->answers, n, &together->answer_room, sizeof *together->answers);
    together->items[n] = result->item;
    together->answers[n] =
        (struct metric_answer){result->item->input, result->item->expected, output};
    together->count++;
    return ERR_OK;
}

/* The vectors of one metric for all items. */
struct column {
    const struct metric *metric;
    double *vectors;
    bool *has;
};

static enum err_code fill(const struct stats_together *together, struct column *column,
                          struct err *err)
{
    const struct metric *metric = column->metric;
    if (metric->together != NULL) {
        return metric->together(together->answers, together->count, column->vectors,
                                column->has, err);
    }
    for (size_t i = 0; i < together->count; i++) {
        const struct metric_answer *answer = &together->answers[i];
        TRY(metric->item(answer->input, answer->expected, answer->output,
                         column->vectors + i * metric->length, &column->has[i], err));
    }
    return ERR_OK;
}

enum err_code stats_together_write(const struct stats_together *together, struct arena *arena,
                                   struct strbuf *stats, struct err *err)
{
    size_t metric_count;
    size_t n = together->count;
    const struct metric **metrics = stats_metrics(arena, together->bench->task, &metric_count);
    struct column *columns = arena_zalloc(arena, (metric_count + 1) * sizeof *columns);
    for (size_t m = 0; m < metric_count; m++) {
        columns[m] = (struct column){
            .metric = metrics[m],
            .vectors = arena_zalloc(arena, (n * metrics[m]->length + 1) * sizeof(double)),
            .has = arena_zalloc(arena, (n + 1) * sizeof(bool))};
        TRY(fill(together, &columns[m], err));
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t m = 0; m < metric_count; m++) {
            if (columns[m].has[i]) {
                stats_write_row(stats, together->items[i], metrics[m],
                                columns[m].vectors + i * metrics[m]->length);
            }
        }
    }
    return ERR_OK;
}

void stats_together_release(struct stats_together *together)
{
    free(together->items);
    free(together->answers);
}
