/* See sides.h. */
#include "compare/sides.h"

#include "base/mem.h"
#include "stats/permutation.h"
#include "stats/resample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare_rows(const void *a, const void *b)
{
    const struct side_row *left = a;
    const struct side_row *right = b;
    int order = str_cmp(left->cluster, right->cluster);
    order = order != 0 ? order : str_cmp(left->item, right->item);
    return order != 0 ? order : left->side - right->side;
}

/* Clusters by number, and how many each side has. */
static void number_clusters(const struct side_row *rows, struct sides *sides)
{
    size_t seen[2] = {0, 0}; /* rows of the side in this cluster */
    sides->single = true;
    for (size_t i = 0; i < sides->count; i++) {
        if (i == 0 || !str_eq(rows[i].cluster, rows[i - 1].cluster)) {
            sides->clusters++;
            seen[0] = 0;
            seen[1] = 0;
        }
        int side = rows[i].side;
        sides->clusters_of[side] += seen[side] == 0;
        sides->single = sides->single && seen[side] == 0;
        seen[side]++;
        sides->rows_of[side]++;
        sides->side[i] = (uint8_t)side;
        sides->cluster_of[i] = (uint32_t)(sides->clusters - 1);
    }
}

struct sides *sides_gather(struct arena *arena, const struct metric *metric,
                           struct side_row *rows, size_t count)
{
    struct sides *sides = arena_zalloc(arena, sizeof *sides);
    size_t length = metric->length;
    sides->metric = metric;
    sides->count = count;
    sides->vectors = arena_zalloc(arena, (count + 1) * length * sizeof(double));
    sides->cluster_of = arena_zalloc(arena, (count + 1) * sizeof(uint32_t));
    sides->side = arena_zalloc(arena, count + 1);
    if (count > 0) {
        qsort(rows, count, sizeof *rows, compare_rows);
    }
    for (size_t i = 0; i < count; i++) {
        memcpy(sides->vectors + i * length, rows[i].vector, length * sizeof(double));
    }
    number_clusters(rows, sides);
    return sides;
}

/* ---- what is asked of all rows at once ---- */

struct asked {
    const struct sides *sides;
    void *prepared; /* of a pooled metric: both sides' rows */
};

static struct asked ask(const struct sides *sides)
{
    struct asked asked = {.sides = sides};
    if (sides->metric->pool != NULL) {
        asked.prepared = sides->metric->pool->prepare(sides->vectors, sides->count);
    }
    return asked;
}

static void release(struct asked *asked)
{
    if (asked->prepared != NULL) {
        asked->sides->metric->pool->release(asked->prepared);
    }
}

/* The value where row i counts times[i] times (at most a few), NAN when undefined. */
static double value_of_times(const struct asked *asked, const uint32_t *times)
{
    const struct sides *sides = asked->sides;
    const struct metric *metric = sides->metric;
    struct metric_value value;
    if (metric->pool != NULL) {
        value = metric->pool->value(asked->prepared, times);
    } else {
        double sum[METRIC_VECTOR_MAX] = {0};
        for (size_t i = 0; i < sides->count; i++) {
            for (uint32_t k = 0; k < times[i]; k++) {
                metric_merge(metric, sum, sides->vectors + i * metric->length);
            }
        }
        value = metric->finish(sum);
    }
    return value.defined && isfinite(value.value) ? value.value : (double)NAN;
}

struct metric_value sides_value(const struct sides *sides, int side)
{
    size_t length = sides->metric->length;
    size_t n = 0;
    double *own = xmalloc((sides->count + 1) * length * sizeof *own);
    for (size_t i = 0; i < sides->count; i++) {
        if (sides->side[i] == side) {
            memcpy(own + n++ * length, sides->vectors + i * length, length * sizeof *own);
        }
    }
    struct metric_value value = metric_of_rows(sides->metric, own, n);
    free(own);
    return value;
}

/* ---- replicates ---- */

struct drawing {
    struct asked asked;
    int side;
};

