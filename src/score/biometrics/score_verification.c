/* Figures of a verification; see score_verification.h. */
#include "score/biometrics/score_verification.h"

#include "metrics/ranking/equal_error.h"
#include "metrics/ranking/error_point.h"
#include "metrics/ranking/rank_area.h"
#include "metrics/ranking/ranked_rows.h"
#include "score/biometrics/comparison_set.h"
#include "score/biometrics/det_table.h"
#include "score/columns/column_sample.h"
#include "score/columns/large_sample.h"
#include "stats/interval.h"

#include <math.h>
#include <stdlib.h>

/* A false match rate that FNMR is asked at. */
struct target {
    const char *name; /* of the figure */
    const char *settings;
    double rate;
};
static const struct target targets[] = {
    {"fnmr@fmr=1e-1", "fmr:1e-1", 1e-1}, {"fnmr@fmr=1e-2", "fmr:1e-2", 1e-2},
    {"fnmr@fmr=1e-3", "fmr:1e-3", 1e-3}, {"fnmr@fmr=1e-4", "fmr:1e-4", 1e-4},
    {"fnmr@fmr=1e-5", "fmr:1e-5", 1e-5}, {"fnmr@fmr=1e-6", "fmr:1e-6", 1e-6}};
enum { TARGETS = sizeof targets / sizeof targets[0] };

/* What comes from a walk over all scores. `eer` is that of the convex hull. */
struct ranked {
    const char *name;
    const char *id;
    ranked_value_fn *value;
};
static const struct ranked areas[] = {
    {"roc_auc", "roc_auc/1", rank_area_roc},
    {"eer", "eer.rocch/1", equal_error_hull},
    {"eer.rocch", "eer.rocch/1", equal_error_hull},
    {"eer.deepfakebench", "eer.deepfakebench/1", equal_error_deepfakebench},
    {"eer.torchmetrics", "eer.torchmetrics/1", equal_error_torchmetrics},
    {"eer.asvspoof5", "eer.asvspoof5/1", equal_error_asvspoof5}};
enum { AREAS = sizeof areas / sizeof areas[0] };

static const char *const differentials[] = {
    "differential.fdr", "differential.ir", "differential.garbe", "differential.fmr_max_geomean",
    "differential.fnmr_max_geomean"};
enum { DIFFERENTIALS = sizeof differentials / sizeof differentials[0] };

struct scoring {
    struct score_report *report;
    struct comparison_table *table;
    const struct verification_plan *plan;
    struct error_point point; /* of all, at the threshold */
    double threshold;
    const char *settings; /* "threshold:0.5|match:>=" */
};

static bool matches(const struct scoring *s, uint64_t key)
{
    uint64_t threshold = order_key(s->threshold);
    return !s->point.above_all && (s->plan->strict ? key > threshold : key >= threshold);
}

static struct score_sample sample_of(const struct scoring *s, size_t length, double **vectors)
{
    struct comparison_table *table = s->table;
    return column_sample(score_report_arena(s->report), table->count, length, table->cluster,
                         table->groups, "comparisons", vectors);
}

static void figure(const struct scoring *s, const char *name, const char *id,
                   const char *settings, struct score_sample *sample)
{
    large_sample_figure(s->report, name, metric_lookup(id), settings, sample);
}

static void add_ranked(const struct scoring *s)
{
    double *vectors;
    struct score_sample sample = sample_of(s, 2, &vectors);
    for (size_t i = 0; i < s->table->count; i++) {
        vectors[2 * i] = order_score(s->table->key[i]);
        vectors[2 * i + 1] = s->table->mated[i];
    }
    for (size_t a = 0; a < AREAS; a++) {
        figure(s, areas[a].name, areas[a].id, NULL, &sample);
    }
}

static void add_targets(const struct scoring *s)
{
    for (size_t t = 0; t < TARGETS; t++) {
        double *vectors;
        struct score_sample sample = sample_of(s, 3, &vectors);
        for (size_t i = 0; i < s->table->count; i++) {
            vectors[3 * i] = order_score(s->table->key[i]);
            vectors[3 * i + 1] = s->table->mated[i];
            vectors[3 * i + 2] = targets[t].rate;
        }
        figure(s, targets[t].name, "fnmr.at_fmr/1", targets[t].settings, &sample);
    }
}

static void add_rates(const struct scoring *s)
{
    double *vectors;
    struct score_sample sample = sample_of(s, 4, &vectors);
    for (size_t i = 0; i < s->table->count; i++) {
        bool match = matches(s, s->table->key[i]);
        vectors[4 * i] = s->table->mated[i];
        vectors[4 * i + 1] = s->table->mated[i] && !match;
        vectors[4 * i + 2] = !s->table->mated[i];
        vectors[4 * i + 3] = !s->table->mated[i] && match;
    }
    figure(s, "fmr", "fmr/1", s->settings, &sample);
    figure(s, "fnmr", "fnmr/1", s->settings, &sample);
}

