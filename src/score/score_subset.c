/* Resamples of clusters; see score_subset.h. They are those of stats/bootstrap.h, kept, so that
 * all figures of a sample share them and two sides can be compared. */
#include "score/score_subset.h"

#include "base/mem.h"
#include "stats/bootstrap.h"
#include "stats/resample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool belongs(const struct score_grouping *grouping, size_t item, uint32_t value,
                    bool others)
{
    if (grouping == NULL) {
        return true;
    }
    uint32_t own = grouping->of[item];
    return others ? own != value && own != SCORE_NOT_RECORDED : own == value;
}

/* Counts members of each cluster; the numbers become places where its rows begin. */
static uint32_t *begin_places(const struct score_sample *sample, const bool *member,
                              struct score_subset *subset)
{
    size_t all = sample->cluster != NULL ? sample->clusters : sample->count;
    uint32_t *place = xcalloc(all + 1, sizeof *place);
    uint32_t next = 0;
    for (size_t i = 0; i < sample->count; i++) {
        place[sample->cluster != NULL ? sample->cluster[i] : i] += member[i];
    }
    for (size_t c = 0; c < all; c++) {
        uint32_t own = place[c];
        place[c] = next;
        next += own;
        subset->clusters += own > 0;
    }
    subset->count = next;
    return place;
}

static void number_clusters(const struct score_sample *sample, struct score_subset *subset,
                            const uint32_t *of_row)
{
    uint32_t number = 0;
    for (size_t i = 0; i < subset->count; i++) {
        number += i > 0 && of_row[i] != of_row[i - 1];
        subset->cluster[i] = number;
        double *sum = subset->cluster_vectors + number * sample->length;
        for (size_t k = 0; k < sample->length; k++) {
            sum[k] += subset->rows[i * sample->length + k];
        }
    }
}

struct score_subset *score_subset_gather(struct arena *arena, const struct score_sample *sample,
                                         const struct score_grouping *grouping, uint32_t value,
                                         bool others)
{
    struct score_subset *subset = arena_zalloc(arena, sizeof *subset);
    bool *member = xmalloc(sample->count + 1);
    for (size_t i = 0; i < sample->count; i++) {
        member[i] = belongs(grouping, i, value, others);
    }
    uint32_t *place = begin_places(sample, member, subset);
    uint32_t *of_row = xmalloc((subset->count + 1) * sizeof *of_row);
    size_t bytes = sample->length * sizeof(double);
    subset->rows = arena_alloc(arena, subset->count * bytes + 1);
    subset->cluster = arena_alloc(arena, subset->count * sizeof(uint32_t) + 1);
    subset->cluster_vectors = arena_zalloc(arena, subset->clusters * bytes + 1);
    subset->first_stream = others ? (uint64_t)1 << 32 : 0;
    for (size_t i = 0; i < sample->count; i++) {
        if (member[i]) {
            uint32_t cluster = sample->cluster != NULL ? sample->cluster[i] : (uint32_t)i;
            uint32_t row = place[cluster]++;
            memcpy(subset->rows + row * sample->length, sample->vectors + i * sample->length,
                   bytes);
            of_row[row] = cluster;
        }
    }
    number_clusters(sample, subset, of_row);
    free(of_row);
    free(place);
    free(member);
    return subset;
}

struct metric_value score_subset_value(const struct score_subset *subset,
                                       const struct metric *metric, double *sum)
{
    memset(sum, 0, METRIC_VECTOR_MAX * sizeof *sum);
    if (metric->pool == NULL) {
        for (size_t i = 0; i < subset->count; i++) {
            metric_merge(metric, sum, subset->rows + i * metric->length);
        }
    }
    return metric_of_rows(metric, subset->rows, subset->count);
}

/* A pooled metric ready to be asked. */
struct asked {
    const struct metric_pool *pool;
    const void *prepared;
};

static bool value_of(const void *data, const uint32_t *times, double *value)
{
    const struct asked *asked = data;
    struct metric_value result = asked->pool->value(asked->prepared, times);
    *value = result.value;
    return result.defined;
}

static void draw_pooled(const struct resampling *plan, const struct score_subset *subset,
                        const struct metric_pool *pool, double *values)
{
    void *prepared = pool->prepare(subset->rows, subset->count);
    struct asked asked = {pool, prepared};
    resample_values(plan, value_of, &asked, values);
    pool->release(prepared);
}

/* A metric whose rows are merged by a function of its own. */
struct merged {
    const struct metric *metric;
    const struct score_subset *subset;
};

static bool value_of_merged(const void *data, const uint32_t *times, double *value)
{
    const struct merged *merged = data;
    double sum[METRIC_VECTOR_MAX] = {0};
    for (size_t i = 0; i < merged->subset->count; i++) {
        for (uint32_t k = 0; k < times[i]; k++) {
            metric_merge(merged->metric, sum,
                         merged->subset->rows + i * merged->metric->length);
        }
    }
    struct metric_value result = merged->metric->finish(sum);
    *value = result.value;
    return result.defined && isfinite(result.value);
}

/* The sums are drawn once for all metrics of the sample. */
static void draw_summed(struct arena *arena, const struct resampling *plan,
                        struct score_subset *subset, const struct metric *metric,
                        double *values)
{
    if (subset->sums == NULL) {
        subset->sums =
            arena_alloc(arena, plan->resamples * plan->length * sizeof *subset->sums);
        resample_sums(plan, subset->sums);
    }
    for (size_t r = 0; r < plan->resamples; r++) {
        struct metric_value value = metric->finish(subset->sums + r * plan->length);
        values[r] = value.defined && isfinite(value.value) ? value.value : (double)NAN;
    }
}

static const char *why_none(const struct score_subset *subset,
                            const struct score_options *options)
{
    if (options->resamples == 0) {
        return "no resamples were asked for";
    }
    if (subset->clusters < BOOTSTRAP_CLUSTERS_MIN) {
        return "not enough data: fewer than 20 independent units";
    }
    if ((double)subset->clusters * (double)options->resamples > SCORE_DRAWS_MAX) {
        return "too many draws: give --resamples a smaller number";
    }
    return NULL;
}

double *score_subset_replicates(struct arena *arena, struct score_subset *subset,
                                const struct metric *metric,
                                const struct score_options *options, const char **why)
{
    struct resampling plan = {.clusters = subset->clusters,
                              .seed = (uint64_t)options->seed,
                              .first_stream = subset->first_stream,
                              .resamples = (size_t)options->resamples,
                              .threads = (size_t)options->threads,
                              .vectors = subset->cluster_vectors,
                              .length = metric->length,
                              .rows = subset->count,
                              .cluster_of = subset->cluster};
    *why = why_none(subset, options);
    if (*why != NULL) {
        return NULL;
    }
    double *values = arena_alloc(arena, plan.resamples * sizeof *values);
    if (metric->pool != NULL) {
        draw_pooled(&plan, subset, metric->pool, values);
    } else if (metric->merge != NULL) {
        struct merged merged = {metric, subset};
        resample_values(&plan, value_of_merged, &merged, values);
    } else {
        draw_summed(arena, &plan, subset, metric, values);
    }
    return values;
}
