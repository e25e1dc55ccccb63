/* Figures of a classification; see score_classification.h. */
#include "score/classes/score_classification.h"

#include "metrics/ranking/proper_loss.h"
#include "score/classes/class_conventions.h"
#include "score/classes/class_tables.h"
#include "score/columns/column_sample.h"
#include "score/columns/large_sample.h"

#include <math.h>

/* A sample of vectors, with the rows' groups and clusters. */
static struct score_sample sample_of(struct score_report *report, struct label_table *table,
                                     size_t length, double **vectors)
{
    return column_sample(score_report_arena(report), table->count, length, table->cluster,
                         table->groups, "rows", vectors);
}

static void figure(struct score_report *report, const char *name, const char *id,
                   struct score_sample *sample, const char *settings)
{
    const struct metric *metric = metric_lookup(id);
    if (metric == NULL) {
        BUG("no metric %s", id);
    }
    large_sample_figure(report, name, metric, settings, sample);
}

static void add_accuracy(struct score_report *report, struct label_table *table)
{
    double *vectors;
    struct score_sample sample = sample_of(report, table, 2, &vectors);
    for (size_t i = 0; i < table->count; i++) {
        vectors[2 * i] = table->truth[i] == table->predicted[i];
        vectors[2 * i + 1] = 1;
    }
    figure(report, "accuracy", "accuracy/1", &sample, NULL);
    figure(report, "f1.micro", "f1.micro/1", &sample, NULL);
    figure(report, "precision.micro", "precision.micro/1", &sample, NULL);
    figure(report, "recall.micro", "recall.micro/1", &sample, NULL);
}

static const char zero[] = "zero_division:0";

static void add_averages(struct score_report *report, struct label_table *table, bool headline)
{
    double *vectors;
    struct score_sample sample = sample_of(report, table, 2, &vectors);
    for (size_t i = 0; i < table->count; i++) {
        vectors[2 * i] = table->truth[i];
        vectors[2 * i + 1] = table->predicted[i];
    }
    if (headline) {
        figure(report, "f1", "f1.macro/1", &sample, zero);
        figure(report, "precision", "precision.macro/1", &sample, zero);
        figure(report, "recall", "recall.macro/1", &sample, zero);
    }
    figure(report, "f1.macro", "f1.macro/1", &sample, zero);
    figure(report, "f1.weighted", "f1.weighted/1", &sample, zero);
    figure(report, "precision.macro", "precision.macro/1", &sample, zero);
    figure(report, "precision.weighted", "precision.weighted/1", &sample, zero);
    figure(report, "recall.macro", "recall.macro/1", &sample, zero);
    figure(report, "recall.weighted", "recall.weighted/1", &sample, zero);
    figure(report, "balanced_accuracy", "balanced_accuracy/1", &sample, NULL);
    figure(report, "mcc", "mcc/1", &sample, NULL);
    figure(report, "kappa", "kappa/1", &sample, NULL);
    figure(report, "kappa.linear", "kappa.linear/1", &sample, NULL);
    figure(report, "kappa.quadratic", "kappa.quadratic/1", &sample, NULL);
}

static const char *positive_setting(struct score_report *report,
                                    const struct label_table *table)
{
    return arena_printf(score_report_arena(report), "positive:%s", table->positive_name);
}

/* What is of one label against the rest. */
static void add_positive(struct score_report *report, struct label_table *table, bool headline)
{
    double *vectors;
    struct score_sample sample = sample_of(report, table, 4, &vectors);
    const char *settings = positive_setting(report, table);
    for (size_t i = 0; i < table->count; i++) {
        bool truth = table->truth[i] == table->positive;
        bool called = table->predicted[i] == table->positive;
        vectors[4 * i] = truth && called;
        vectors[4 * i + 1] = !truth && called;
        vectors[4 * i + 2] = truth && !called;
        vectors[4 * i + 3] = !truth && !called;
    }
    if (headline) {
        figure(report, "f1", "f1.positive/1", &sample, settings);
        figure(report, "precision", "precision.positive/1", &sample, settings);
        figure(report, "recall", "recall.positive/1", &sample, settings);
    }
    figure(report, "selection_rate", "selection_rate/1", &sample, settings);
    figure(report, "true_positive_rate", "recall.positive/1", &sample, settings);
    figure(report, "false_positive_rate", "false_positive_rate/1", &sample, settings);
}

static void add_ranking(struct score_report *report, struct label_table *table,
                        bool probabilities)
{
    double *vectors;
    struct score_sample sample = sample_of(report, table, 2, &vectors);
    const char *settings = positive_setting(report, table);
    for (size_t i = 0; i < table->count; i++) {
        vectors[2 * i] = table->score[i];
        vectors[2 * i + 1] = table->truth[i] == table->positive;
    }
    figure(report, "roc_auc", "roc_auc/1", &sample, settings);
    figure(report, "average_precision", "average_precision/1", &sample, settings);
    if (probabilities) {
        figure(report, "ece", "ece/1", &sample, settings);
        figure(report, "ece.top_label", "ece.top_label/1", &sample, settings);
    }
}