static void add_differentials(const struct scoring *s, size_t grouping)
{
    struct arena *arena = score_report_arena(s->report);
    double *vectors;
    struct score_sample sample = sample_of(s, 3, &vectors);
    uint32_t *cluster = arena_alloc(arena, (sample.count + 1) * sizeof *cluster);
    const char *column = sample.groupings[grouping].column;
    size_t kept = 0;
    for (size_t i = 0; i < s->table->count; i++) {
        uint32_t group = group_columns_value(s->table->groups, grouping, i);
        if (group != SCORE_NOT_RECORDED) {
            vectors[3 * kept] = group;
            vectors[3 * kept + 1] = s->table->mated[i];
            vectors[3 * kept + 2] = matches(s, s->table->key[i]);
            cluster[kept] = sample.cluster != NULL ? sample.cluster[i] : 0;
            kept++;
        }
    }
    sample.count = kept;
    sample.cluster = sample.cluster != NULL ? cluster : NULL;
    sample.grouping_count = 0;
    for (size_t d = 0; d < DIFFERENTIALS; d++) {
        figure(s, arena_printf(arena, "%s@%s", differentials[d], column),
               arena_printf(arena, "%s/1", differentials[d]),
               arena_printf(arena, "alpha:0.5|group:%s|%s", column, s->settings), &sample);
    }
}

/* Where a figure from a walk goes: all, or a group. */
struct place {
    const char *column; /* NULL: all */
    const char *value;
};

static void put(const struct scoring *s, const struct place *place, struct score_figure *figure)
{
    if (place->column == NULL) {
        score_report_figure(s->report, figure);
    } else {
        score_report_group_figure(s->report, place->column, place->value, figure);
    }
}

static const char too_many[] = "more than 2 million comparisons: not resampled";

static void put_area(const struct scoring *s, const struct place *place,
                     const struct score_walk *walk, const struct ranked *ranked)
{
    struct score_figure figure = {.name = ranked->name,
                                  .metric = metric_lookup(ranked->id),
                                  .value = ranked->value(walk, 0),
                                  .n = (int64_t)(walk->positives + walk->negatives),
                                  .no_interval = too_many};
    double error = ranked->value == rank_area_roc && s->table->cluster->of == NULL
                       ? rank_area_delong(walk)
                       : (double)NAN;
    if (figure.value.defined && isfinite(error)) {
        figure.has_interval = true;
        figure.interval = (struct interval){fmax(0, figure.value.value - STATS_Z95 * error),
                                            fmin(1, figure.value.value + STATS_Z95 * error)};
        figure.method = "delong.95/1";
        figure.no_interval = NULL;
    }
    put(s, place, &figure);
}

static void put_rate(const struct scoring *s, const struct place *place, const char *name,
                     const char *id, const char *settings, struct metric_value value, int64_t n)
{
    struct score_figure figure = {.name = name,
                                  .metric = metric_lookup(id),
                                  .settings = settings,
                                  .value = value,
                                  .n = n};
    figure.no_interval = value.defined ? too_many : NULL;
    if (value.defined && s->table->cluster->of == NULL) {
        figure.has_interval = true;
        figure.interval = wilson((int64_t)value.numerator, (int64_t)value.denominator);
        figure.method = "wilson.95/1";
        figure.no_interval = NULL;
    }
    put(s, place, &figure);
}

static struct error_point point_of(const struct scoring *s, const struct score_walk *walk)
{
    if (s->point.above_all) {
        return (struct error_point){.above_all = true, .missed_positives = walk->positives};
    }
    return error_point_of(walk, s->threshold, s->plan->strict);
}

static void put_walk(const struct scoring *s, const struct place *place,
                     const struct score_walk *walk)
{
    int64_t n = (int64_t)(walk->positives + walk->negatives);
    struct error_point point = point_of(s, walk);
    for (size_t a = 0; a < AREAS; a++) {
        put_area(s, place, walk, &areas[a]);
    }
    for (size_t t = 0; t < TARGETS; t++) {
        put_rate(s, place, targets[t].name, "fnmr.at_fmr/1", targets[t].settings,
                 error_point_miss_rate(walk, targets[t].rate), n);
    }
    put_rate(s, place, "fmr", "fmr/1", s->settings,
             metric_fraction((double)point.accepted_negatives, (double)walk->negatives,
                             "no non-mated comparisons"),
             n);
    put_rate(s, place, "fnmr", "fnmr/1", s->settings,
             metric_fraction((double)point.missed_positives, (double)walk->positives,
                             "no mated comparisons"),
             n);
}

/* The threshold: that given, else the lowest with at most the rate asked for. */
static enum err_code choose_threshold(struct scoring *s, const struct score_walk *walk,
                                      struct err *err)
{
    struct arena *arena = score_report_arena(s->report);
    const char *sign = s->plan->strict ? ">" : ">=";
    double rate = s->plan->fmr;
    if (s->plan->threshold != NULL) {
        if (score_number(str_of(s->plan->threshold), "threshold", &s->threshold, err) !=
            ERR_OK) {
            return ERR_USAGE;
        }
        s->settings = arena_printf(arena, "threshold:%s|match:%s", s->plan->threshold, sign);
        return ERR_OK;
    }
    for (size_t t = 3; rate == 0 && t > 0; t--) {
        bool enough = targets[t - 1].rate * (double)walk->negatives >= 3 || t == 1;
        rate = enough ? targets[t - 1].rate : 0;
    }
    s->point = error_point_at(walk, rate);
    s->threshold = s->point.threshold;
    char threshold[SCORE_REAL_SIZE] = "above all";
    if (!s->point.above_all) {
        score_real(threshold, s->threshold);
    }
    s->settings =
        arena_printf(arena, "threshold:%s|match:%s|chosen:fmr<=%g", threshold, sign, rate);
    return ERR_OK;
}