/* The value of one side where rows were drawn so often. */
static bool drawn_value(const void *data, const uint32_t *times, double *value)
{
    const struct drawing *drawing = data;
    const struct sides *sides = drawing->asked.sides;
    uint32_t *own = xmalloc((sides->count + 1) * sizeof *own);
    for (size_t i = 0; i < sides->count; i++) {
        own[i] = sides->side[i] == drawing->side ? times[i] : 0;
    }
    *value = value_of_times(&drawing->asked, own);
    free(own);
    return !isnan(*value);
}

/* Of sums: per cluster the vectors of both sides, one behind the other, drawn together. */
static void replicate_sums(const struct sides *sides, const struct resampling *draw,
                           double *replicates[2])
{
    const struct metric *metric = sides->metric;
    size_t length = metric->length;
    double *vectors = xcalloc(sides->clusters * 2 * length + 1, sizeof *vectors);
    double *sums = xmalloc((draw->resamples * 2 * length + 1) * sizeof *sums);
    struct resampling plan = *draw;
    for (size_t i = 0; i < sides->count; i++) {
        double *at = vectors + (sides->cluster_of[i] * 2 + sides->side[i]) * length;
        for (size_t k = 0; k < length; k++) {
            at[k] += sides->vectors[i * length + k];
        }
    }
    plan.vectors = vectors;
    plan.length = 2 * length;
    resample_sums(&plan, sums);
    for (size_t r = 0; r < draw->resamples; r++) {
        for (size_t side = 0; side < 2; side++) {
            struct metric_value value = metric->finish(sums + (r * 2 + side) * length);
            replicates[side][r] =
                value.defined && isfinite(value.value) ? value.value : (double)NAN;
        }
    }
    free(sums);
    free(vectors);
}

void sides_replicate(struct arena *arena, const struct sides *sides, uint64_t seed,
                     size_t count, double *replicates[2])
{
    const struct resampling plan = {.clusters = sides->clusters,
                                    .seed = seed,
                                    .resamples = count,
                                    .rows = sides->count,
                                    .cluster_of = sides->cluster_of};
    for (int side = 0; side < 2; side++) {
        replicates[side] = arena_alloc(arena, (count + 1) * sizeof(double));
    }
    if (sides->metric->pool == NULL && sides->metric->merge == NULL) {
        replicate_sums(sides, &plan, replicates);
        return;
    }
    struct drawing drawing = {.asked = ask(sides)};
    for (int side = 0; side < 2; side++) {
        drawing.side = side;
        resample_values(&plan, drawn_value, &drawing, replicates[side]);
    }
    release(&drawing.asked);
}

/* ---- permutation ---- */

/* Side 0 less side 1 where clusters with swapped[c] = 1 exchange theirs. */
static bool swapped_difference(const void *data, const uint8_t *swapped, double *difference)
{
    const struct asked *asked = data;
    const struct sides *sides = asked->sides;
    double values[2];
    uint32_t *own = xmalloc((sides->count + 1) * sizeof *own);
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < sides->count; i++) {
            own[i] = (sides->side[i] ^ swapped[sides->cluster_of[i]]) == side;
        }
        values[side] = value_of_times(asked, own);
    }
    free(own);
    *difference = values[0] - values[1];
    return isfinite(*difference);
}

double sides_permute(const struct sides *sides, uint64_t seed, size_t samples)
{
    const struct permutation plan = {
        .clusters = sides->clusters, .seed = seed, .samples = samples};
    struct permutation_result result;
    struct asked asked = ask(sides);
    bool defined = permute_figure(&plan, swapped_difference, &asked, &result);
    release(&asked);
    return defined ? result.p : (double)NAN;
}

bool sides_yes_no(const struct sides *sides)
{
    if (sides->metric->pool != NULL || sides->metric->interval != METRIC_BINOMIAL) {
        return false;
    }
    for (size_t i = 0; i < sides->count; i++) {
        double sum[METRIC_VECTOR_MAX] = {0};
        metric_merge(sides->metric, sum, sides->vectors + i * sides->metric->length);
        struct metric_value value = sides->metric->finish(sum);
        if (!value.defined || value.denominator != 1 ||
            (value.numerator != 0 && value.numerator != 1)) {
            return false;
        }
    }
    return true;
}
