/* Conventions of classification; see class_conventions.h. */
#include "score/classes/class_conventions.h"

#include "base/mem.h"
#include "metrics/classes/agreement.h"
#include "metrics/classes/label_average.h"
#include "metrics/parity/parity.h"
#include "metrics/ranking/calibration_bins.h"
#include "metrics/ranking/proper_loss.h"
#include "metrics/ranking/rank_area.h"
#include "metrics/ranking/ranked_rows.h"

#include <math.h>
#include <stdlib.h>

static struct metric_value number(double value)
{
    return isfinite(value) ? (struct metric_value){.defined = true, .value = value}
                           : (struct metric_value){.undefined = "nan"};
}

static void say(struct score_report *report, const char *quantity, const char *convention,
                struct metric_value value, const char *why)
{
    struct score_convention one = {quantity, convention, value, why};
    score_report_convention(report, &one);
}

/* The means of precision and recall over labels that have one. */
static struct metric_value f1_defined_only(const struct confusion *c)
{
    double sum = 0;
    double labels = 0;
    for (size_t k = 0; k < c->labels; k++) {
        if (c->predicted[k] > 0 && c->truth[k] > 0) {
            sum += label_f1(c->hit[k], c->truth[k], c->predicted[k]);
            labels++;
        }
    }
    return number(sum / labels);
}

static struct metric_value f1_of_means(const struct confusion *c)
{
    double p = label_average_precision_macro(c).value;
    double r = label_average_recall_macro(c).value;
    return number(p + r > 0 ? 2 * p * r / (p + r) : 0);
}

static void add_labels(struct score_report *report, const struct label_table *table)
{
    double *vectors = xmalloc((2 * table->count + 1) * sizeof *vectors);
    for (size_t i = 0; i < table->count; i++) {
        vectors[2 * i] = table->truth[i];
        vectors[2 * i + 1] = table->predicted[i];
    }
    void *rows = confusion_rows_new(vectors, table->count);
    free(vectors);
    say(report, "f1.macro", "scikit-learn 1.2",
        confusion_rows_value(rows, NULL, label_average_f1_macro),
        "the mean of the labels' F1; a label never predicted or never true counts as 0");
    say(report, "f1.macro", "labels with a precision and a recall",
        confusion_rows_value(rows, NULL, f1_defined_only),
        "labels never predicted or never true are left out of the mean");
    say(report, "f1.macro", "F1 of the means", confusion_rows_value(rows, NULL, f1_of_means),
        "the harmonic mean of macro precision and macro recall (Opitz and Burst 2019, "
        "arXiv:1911.03347, warn of the confusion)");
    struct metric_value mcc = confusion_rows_value(rows, NULL, agreement_mcc);
    say(report, "mcc", "policeai", mcc,
        "undefined where one label is all that is true or said");
    say(report, "mcc", "scikit-learn 1.2", mcc.defined ? mcc : number(0),
        "prints 0.0 where it is undefined");
    struct metric_value kappa = confusion_rows_value(rows, NULL, agreement_kappa);
    say(report, "kappa", "policeai", kappa, "undefined where one label is all there is");
    say(report, "kappa", "scikit-learn 1.2", kappa.defined ? kappa : number((double)NAN),
        "prints nan where it is undefined");
    confusion_rows_free(rows);
}

static void add_areas(struct score_report *report, const struct label_table *table)
{
    double *vectors = xmalloc((2 * table->count + 1) * sizeof *vectors);
    for (size_t i = 0; i < table->count; i++) {
        vectors[2 * i] = table->score[i];
        vectors[2 * i + 1] = table->truth[i] == table->positive;
    }
    struct ranked_rows *ranked = ranked_rows_new(vectors, table->count, 2);
    free(vectors);
    struct metric_value area = ranked_rows_value(ranked, NULL, rank_area_roc);
    say(report, "roc_auc", "policeai and scikit-learn 1.2", area,
        "ties count half; with one class scikit-learn raises ValueError");
    struct metric_value step = ranked_rows_value(ranked, NULL, rank_area_precision);
    say(report, "average_precision", "step (policeai, scikit-learn 1.2)",
        step.defined ? step : number(0),
        "no interpolation; without positives scikit-learn prints 0.0, policeai nothing");
    say(report, "average_precision", "trapezoids",
        ranked_rows_value(ranked, NULL, rank_area_precision_trapezoids),
        "area under the joined points of the precision-recall curve: too high, since precision "
        "does not move in straight lines (Davis and Goadrich 2006, ICML)");
    ranked_rows_free(ranked);
}

static struct metric_value mean_loss(const struct label_table *table, double clip)
{
    double sum = 0;
    for (size_t i = 0; i < table->count; i++) {
        sum += proper_loss_log(table->score[i], table->truth[i] == table->positive, clip);
    }
    return number(sum / (double)table->count);
}

