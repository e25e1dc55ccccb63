/* Figures of a sample, its groups and their comparison; see score_sample.h. */
#include "score/score_sample.h"

#include "base/mem.h"
#include "score/score_subset.h"
#include "stats/bootstrap.h"
#include "stats/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct score_subsets {
    struct score_subset *all;
    struct score_subset ***groups; /* per grouping and value */
    struct score_subset ***rests;
};

/* What one figure is made from, side by side for a group and its rest. */
struct side {
    struct score_subset *subset;
    struct metric_value value;
    double *replicates;
    const char *why; /* no replicates */
};

struct making {
    struct score_report *report;
    const char *name;
    const struct metric *metric;
    const char *settings;
    struct score_sample *sample;
    score_parts_fn *parts;
};

static void gather_groups(struct arena *arena, struct score_sample *sample)
{
    struct score_subsets *subsets = sample->subsets;
    size_t columns = sample->grouping_count;
    subsets->groups = arena_zalloc(arena, (columns + 1) * sizeof *subsets->groups);
    subsets->rests = arena_zalloc(arena, (columns + 1) * sizeof *subsets->rests);
    for (size_t g = 0; g < columns; g++) {
        const struct score_grouping *grouping = &sample->groupings[g];
        size_t bytes = (grouping->value_count + 1) * sizeof(struct score_subset *);
        subsets->groups[g] = arena_zalloc(arena, bytes);
        subsets->rests[g] = arena_zalloc(arena, bytes);
        for (uint32_t v = 0; v < grouping->value_count; v++) {
            subsets->groups[g][v] = score_subset_gather(arena, sample, grouping, v, false);
            subsets->rests[g][v] = score_subset_gather(arena, sample, grouping, v, true);
        }
        subsets->groups[g][grouping->value_count] =
            score_subset_gather(arena, sample, grouping, SCORE_NOT_RECORDED, false);
    }
}

static void gather(struct arena *arena, struct score_sample *sample)
{
    if (sample->subsets == NULL) {
        sample->subsets = arena_zalloc(arena, sizeof *sample->subsets);
        sample->subsets->all = score_subset_gather(arena, sample, NULL, 0, false);
        gather_groups(arena, sample);
    }
}

/* Wilson holds for independent units that say yes or no. */
static bool is_rate(const struct making *m, const struct side *side)
{
    const struct metric_value *value = &side->value;
    return m->metric->interval == METRIC_BINOMIAL && m->metric->pool == NULL &&
           side->subset->clusters == side->subset->count && value->defined &&
           value->has_fraction && value->numerator >= 0 &&
           value->numerator <= value->denominator &&
           value->numerator == floor(value->numerator) &&
           value->denominator == floor(value->denominator);
}

static void interval_of(const struct making *m, struct side *side, struct score_figure *figure)
{
    const struct score_options *options = score_report_options(m->report);
    if (!side->value.defined) {
        return;
    }
    if (is_rate(m, side)) {
        figure->has_interval = true;
        figure->interval =
            wilson((int64_t)side->value.numerator, (int64_t)side->value.denominator);
        figure->method = "wilson.95/1";
        return;
    }
    side->replicates = score_subset_replicates(score_report_arena(m->report), side->subset,
                                               m->metric, options, &side->why);
    figure->no_interval = side->why;
    if (side->replicates != NULL) {
        figure->has_interval = percentile_interval(side->replicates, (size_t)options->resamples,
                                                   0.95, &figure->interval);
        figure->method = figure->has_interval ? "bootstrap.cluster.95/1" : NULL;
        figure->no_interval = figure->has_interval ? NULL : "undefined in too many resamples";
    }
}

static struct score_figure figure_of(const struct making *m, struct side *side,
                                     struct score_part *parts)
{
    double sum[METRIC_VECTOR_MAX];
    side->value = score_subset_value(side->subset, m->metric, sum);
    struct score_figure figure = {.name = m->name,
                                  .metric = m->metric,
                                  .settings = m->settings,
                                  .value = side->value,
                                  .n = (int64_t)side->subset->count,
                                  .parts = parts};
    figure.clusters = m->sample->cluster != NULL ? (int64_t)side->subset->clusters : 0;
    figure.part_count = m->parts != NULL ? m->parts(sum, parts) : 0;
    interval_of(m, side, &figure);
    return figure;
}

