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

static void add_figure(struct score_report *report, const char *label,
                       const struct wanted *wanted, const char *settings,
                       const struct spans_numbers *rows, size_t count)
{
    struct arena *arena = score_report_arena(report);
    const struct metric *metric = metric_lookup(wanted->metric);
    double *vectors = arena_alloc(arena, (count * wanted->length + 1) * sizeof *vectors);
    for (size_t i = 0; i < count; i++) {
        memcpy(vectors + i * wanted->length, (const char *)&rows[i] + wanted->offset,
               wanted->length * sizeof *vectors);
    }
    struct score_sample sample = {.count = count, .length = wanted->length, .vectors = vectors};
    score_sample_group_figure(report, "label", label, wanted->name, metric,
                              wanted->greedy ? settings : "unit:code-points", &sample);
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
        add_figure(report, name_table_text(truth->labels, label), &figures[f], settings, rows,
                   count);
    }
    free(rows);
}

void spans_labels_add(struct score_report *report, const struct spans_file *truth,
                      const struct spans_file *answers, const struct spans_rules *rules,
                      const char *settings)
{
    size_t labels = name_table_count(truth->labels);
    for (uint32_t label = 0; label < labels && label < SPANS_LABELS_MAX; label++) {
        add_label(report, label, truth, answers, rules, settings);
    }
    if (labels > SPANS_LABELS_MAX) {
        score_report_note(report, "figures of the first %d of %zu labels are shown",
                          SPANS_LABELS_MAX, labels);
    }
}
