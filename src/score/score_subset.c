/* Resamples of clusters; see score_subset.h.
 *
 * Resample r draws from stream first_stream + r of the seed, as many clusters as there are, and
 * adds their vectors in the order drawn: the bootstrap of stats/bootstrap.h with its resamples
 * kept, so that all figures of a sample share them and two sides can be compared. */
#include "score/score_subset.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "base/prng.h"
#include "stats/bootstrap.h"

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

struct drawing {
    struct score_subset *subset;
    const struct metric *metric;
    const void *prepared; /* of a pooled metric */
    double *values;       /* one a resample, or NULL: sums are wanted */
    size_t length;
    size_t resamples;
    uint64_t seed;
};

enum { PIECE = 16 }; /* resamples of one piece of work */

static void draw_sum(const struct drawing *d, size_t resample, double *sum)
{
    const struct score_subset *subset = d->subset;
    struct prng prng;
    prng_seed_stream(&prng, d->seed, subset->first_stream + resample);
    for (size_t i = 0; i < subset->clusters; i++) {
        const double *row =
            subset->cluster_vectors + prng_below(&prng, subset->clusters) * d->length;
        if (d->metric->merge != NULL) {
            d->metric->merge(sum, row);
            continue;
        }
        for (size_t k = 0; k < d->length; k++) {
            sum[k] += row[k];
        }
    }
}

static void draw_sums(void *data, size_t piece)
{
    const struct drawing *d = data;
    for (size_t r = piece * PIECE; r < (piece + 1) * PIECE && r < d->resamples; r++) {
        double sum[METRIC_VECTOR_MAX] = {0};
        draw_sum(d, r, sum);
        memcpy(d->subset->sums + r * d->length, sum, d->length * sizeof *sum);
    }
}

static void draw_pooled(void *data, size_t piece)
{
    const struct drawing *d = data;
    const struct score_subset *subset = d->subset;
    uint32_t *drawn = xmalloc((subset->clusters + 1) * sizeof *drawn);
    uint32_t *times = xmalloc((subset->count + 1) * sizeof *times);
    for (size_t r = piece * PIECE; r < (piece + 1) * PIECE && r < d->resamples; r++) {
        struct prng prng;
        prng_seed_stream(&prng, d->seed, subset->first_stream + r);
        memset(drawn, 0, subset->clusters * sizeof *drawn);
        for (size_t i = 0; i < subset->clusters; i++) {
            drawn[prng_below(&prng, subset->clusters)]++;
        }
        for (size_t i = 0; i < subset->count; i++) {
            times[i] = drawn[subset->cluster[i]];
        }
        struct metric_value value = d->metric->pool->value(d->prepared, times);
        d->values[r] = value.defined ? value.value : (double)NAN;
    }
    free(times);
    free(drawn);
}

static void of_sums(const struct drawing *d)
{
    for (size_t r = 0; r < d->resamples; r++) {
        struct metric_value value = d->metric->finish(d->subset->sums + r * d->length);
        d->values[r] = value.defined && isfinite(value.value) ? value.value : (double)NAN;
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
    struct drawing d = {.subset = subset,
                        .metric = metric,
                        .length = metric->length,
                        .resamples = (size_t)options->resamples,
                        .seed = (uint64_t)options->seed};
    size_t pieces = (d.resamples + PIECE - 1) / PIECE;
    size_t threads = (size_t)options->threads;
    *why = why_none(subset, options);
    if (*why != NULL) {
        return NULL;
    }
    d.values = arena_alloc(arena, d.resamples * sizeof *d.values);
    if (metric->pool != NULL) {
        void *prepared = metric->pool->prepare(subset->rows, subset->count);
        d.prepared = prepared;
        parallel_run(threads, pieces, draw_pooled, &d);
        metric->pool->release(prepared);
        return d.values;
    }
    double *kept = metric->merge == NULL ? subset->sums : NULL;
    if (kept == NULL) {
        subset->sums = arena_alloc(arena, d.resamples * d.length * sizeof *subset->sums);
        parallel_run(threads, pieces, draw_sums, &d);
    }
    of_sums(&d);
    subset->sums = metric->merge == NULL ? subset->sums : NULL;
    return d.values;
}
