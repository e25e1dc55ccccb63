/* See settings_beside.h. */
#include "tuning/settings_beside.h"

#include "metrics/metric.h"

static enum err_code contend(struct arena *arena, const struct bench *bench,
                             const struct settings_run *run, struct contender *contender,
                             struct err *err)
{
    struct stats_rows *rows = arena_zalloc(arena, sizeof *rows);
    TRY(stats_rows_read(arena, bench, run->stats, rows, err));
    *contender = (struct contender){.name = run->title, .rows = rows};
    return ERR_OK;
}

enum err_code settings_beside(struct arena *arena, const struct bench *bench,
                              const struct settings_run *runs, size_t count, size_t chosen,
                              const char *metric, uint64_t seed,
                              const struct pair_result **results, struct err *err)
{
    struct contender *list = arena_zalloc(arena, count * sizeof *list);
    const struct metric *by = metric_lookup(metric);
    struct pairwise judged;
    size_t at = 1;
    TRY(contend(arena, bench, &runs[chosen], &list[0], err));
    for (size_t i = 0; i < count; i++) {
        if (i != chosen) {
            TRY(contend(arena, bench, &runs[i], &list[at++], err));
        }
    }
    const struct pairwise_plan plan = {.list = list,
                                       .count = count,
                                       .with_first = true,
                                       .metrics = &by,
                                       .metric_count = 1,
                                       .seed = seed};
    pairwise_judge(arena, &plan, &judged);
    for (size_t i = 0; i < count; i++) {
        results[i] = i == chosen ? NULL : &judged.list[i < chosen ? i : i - 1];
    }
    return ERR_OK;
}
