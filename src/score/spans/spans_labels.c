/* Per-label figures; see spans_labels.h. */
#include "score/spans/spans_labels.h"

#include "base/mem.h"
#include "score/score_subset.h"
#include "stats/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct wanted {
    const char *name;
    const char *metric;
    size_t offset;
    size_t length;
    bool greedy; /* its signature names the matching */
};

#define AT(member) offsetof(struct spans_numbers, member)
static const struct wanted figures[] = {
    {"strict.precision", "strict.precision/1", AT(greedy[SPAN_STRICT]), SPAN_COUNTS, true},
    {"strict.recall", "strict.recall/1", AT(greedy[SPAN_STRICT]), SPAN_COUNTS, true},
    {"strict.f1", "strict.f1/1", AT(greedy[SPAN_STRICT]), SPAN_COUNTS, true},
    {"partial.f1", "partial.f1/1", AT(greedy[SPAN_PARTIAL]), SPAN_COUNTS, true},
    {"entity.recall", "entity.recall/1", AT(entity_recall), 2, false},
};

static int compare_double(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;
    return (*x > *y) - (*x < *y);
}

/* The percentile interval of the defined replicates; false when too many are not. */
static bool interval_of(double *replicates, size_t count, struct interval *interval)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (isfinite(replicates[i])) {
            replicates[n++] = replicates[i];
        }
    }
    if (n == 0 || n * 20 < count * 19) {
        return false;
    }
    qsort(replicates, n, sizeof *replicates, compare_double);
    interval->low = quantile_sorted(replicates, n, 0.025);
    interval->high = quantile_sorted(replicates, n, 0.975);
    return true;
}

static void add_figure(struct score_report *report, const char *label,
                       const struct wanted *wanted, const char *settings,
                       const struct spans_numbers *rows, size_t count)
{
    struct arena *arena = score_report_arena(report);
    const struct score_options *options = score_report_options(report);
    const struct metric *metric = metric_lookup(wanted->metric);
    double *vectors = arena_alloc(arena, (count * wanted->length + 1) * sizeof *vectors);
    for (size_t i = 0; i < count; i++) {
        memcpy(vectors + i * wanted->length, (const char *)&rows[i] + wanted->offset,
               wanted->length * sizeof *vectors);
    }
    struct score_sample sample = {.count = count, .length = wanted->length, .vectors = vectors};
    struct score_subset *subset = score_subset_gather(arena, &sample, NULL, 0, false);
    double sum[METRIC_VECTOR_MAX];
    struct score_figure figure = {.name = wanted->name,
                                  .metric = metric,
                                  .settings = wanted->greedy ? settings : "unit:code-points",
                                  .value = score_subset_value(subset, metric, sum),
                                  .n = (int64_t)count};
    if (figure.value.defined) {
        const char *why = NULL;
        double *replicates = score_subset_replicates(arena, subset, metric, options, &why);
        figure.no_interval = why;
        if (replicates != NULL) {
            figure.has_interval =
                interval_of(replicates, (size_t)options->resamples, &figure.interval);
            figure.method = figure.has_interval ? "bootstrap.cluster.95/1" : NULL;
            figure.no_interval = figure.has_interval ? NULL : "undefined in too many resamples";
        }
    }
    score_report_group_figure(report, "label", label, &figure);
}

static void add_label(struct score_report *report, uint32_t label,
                      const struct spans_file *truth, const struct spans_file *answers,
                      const struct spans_rules *rules, const char *settings)
{
    struct spans_numbers *rows = xcalloc(truth->count + 1, sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < truth->count; i++) {
        count += spans_count_label(&truth->documents[i], &answers->documents[i], label, rules,
                                   &rows[count]);
    }
    for (size_t f = 0; f < sizeof figures / sizeof figures[0] && count > 0; f++) {
        add_figure(report, score_names_text(truth->labels, label), &figures[f], settings, rows,
                   count);
    }
    free(rows);
}

void spans_labels_add(struct score_report *report, const struct spans_file *truth,
                      const struct spans_file *answers, const struct spans_rules *rules,
                      const char *settings)
{
    size_t labels = score_names_count(truth->labels);
    for (uint32_t label = 0; label < labels && label < SPANS_LABELS_MAX; label++) {
        add_label(report, label, truth, answers, rules, settings);
    }
    if (labels > SPANS_LABELS_MAX) {
        score_report_note(report, "figures of the first %d of %zu labels are shown",
                          SPANS_LABELS_MAX, labels);
    }
}