static struct comparison compare_sides(const struct making *m, const struct side *group,
                                       const struct side *rest)
{
    const struct score_options *options = score_report_options(m->report);
    if (is_rate(m, group) && is_rate(m, rest)) {
        struct compare_rates rates = {.yes_group = (int64_t)group->value.numerator,
                                      .n_group = (int64_t)group->value.denominator,
                                      .yes_rest = (int64_t)rest->value.numerator,
                                      .n_rest = (int64_t)rest->value.denominator,
                                      .margin = options->margin};
        return compare_rates(&rates);
    }
    struct comparison none = {.verdict = VERDICT_NOT_ENOUGH,
                              .reason = group->why != NULL  ? group->why
                                        : rest->why != NULL ? rest->why
                                                            : "one side has no figure"};
    if (group->replicates == NULL || rest->replicates == NULL) {
        return none;
    }
    struct compare_side sides[2];
    const struct side *both[2] = {group, rest};
    for (int i = 0; i < 2; i++) {
        sides[i] = (struct compare_side){.value = both[i]->value.defined ? both[i]->value.value
                                                                         : (double)NAN,
                                         .replicates = both[i]->replicates,
                                         .n = (int64_t)both[i]->subset->count,
                                         .clusters = (int64_t)both[i]->subset->clusters};
    }
    return compare_replicates(&sides[0], &sides[1], (size_t)options->resamples,
                              options->margin);
}

static void report_comparison(const struct making *m, const struct score_grouping *grouping,
                              size_t value, const struct comparison *plain,
                              const struct comparison *adjusted)
{
    struct score_comparison comparison = {.column = grouping->column,
                                          .value = grouping->values[value],
                                          .name = m->name,
                                          .has_difference = plain->defined,
                                          .difference = plain->difference,
                                          .difference_interval = plain->difference_interval,
                                          .has_ratio = plain->defined && plain->has_ratio,
                                          .ratio = plain->ratio,
                                          .ratio_interval = plain->ratio_interval,
                                          .has_p = plain->defined,
                                          .p = plain->p,
                                          .p_adjusted = adjusted->p,
                                          .verdict = verdict_word(adjusted->verdict),
                                          .n_enough = adjusted->n_enough,
                                          .method = plain->method,
                                          .reason = adjusted->reason};
    score_report_comparison(m->report, &comparison);
}

/* Each value's figure, then its comparison with the rest, adjusted over the column. */
static void add_column(const struct making *m, size_t column)
{
    const struct score_grouping *grouping = &m->sample->groupings[column];
    size_t count = grouping->value_count;
    struct comparison *plain = xcalloc(count + 1, sizeof *plain);
    struct comparison *adjusted = xcalloc(count + 1, sizeof *adjusted);
    struct score_part parts[SCORE_PARTS_MAX];
    for (size_t v = 0; v < count; v++) {
        struct side group = {.subset = m->sample->subsets->groups[column][v]};
        struct side rest = {.subset = m->sample->subsets->rests[column][v]};
        struct score_figure figure = figure_of(m, &group, parts);
        score_report_group_figure(m->report, grouping->column, grouping->values[v], &figure);
        (void)figure_of(m, &rest, parts);
        plain[v] = compare_sides(m, &group, &rest);
    }
    struct side unknown = {.subset = m->sample->subsets->groups[column][count]};
    if (unknown.subset->count > 0) {
        struct score_figure figure = figure_of(m, &unknown, parts);
        score_report_group_figure(m->report, grouping->column, "not recorded", &figure);
    }
    memcpy(adjusted, plain, count * sizeof *plain);
    compare_adjust(adjusted, count);
    for (size_t v = 0; v < count; v++) {
        report_comparison(m, grouping, v, &plain[v], &adjusted[v]);
    }
    free(adjusted);
    free(plain);
}

void score_sample_figure(struct score_report *report, const char *name,
                         const struct metric *metric, const char *settings,
                         struct score_sample *sample, score_parts_fn *parts)
{
    struct making making = {report, name, metric, settings, sample, parts};
    struct score_part room[SCORE_PARTS_MAX];
    if (metric->length != sample->length) {
        BUG("%s wants vectors of %zu, not %zu", metric->id, metric->length, sample->length);
    }
    gather(score_report_arena(report), sample);
    struct side all = {.subset = sample->subsets->all};
    struct score_figure figure = figure_of(&making, &all, room);
    score_report_figure(report, &figure);
    for (size_t g = 0; g < sample->grouping_count; g++) {
        add_column(&making, g);
    }
}

void score_sample_group_figure(struct score_report *report, const char *column,
                               const char *value, const char *name, const struct metric *metric,
                               const char *settings, struct score_sample *sample)
{
    struct making making = {report, name, metric, settings, sample, NULL};
    gather(score_report_arena(report), sample);
    struct side all = {.subset = sample->subsets->all};
    struct score_figure figure = figure_of(&making, &all, NULL);
    score_report_group_figure(report, column, value, &figure);
}
