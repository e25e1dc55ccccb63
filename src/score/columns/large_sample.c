/* Figures without a bootstrap; see large_sample.h. */
#include "score/columns/large_sample.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const char why[] = "more than 200 million draws: give --resamples a smaller number";

static bool is_small(const struct score_report *report, const struct metric *metric,
                     const struct score_sample *sample)
{
    double draws = (double)score_report_options(report)->resamples *
                   (double)(sample->cluster != NULL ? sample->clusters : sample->count);
    bool rate =
        metric->interval == METRIC_BINOMIAL && metric->pool == NULL && sample->cluster == NULL;
    return rate || draws <= LARGE_SAMPLE_DRAWS;
}

static size_t gather(const struct score_sample *sample, const struct score_grouping *grouping,
                     uint32_t value, double *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < sample->count; i++) {
        if (grouping->of[i] == value) {
            memcpy(rows + count * sample->length, sample->vectors + i * sample->length,
                   sample->length * sizeof *rows);
            count++;
        }
    }
    return count;
}

void large_sample_figure(struct score_report *report, const char *name,
                         const struct metric *metric, const char *settings,
                         struct score_sample *sample)
{
    if (is_small(report, metric, sample)) {
        score_sample_figure(report, name, metric, settings, sample, NULL);
        return;
    }
    struct score_figure figure = {.name = name,
                                  .metric = metric,
                                  .settings = settings,
                                  .n = (int64_t)sample->count,
                                  .clusters = (int64_t)sample->clusters,
                                  .no_interval = why};
    figure.value = metric_of_rows(metric, sample->vectors, sample->count);
    score_report_figure(report, &figure);
    figure.clusters = 0;
    double *rows = xmalloc((sample->count * sample->length + 1) * sizeof *rows);
    for (size_t g = 0; g < sample->grouping_count; g++) {
        const struct score_grouping *grouping = &sample->groupings[g];
        for (uint32_t v = 0; v < grouping->value_count; v++) {
            size_t count = gather(sample, grouping, v, rows);
            figure.n = (int64_t)count;
            figure.value = metric_of_rows(metric, rows, count);
            score_report_group_figure(report, grouping->column, grouping->values[v], &figure);
        }
    }
    free(rows);
}
