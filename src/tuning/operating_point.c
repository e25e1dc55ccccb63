/* See operating_point.h. */
#include "tuning/operating_point.h"

#include "base/mem.h"
#include "stats/bootstrap.h"

#include <math.h>
#include <stdlib.h>

/* numerator and denominator of each cluster, row by row */
struct rate_sums {
    double *sums;
    size_t clusters; /* that have a row of the kind */
    size_t rows;
    double yes;
};

static struct rate_sums sum_up(const struct scored_rows *rows, enum operating_rate rate,
                               double threshold)
{
    bool positive = rate == OPERATING_RECALL;
    struct rate_sums of = {.sums = xcalloc(rows->clusters + 1, 2 * sizeof(double))};
    for (size_t i = 0; i < rows->count; i++) {
        const struct scored_row *row = &rows->rows[i];
        if (row->positive == positive) {
            double yes = row->has && row->score >= threshold ? 1 : 0;
            of.sums[2 * row->cluster] += yes;
            of.sums[2 * row->cluster + 1] += 1;
            of.yes += yes;
            of.rows++;
        }
    }
    for (size_t c = 0; c < rows->clusters; c++) { /* clusters without such a row say nothing */
        if (of.sums[2 * c + 1] > 0) {
            of.sums[2 * of.clusters] = of.sums[2 * c];
            of.sums[2 * of.clusters + 1] = of.sums[2 * c + 1];
            of.clusters++;
        }
    }
    return of;
}

static bool ratio(void *data, const double *sum, double *value)
{
    (void)data;
    *value = sum[1] > 0 ? sum[0] / sum[1] : 0;
    return sum[1] > 0;
}

static struct operating_figure figure_at(const struct scored_rows *rows,
                                         enum operating_rate rate, double threshold,
                                         uint64_t seed)
{
    struct rate_sums of = sum_up(rows, rate, threshold);
    struct operating_figure figure = {.numerator = (int64_t)of.yes,
                                      .denominator = (int64_t)of.rows,
                                      .value = of.yes / (double)of.rows,
                                      .clusters = of.clusters};
    if (of.clusters >= BOOTSTRAP_CLUSTERS_MIN && of.clusters == of.rows) {
        figure.interval = wilson(figure.numerator, figure.denominator);
        figure.has_interval = true;
        figure.method = "wilson.95/1";
    } else {
        struct bootstrap plan = {.vectors = of.sums,
                                 .clusters = of.clusters,
                                 .length = 2,
                                 .value = ratio,
                                 .seed = seed};
        figure.has_interval = bootstrap_interval(&plan, &figure.interval);
        figure.method = "bootstrap.cluster.95/1";
    }
    free(of.sums);
    return figure;
}

struct operating_point operating_point_at(const struct scored_rows *rows, double threshold,
                                          uint64_t seed)
{
    return (struct operating_point){
        .threshold = threshold,
        .false_alarms = figure_at(rows, OPERATING_FALSE_ALARMS, threshold, seed),
        .recall = figure_at(rows, OPERATING_RECALL, threshold, seed)};
}

int operating_target_kept(const struct operating_target *target,
                          const struct operating_figure *figure)
{
    bool most = target->rate == OPERATING_FALSE_ALARMS;
    if (!figure->has_interval) {
        return 0;
    }
    double worst = most ? figure->interval.high : figure->interval.low;
    double best = most ? figure->interval.low : figure->interval.high;
    bool kept = most ? worst <= target->bound : worst >= target->bound;
    bool broken = most ? best > target->bound : best < target->bound;
    return kept ? 1 : broken ? -1 : 0;
}

static bool keeps(const struct operating_target *target, const struct operating_figure *figure)
{
    if (!target->by_value) {
        return operating_target_kept(target, figure) > 0;
    }
    return target->rate == OPERATING_FALSE_ALARMS ? figure->value <= target->bound
                                                  : figure->value >= target->bound;
}

static int rising(const void *a, const void *b)
{
    const double *left = a;
    const double *right = b;
    return (*left > *right) - (*left < *right);
}

/* The scores that occur, rising, each once; the caller frees. */
static double *thresholds(const struct scored_rows *rows, size_t *count)
{
    double *scores = xmalloc((rows->count + 1) * sizeof *scores);
    size_t n = 0;
    *count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->rows[i].has) {
            scores[n++] = rows->rows[i].score;
        }
    }
    qsort(scores, n, sizeof *scores, rising);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || scores[i] > scores[i - 1]) {
            scores[(*count)++] = scores[i];
        }
    }
    return scores;
}

static enum err_code none_keeps(const struct operating_target *target,
                                const struct operating_figure *nearest, struct err *err)
{
    bool most = target->rate == OPERATING_FALSE_ALARMS;
    const char *name = most ? "false alarms" : "recall";
    if (!target->by_value && !nearest->has_interval) {
        err_set(err, ERR_INVALID, "%s: %zu clusters give no interval, %d are needed", name,
                nearest->clusters, BOOTSTRAP_CLUSTERS_MIN);
        err_hint(err, "choose by the value alone with --by-value, or on more cases");
        return ERR_INVALID;
    }
    err_set(err, ERR_INVALID, "no threshold keeps %s %s %g: the nearest has %lld of %lld", name,
            most ? "at most" : "at least", target->bound, (long long)nearest->numerator,
            (long long)nearest->denominator);
    if (nearest->has_interval) {
        err_hint(err, "its 95 %% interval is %.4f to %.4f; more items make it narrower",
                 nearest->interval.low, nearest->interval.high);
    }
    return ERR_INVALID;
}

enum err_code operating_point_choose(const struct scored_rows *rows,
                                     const struct operating_target *target, uint64_t seed,
                                     struct operating_point *point, struct err *err)
{
    size_t count;
    double *scores = thresholds(rows, &count);
    bool most = target->rate == OPERATING_FALSE_ALARMS;
    /* False alarms are kept from some threshold on, recall up to one. */
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct operating_figure figure = figure_at(rows, target->rate, scores[middle], seed);
        if (keeps(target, &figure) == most) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    bool found = most ? low < count : low > 0;
    size_t at = most ? (found ? low : count - 1) : (found ? low - 1 : 0);
    struct operating_figure nearest = figure_at(rows, target->rate, scores[at], seed);
    double threshold = scores[at];
    free(scores);
    if (!found) {
        return none_keeps(target, &nearest, err);
    }
    *point = operating_point_at(rows, threshold, seed);
    return ERR_OK;
}