static void add_losses(struct score_report *report, struct label_table *table)
{
    double *vectors;
    struct score_sample sample = sample_of(report, table, 3, &vectors);
    const char *settings = positive_setting(report, table);
    for (size_t i = 0; i < table->count; i++) {
        bool truth = table->truth[i] == table->positive;
        vectors[3 * i] = proper_loss_log(table->score[i], truth, PROPER_LOSS_CLIP);
        vectors[3 * i + 1] = proper_loss_square(table->score[i], truth);
        vectors[3 * i + 2] = 1;
    }
    figure(report, "log_loss", "log_loss/1", &sample,
           arena_printf(score_report_arena(report), "%s|clip:2^-52", settings));
    figure(report, "brier", "brier/1", &sample, settings);
    figure(report, "brier.sum", "brier.sum/1", &sample, settings);
}

/* Present in `metrics` with the reason, as everything that cannot be computed is. */
static void add_no_probabilities(struct score_report *report, const struct label_table *table)
{
    static const char *const names[] = {"ece", "ece.top_label", "log_loss", "brier",
                                        "brier.sum"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *id = arena_printf(score_report_arena(report), "%s/1", names[i]);
        struct score_figure none = {
            .name = names[i],
            .metric = metric_lookup(id),
            .settings = positive_setting(report, table),
            .value = {.undefined = "scores outside 0 to 1 are no probabilities"},
            .n = (int64_t)table->count};
        score_report_figure(report, &none);
    }
}

static bool are_probabilities(const struct label_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        if (table->score[i] < 0 || table->score[i] > 1) {
            return false;
        }
    }
    return true;
}

/* One number a grouping for how far its groups are apart. */
static void add_parity(struct score_report *report, struct label_table *table, size_t grouping)
{
    static const char *const ids[] = {"demographic_parity.difference",
                                      "demographic_parity.ratio", "equalized_odds.difference",
                                      "equalized_odds.ratio"};
    struct arena *arena = score_report_arena(report);
    double *vectors;
    struct score_sample sample = sample_of(report, table, 3, &vectors);
    const char *column = sample.groupings[grouping].column;
    const char *settings =
        arena_printf(arena, "%s|group:%s", positive_setting(report, table), column);
    uint32_t *cluster = NULL; /* of the rows that are kept */
    size_t kept = 0;
    sample.grouping_count = 0;
    if (sample.cluster != NULL) {
        cluster = arena_alloc(arena, (table->count + 1) * sizeof *cluster);
    }
    for (size_t i = 0; i < table->count; i++) {
        uint32_t group = group_columns_value(table->groups, grouping, i);
        if (group != SCORE_NOT_RECORDED) {
            double *row = vectors + 3 * kept;
            row[0] = group;
            row[1] = table->truth[i] == table->positive;
            row[2] = table->predicted[i] == table->positive;
            if (cluster != NULL) {
                cluster[kept] = sample.cluster[i];
            }
            kept++;
        }
    }
    sample.count = kept;
    sample.cluster = cluster;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        figure(report, arena_printf(arena, "%s@%s", ids[i], column),
               arena_printf(arena, "%s/1", ids[i]), &sample, settings);
    }
}

static void add_groups(struct score_report *report, struct label_table *table)
{
    size_t groupings;
    (void)group_columns_groupings(table->groups, &groupings);
    if (groupings > 0 && table->positive_name == NULL) {
        score_report_note(report, "more than two labels and no --positive: parity of groups is "
                                  "of one label against the rest");
    }
    for (size_t g = 0; groupings > 0 && table->positive_name != NULL && g < groupings; g++) {
        add_parity(report, table, g);
    }
}

enum err_code score_classification(struct score_report *report, const char *path,
                                   const struct label_columns *columns, struct err *err)
{
    struct label_table *table;
    size_t groupings;
    TRY(label_table_read(report, path, columns, &table, err));
    (void)group_columns_groupings(table->groups, &groupings);
    group_columns_expand(table->groups);
    bool positive = table->positive_name != NULL;
    bool scored = table->score != NULL && positive;
    bool probabilities = scored && are_probabilities(table);
    bool named = columns->positive != NULL;
    if (named) {
        add_positive(report, table, true);
    }
    add_averages(report, table, !named);
    add_accuracy(report, table);
    if (positive && !named) {
        add_positive(report, table, false);
    }
    if (scored) {
        add_ranking(report, table, probabilities);
    }
    if (probabilities) {
        add_losses(report, table);
    } else if (scored) {
        add_no_probabilities(report, table);
    }
    add_groups(report, table);
    class_tables_add(report, table, probabilities);
    if (score_report_options(report)->compare_conventions) {
        class_conventions_add(report, table, probabilities);
    }
    return ERR_OK;
}