static void add_conventions(const struct scoring *s, const struct score_walk *walk)
{
    static const char *const why[AREAS] = {
        NULL,
        NULL,
        "where the convex hull of the curve meets FMR = FNMR; no point is chosen",
        "FMR at the nearest point of scikit-learn's curve, which leaves out collinear points",
        "mean of both rates at the first point nearest in single precision, all points",
        "mean of both rates at the nearest point, one point a score, ties stepped through"};
    for (size_t a = 2; a < AREAS; a++) {
        struct score_convention one = {"EER", areas[a].name, areas[a].value(walk, 0), why[a]};
        score_report_convention(s->report, &one);
    }
    for (int strict = 0; strict < 2 && !s->point.above_all; strict++) {
        struct error_point point = error_point_of(walk, s->threshold, strict);
        const char *name = strict ? "score > threshold" : "score >= threshold (NIST FRTE)";
        struct score_convention rates[2] = {
            {"FMR", name,
             metric_fraction((double)point.accepted_negatives, (double)walk->negatives,
                             "no non-mated comparisons"),
             "whether a score exactly at the threshold is a match"},
            {"FNMR", name,
             metric_fraction((double)point.missed_positives, (double)walk->positives,
                             "no mated comparisons"),
             "whether a score exactly at the threshold is a match"}};
        score_report_convention(s->report, &rates[0]);
        score_report_convention(s->report, &rates[1]);
    }
}

static void say_rules(const struct scoring *s, const struct score_walk *walk)
{
    double n = (double)walk->negatives;
    unsigned long long matches = s->point.accepted_negatives;
    score_report_note(s->report, "%llu mated and %llu non-mated comparisons",
                      (unsigned long long)walk->positives, (unsigned long long)walk->negatives);
    if (n >= 3) {
        score_report_note(
            s->report, "rule of three: with so many an FMR under %.2g cannot be shown", 3 / n);
    }
    if (n > 0 && matches < 30) {
        score_report_note(
            s->report,
            "rule of thirty: %llu false matches at the threshold, and under thirty "
            "an FMR is known to worse than about 30 %%",
            matches);
    }
}

static void add_failures(const struct scoring *s)
{
    const struct comparison_table *table = s->table;
    if (table->has_failures) {
        put_rate(s, &(struct place){NULL, NULL}, "failure_to_acquire", "failure_to_acquire/1",
                 NULL,
                 metric_fraction((double)table->failures,
                                 (double)table->failures + (double)table->count, "no rows"),
                 (int64_t)(table->failures + table->count));
    }
}

static void add_with_vectors(const struct scoring *s)
{
    size_t groupings;
    (void)group_columns_groupings(s->table->groups, &groupings);
    group_columns_expand(s->table->groups);
    add_ranked(s);
    add_targets(s);
    add_rates(s);
    for (size_t g = 0; g < groupings; g++) {
        add_differentials(s, g);
    }
}

static void add_from_walks(const struct scoring *s, const struct score_walk *walk)
{
    size_t count;
    const struct score_grouping *groupings = group_columns_groupings(s->table->groups, &count);
    put_walk(s, &(struct place){NULL, NULL}, walk);
    for (size_t g = 0; g < count; g++) {
        for (uint32_t v = 0; v < groupings[g].value_count; v++) {
            struct place place = {groupings[g].column, groupings[g].values[v]};
            struct comparison_set set = comparison_set_of(s->table, g, v);
            struct score_walk own = comparison_set_walk(&set);
            put_walk(s, &place, &own);
            comparison_set_free(&set);
        }
    }
}

enum err_code score_verification(struct score_report *report, const char *path,
                                 const struct verification_plan *plan, struct err *err)
{
    struct scoring s = {.report = report, .plan = plan};
    size_t groupings;
    enum err_code code;
    TRY(comparison_table_read(report, path, &plan->columns, &s.table, err));
    (void)group_columns_groupings(s.table->groups, &groupings);
    bool many = s.table->count > VERIFICATION_VECTORS_MAX;
    struct comparison_set all = comparison_set_all(s.table, many && groupings == 0);
    struct score_walk walk = comparison_set_walk(&all);
    TRY_OUT(choose_threshold(&s, &walk, err));
    s.point = point_of(&s, &walk);
    say_rules(&s, &walk);
    if (many) {
        add_from_walks(&s, &walk);
    } else {
        add_with_vectors(&s);
    }
    add_failures(&s);
    det_table_add(report, &walk);
    if (score_report_options(report)->compare_conventions) {
        add_conventions(&s, &walk);
    }
out:
    comparison_set_free(&all);
    return code;
}
