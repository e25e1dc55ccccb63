/* Resamples; see resample.h. */
#include "stats/resample.h"

#include "base/err.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "base/prng.h"
#include "stats/draws.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 256, PIECE = 64 }; /* a piece: resamples one thread takes at a time */

struct work {
    const struct resampling *plan;
    double *out;
    resample_value_fn *value;
    const void *data;
};

static void check(const struct resampling *plan)
{
    if (plan->clusters == 0 || plan->clusters > UINT32_MAX) {
        BUG("resamples of %zu clusters", plan->clusters);
    }
}

/* One number a cluster: eight sums in registers. */
static void add_single(const double *v, const uint32_t *drawn, size_t steps, double *sum)
{
    double a = sum[0];
    double b = sum[1];
    double c = sum[2];
    double d = sum[3];
    double e = sum[4];
    double f = sum[5];
    double g = sum[6];
    double h = sum[7];
    for (size_t step = 0; step < steps; step++, drawn += DRAW_LANES) {
        a += v[drawn[0]];
        b += v[drawn[1]];
        c += v[drawn[2]];
        d += v[drawn[3]];
        e += v[drawn[4]];
        f += v[drawn[5]];
        g += v[drawn[6]];
        h += v[drawn[7]];
    }
    const double all[DRAW_LANES] = {a, b, c, d, e, f, g, h};
    memcpy(sum, all, sizeof all);
}

static void add_vectors(const struct resampling *plan, const uint32_t *drawn, size_t steps,
                        double *sum)
{
    size_t length = plan->length;
    for (size_t step = 0; step < steps; step++, drawn += DRAW_LANES) {
        for (size_t lane = 0; lane < DRAW_LANES; lane++) {
            const double *vector = plan->vectors + drawn[lane] * length;
            for (size_t i = 0; i < length; i++) {
                sum[lane * length + i] += vector[i];
            }
        }
    }
}

/* Resamples first to first + DRAW_LANES - 1 into `sum`. */
static void sum_lanes(const struct resampling *plan, size_t first, double *sum)
{
    uint32_t drawn[STEPS * DRAW_LANES];
    struct draws draws;
    draws_seed(&draws, plan->seed, plan->first_stream + first);
    memset(sum, 0, DRAW_LANES * plan->length * sizeof *sum);
    for (size_t done = 0; done < plan->clusters;) {
        size_t steps = plan->clusters - done < STEPS ? plan->clusters - done : STEPS;
        draws_below(&draws, (uint32_t)plan->clusters, steps, drawn);
        if (plan->length == 1) {
            add_single(plan->vectors, drawn, steps, sum);
        } else {
            add_vectors(plan, drawn, steps, sum);
        }
        done += steps;
    }
}

static void sum_piece(void *data, size_t piece)
{
    const struct work *work = data;
    size_t length = work->plan->length;
    size_t end = (piece + 1) * PIECE;
    end = end < work->plan->resamples ? end : work->plan->resamples;
    double *sum = xmalloc(DRAW_LANES * length * sizeof *sum);
    for (size_t first = piece * PIECE; first < end; first += DRAW_LANES) {
        size_t lanes = end - first < DRAW_LANES ? end - first : DRAW_LANES;
        sum_lanes(work->plan, first, sum);
        memcpy(work->out + first * length, sum, lanes * length * sizeof *sum);
    }
    free(sum);
}

static size_t pieces_of(size_t count)
{
    return (count + PIECE - 1) / PIECE;
}

void resample_sums(const struct resampling *plan, double *sums)
{
    struct work work = {.plan = plan, .out = sums};
    check(plan);
    parallel_run(plan->threads, pieces_of(plan->resamples), sum_piece, &work);
}

void jackknife_sums(const struct resampling *plan, double *sums)
{
    size_t n = plan->clusters;
    size_t length = plan->length;
    double *run = xcalloc(length, sizeof *run);
    check(plan);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < length; k++) {
            sums[i * length + k] = run[k];
            run[k] += plan->vectors[i * length + k];
        }
    }
    memset(run, 0, length * sizeof *run);
    for (size_t i = n; i-- > 0;) {
        for (size_t k = 0; k < length; k++) {
            sums[i * length + k] += run[k];
            run[k] += plan->vectors[i * length + k];
        }
    }
    free(run);
}

/* Spreads what clusters count over their rows and asks for the value. */
static double value_of(const struct work *work, const uint32_t *times, uint32_t *spread)
{
    const struct resampling *plan = work->plan;
    double value;
    if (plan->cluster_of != NULL) {
        for (size_t i = 0; i < plan->rows; i++) {
            spread[i] = times[plan->cluster_of[i]];
        }
        times = spread;
    }
    return work->value(work->data, times, &value) ? value : (double)NAN;
}

static void draw_times(const struct resampling *plan, size_t resample, uint32_t *times)
{
    struct prng prng;
    prng_seed_stream(&prng, plan->seed, plan->first_stream + resample);
    memset(times, 0, plan->clusters * sizeof *times);
    for (size_t i = 0; i < plan->clusters; i++) {
        times[prng_below(&prng, plan->clusters)]++;
    }
}

static void value_piece(void *data, size_t piece)
{
    const struct work *work = data;
    const struct resampling *plan = work->plan;
    size_t end = (piece + 1) * PIECE;
    uint32_t *times = xmalloc((plan->clusters + plan->rows) * sizeof *times);
    for (size_t i = piece * PIECE; i < end && i < plan->resamples; i++) {
        draw_times(plan, i, times);
        work->out[i] = value_of(work, times, times + plan->clusters);
    }
    free(times);
}

static void jackknife_piece(void *data, size_t piece)
{
    const struct work *work = data;
    const struct resampling *plan = work->plan;
    size_t end = (piece + 1) * PIECE;
    uint32_t *times = xmalloc((plan->clusters + plan->rows) * sizeof *times);
    for (size_t i = 0; i < plan->clusters; i++) {
        times[i] = 1;
    }
    for (size_t i = piece * PIECE; i < end && i < plan->clusters; i++) {
        times[i] = 0;
        work->out[i] = value_of(work, times, times + plan->clusters);
        times[i] = 1;
    }
    free(times);
}

void resample_values(const struct resampling *plan, resample_value_fn *value, const void *data,
                     double *values)
{
    struct work work = {plan, values, value, data};
    check(plan);
    parallel_run(plan->threads, pieces_of(plan->resamples), value_piece, &work);
}

void jackknife_values(const struct resampling *plan, resample_value_fn *value, const void *data,
                      double *values)
{
    struct work work = {plan, values, value, data};
    check(plan);
    parallel_run(plan->threads, pieces_of(plan->clusters), jackknife_piece, &work);
}