static struct metric_value calibration(const struct label_table *table, size_t count,
                                       bool upper_closed)
{
    struct calibration_bin bins[CALIBRATION_BINS_MAX + 1] = {{0}};
    for (size_t i = 0; i < table->count; i++) {
        struct calibration_bin *bin =
            &bins[calibration_bin_of(table->score[i], count, upper_closed)];
        bin->count++;
        bin->said += table->score[i];
        bin->held += table->truth[i] == table->positive;
    }
    return calibration_error(bins, count + 1);
}

static void add_probabilities(struct score_report *report, const struct label_table *table)
{
    say(report, "log_loss", "scikit-learn 1.2", mean_loss(table, PROPER_LOSS_CLIP),
        "probabilities are kept within 2^-52 of 0 and 1");
    say(report, "log_loss", "scikit-learn before 1.2", mean_loss(table, 1e-15),
        "probabilities are kept within 1e-15 of 0 and 1");
    double square = 0;
    for (size_t i = 0; i < table->count; i++) {
        square += proper_loss_square(table->score[i], table->truth[i] == table->positive);
    }
    say(report, "brier", "mean (scikit-learn)", number(square / (double)table->count),
        "of the positive label alone");
    say(report, "brier", "sum over labels (Brier 1950)",
        number(2 * square / (double)table->count), "of both labels: twice as much");
    say(report, "ece", "15 bins closed below, one for 1 (torchmetrics)",
        calibration(table, 15, false), "probability of the positive label against its share");
    say(report, "ece", "15 bins closed above", calibration(table, 15, true),
        "a probability on an edge falls into the bin below");
    say(report, "ece", "10 bins closed above", calibration(table, 10, true),
        "the bins of scikit-learn's calibration_curve");
}

struct counted {
    struct group_counts *counts;
    size_t groups;
};

static struct counted count_groups(const struct label_table *table, size_t grouping,
                                   size_t groups)
{
    struct counted counted = {xcalloc(groups + 1, sizeof *counted.counts), groups};
    for (size_t i = 0; i < table->count; i++) {
        uint32_t group = group_columns_value(table->groups, grouping, i);
        if (group == SCORE_NOT_RECORDED) {
            continue;
        }
        struct group_counts *c = &counted.counts[group];
        bool truth = table->truth[i] == table->positive;
        bool called = table->predicted[i] == table->positive;
        c->called_positive += truth && called;
        c->missed += truth && !called;
        c->called_wrongly += !truth && called;
        c->rejected += !truth && !called;
    }
    return counted;
}

static void add_parity(struct score_report *report, const struct label_table *table,
                       size_t grouping, const struct score_grouping *column)
{
    struct arena *arena = score_report_arena(report);
    struct counted c = count_groups(table, grouping, column->value_count);
    const char *parity = arena_printf(arena, "demographic_parity@%s", column->column);
    const char *odds = arena_printf(arena, "equalized_odds@%s", column->column);
    say(report, parity, "difference, between_groups (fairlearn)",
        parity_demographic_difference(c.counts, c.groups), "highest less lowest rate");
    say(report, parity, "difference, to_overall (fairlearn)",
        parity_demographic_to_overall(c.counts, c.groups),
        "the largest distance of a group from all together");
    say(report, parity, "ratio, between_groups (fairlearn)",
        parity_demographic_ratio(c.counts, c.groups), "lowest by highest rate");
    say(report, parity, "ratio, to_overall (fairlearn)",
        parity_demographic_ratio_to_overall(c.counts, c.groups),
        "a group by all together, turned over where above 1");
    say(report, odds, "difference, worst_case (fairlearn)",
        parity_odds_difference(c.counts, c.groups),
        "the larger difference, of true or of false positive rates");
    say(report, odds, "difference, mean (fairlearn)", parity_odds_mean(c.counts, c.groups),
        "the mean of both differences");
    say(report, odds, "difference, worst_case to_overall (fairlearn)",
        parity_odds_to_overall(c.counts, c.groups), "distances from all together");
    free(c.counts);
}

void class_conventions_add(struct score_report *report, const struct label_table *table,
                           bool probabilities)
{
    size_t count;
    const struct score_grouping *groupings = group_columns_groupings(table->groups, &count);
    add_labels(report, table);
    if (table->score != NULL && table->positive_name != NULL) {
        add_areas(report, table);
    }
    if (table->score != NULL && probabilities && table->count > 0) {
        add_probabilities(report, table);
    }
    for (size_t g = 0; table->positive_name != NULL && g < count; g++) {
        add_parity(report, table, g, &groupings[g]);
    }
}
