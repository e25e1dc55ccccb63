/* Paired bootstrap and approximate randomisation; see translation_pair.h. Numbers are drawn by
 * one thread, in numpy's order; scores are computed by all, each into its own place. */
#include "metrics/translation/translation_pair.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "metrics/translation/numpy_stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWN_AT_ONCE = 4 * 1024 * 1024 }; /* indices or bits kept in memory */

/* Part of the resamples or trials of a test. */
struct part {
    const struct translation_pair *pair;
    const double *vectors;  /* resampled */
    const uint32_t *drawn;  /* resamples x segments */
    const uint8_t *swapped; /* trials x segments */
    double *scores;
};

static void resample(void *data, size_t index)
{
    const struct part *part = data;
    const struct translation_pair *pair = part->pair;
    size_t length = pair->metric->length;
    const uint32_t *drawn = part->drawn + index * pair->segments;
    float single[METRIC_VECTOR_MAX] = {0};
    double sum[METRIC_VECTOR_MAX];
    for (size_t i = 0; i < pair->segments; i++) {
        const double *row = part->vectors + drawn[i] * length;
        for (size_t k = 0; k < pair->counts; k++) {
            single[k] += (float)row[k];
        }
    }
    memcpy(sum, part->vectors, length * sizeof *sum); /* for the settings */
    for (size_t k = 0; k < pair->counts; k++) {
        sum[k] = (double)single[k];
    }
    part->scores[index] = pair->single(sum);
}

/* How many rows of `segments` draws are made at once. */
static size_t rows_at_once(const struct translation_pair *pair)
{
    size_t rows = DRAWN_AT_ONCE / pair->segments;
    return rows > 0 ? rows : 1;
}

/* Scores of the same resamples of one or both systems. */
static void score_resamples(const struct translation_pair *pair, size_t resamples,
                            double *baseline, double *rival)
{
    struct numpy_stream stream;
    numpy_seed(&stream, pair->seed);
    size_t at_once = rows_at_once(pair);
    uint32_t *drawn = xmalloc(at_once * pair->segments * sizeof *drawn);
    for (size_t done = 0; done < resamples; done += at_once) {
        size_t now = resamples - done < at_once ? resamples - done : at_once;
        for (size_t i = 0; i < now * pair->segments; i++) {
            drawn[i] = numpy_choice(&stream, (uint32_t)pair->segments);
        }
        struct part part = {pair, pair->baseline, drawn, NULL, baseline + done};
        parallel_run(pair->threads, now, resample, &part);
        if (rival != NULL) {
            part.vectors = pair->rival;
            part.scores = rival + done;
            parallel_run(pair->threads, now, resample, &part);
        }
    }
    free(drawn);
}

static int compare_double(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;
    return (*x > *y) - (*x < *y);
}

/* Sorts the scores. */
static struct pair_spread spread_of(double *scores, size_t n)
{
    qsort(scores, n, sizeof *scores, compare_double);
    size_t low = n / 40;
    return (struct pair_spread){numpy_sum(scores, n) / (double)n,
                                0.5 * (scores[n - low - 1] - scores[low])};
}

struct pair_spread translation_resample(const struct translation_pair *pair, size_t resamples)
{
    double *scores = xmalloc(resamples * sizeof *scores);
    score_resamples(pair, resamples, scores, NULL);
    struct pair_spread spread = spread_of(scores, resamples);
    free(scores);
    return spread;
}

static double value_of_all(const struct translation_pair *pair, const double *vectors)
{
    return metric_of_rows(pair->metric, vectors, pair->segments).value;
}

static double real_difference(const struct translation_pair *pair)
{
    return fabs(value_of_all(pair, pair->baseline) - value_of_all(pair, pair->rival));
}

struct pair_bootstrap translation_bootstrap(const struct translation_pair *pair,
                                            size_t resamples)
{
    struct pair_bootstrap result;
    double *baseline = xmalloc(resamples * sizeof *baseline);
    double *rival = xmalloc(resamples * sizeof *rival);
    double *apart = xmalloc(resamples * sizeof *apart);
    double real = real_difference(pair);
    size_t beyond = 0;
    score_resamples(pair, resamples, baseline, rival);
    for (size_t i = 0; i < resamples; i++) {
        apart[i] = fabs(rival[i] - baseline[i]);
    }
    double mean = numpy_sum(apart, resamples) / (double)resamples;
    for (size_t i = 0; i < resamples; i++) {
        beyond += apart[i] - mean > real;
    }
    result.p = (double)(beyond + 1) / (double)(resamples + 1);
    result.baseline = spread_of(baseline, resamples);
    result.rival = spread_of(rival, resamples);
    free(apart);
    free(rival);
    free(baseline);
    return result;
}

static void randomize(void *data, size_t index)
{
    const struct part *part = data;
    const struct translation_pair *pair = part->pair;
    size_t length = pair->metric->length;
    const uint8_t *swapped = part->swapped + index * pair->segments;
    double a[METRIC_VECTOR_MAX] = {0};
    double b[METRIC_VECTOR_MAX] = {0};
    const double *rows[2] = {pair->rival, pair->baseline};
    for (size_t i = 0; i < pair->segments; i++) {
        const double *one = rows[swapped[i]] + i * length;
        const double *other = rows[!swapped[i]] + i * length;
        for (size_t k = 0; k < pair->counts; k++) {
            a[k] += one[k];
            b[k] += other[k];
        }
    }
    for (size_t k = pair->counts; k < length; k++) {
        a[k] = b[k] = pair->baseline[k];
    }
    part->scores[index] = fabs(pair->metric->finish(a).value - pair->metric->finish(b).value);
}

double translation_randomize(const struct translation_pair *pair, size_t trials)
{
    struct numpy_stream stream;
    struct numpy_bits bits = {0};
    size_t at_once = rows_at_once(pair);
    uint8_t *swapped = xmalloc(at_once * pair->segments);
    double *scores = xmalloc(at_once * sizeof *scores);
    double real = real_difference(pair);
    size_t beyond = 0;
    numpy_seed(&stream, pair->seed);
    for (size_t done = 0; done < trials; done += at_once) {
        size_t now = trials - done < at_once ? trials - done : at_once;
        for (size_t i = 0; i < now * pair->segments; i++) {
            swapped[i] = numpy_bit(&stream, &bits);
        }
        struct part part = {pair, NULL, NULL, swapped, scores};
        parallel_run(pair->threads, now, randomize, &part);
        for (size_t i = 0; i < now; i++) {
            beyond += scores[i] > real;
        }
    }
    free(scores);
    free(swapped);
    return (double)(beyond + 1) / (double)(trials + 1);
}
