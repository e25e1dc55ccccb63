/* See calibration.h. */
#include "tuning/calibration.h"

#include "base/mem.h"
#include "stats/elementary.h"

#include <math.h>
#include <stdlib.h>

enum { PLATT_STEPS = 100, PLATT_HALVINGS = 34 /* to 1e-10 */ };

/* The settings of Lin, Lin and Weng's algorithm. */
#define PLATT_SIGMA 1e-12
#define PLATT_ENOUGH 1e-5

struct platt_state {
    const double *scores;
    const bool *positive;
    size_t n;
    double target[2]; /* of a negative, of a positive */
    struct platt at;
    double loss;
};

/* Log loss of targets, in the form that neither overflows nor cancels. */
static double loss_at(const struct platt_state *state, double a, double b)
{
    double sum = 0;
    for (size_t i = 0; i < state->n; i++) {
        double t = state->target[state->positive[i] ? 1 : 0];
        double f = state->scores[i] * a + b;
        sum +=
            f >= 0 ? t * f + log1p_same(exp_same(-f)) : (t - 1) * f + log1p_same(exp_same(f));
    }
    return sum;
}

struct newton {
    double h11, h22, h21, g1, g2;
};

static struct newton slopes(const struct platt_state *state)
{
    struct newton sum = {.h11 = PLATT_SIGMA, .h22 = PLATT_SIGMA};
    for (size_t i = 0; i < state->n; i++) {
        double f = state->scores[i] * state->at.a + state->at.b;
        double e = exp_same(-fabs(f));
        double p = f >= 0 ? e / (1 + e) : 1 / (1 + e);
        double q = 1 - p;
        double d1 = state->target[state->positive[i] ? 1 : 0] - p;
        double d2 = p * q;
        sum.h11 += state->scores[i] * state->scores[i] * d2;
        sum.h22 += d2;
        sum.h21 += state->scores[i] * d2;
        sum.g1 += state->scores[i] * d1;
        sum.g2 += d1;
    }
    return sum;
}

/* Halves the step until the loss has fallen enough; false when it never does. */
static bool line_search(struct platt_state *state, const struct newton *sum, double da,
                        double db)
{
    double slope = sum->g1 * da + sum->g2 * db;
    double step = 1;
    for (int i = 0; i < PLATT_HALVINGS; i++, step /= 2) {
        double a = state->at.a + step * da;
        double b = state->at.b + step * db;
        double loss = loss_at(state, a, b);
        if (loss < state->loss + 1e-4 * step * slope) {
            state->at = (struct platt){a, b};
            state->loss = loss;
            return true;
        }
    }
    return false;
}

bool platt_fit(const double *scores, const bool *positive, size_t n, struct platt *fit)
{
    size_t positives = 0;
    for (size_t i = 0; i < n; i++) {
        positives += positive[i] ? 1 : 0;
    }
    double more = (double)positives;
    double less = (double)(n - positives);
    if (positives == 0 || positives == n) {
        return false;
    }
    struct platt_state state = {.scores = scores,
                                .positive = positive,
                                .n = n,
                                .target = {1 / (less + 2), (more + 1) / (more + 2)},
                                .at = {0, log_same((less + 1) / (more + 1))}};
    state.loss = loss_at(&state, state.at.a, state.at.b);
    for (int i = 0; i < PLATT_STEPS; i++) {
        struct newton sum = slopes(&state);
        if (fabs(sum.g1) < PLATT_ENOUGH && fabs(sum.g2) < PLATT_ENOUGH) {
            *fit = state.at;
            return true;
        }
        double det = sum.h11 * sum.h22 - sum.h21 * sum.h21;
        double da = -(sum.h22 * sum.g1 - sum.h21 * sum.g2) / det;
        double db = -(-sum.h21 * sum.g1 + sum.h11 * sum.g2) / det;
        if (!line_search(&state, &sum, da, db)) {
            *fit = state.at; /* as near as doubles come */
            return isfinite(state.at.a) && isfinite(state.at.b);
        }
    }
    return false;
}

double platt_at(const struct platt *fit, double score)
{
    double f = score * fit->a + fit->b;
    double e = exp_same(-fabs(f));
    return f >= 0 ? e / (1 + e) : 1 / (1 + e);
}

struct point {
    double x;
    double weight;
    double sum; /* of positives */
};

static int by_x(const void *a, const void *b)
{
    const struct point *left = a;
    const struct point *right = b;
    return (left->x > right->x) - (left->x < right->x);
}

/* Equal scores made one point. */
static size_t merge_equal(struct point *points, size_t n)
{
    size_t kept = 0;
    for (size_t i = 1; i < n; i++) {
        if (points[i].x > points[kept].x) {
            points[++kept] = points[i];
        } else {
            points[kept].weight += points[i].weight;
            points[kept].sum += points[i].sum;
        }
    }
    return kept + 1;
}

/* A block of points that share a value. */
struct block {
    double first, last; /* x of its ends */
    double weight, sum;
};

static size_t pool(const struct point *points, size_t n, struct block *blocks)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        blocks[count++] =
            (struct block){points[i].x, points[i].x, points[i].weight, points[i].sum};
        while (count > 1 && blocks[count - 2].sum * blocks[count - 1].weight >=
                                blocks[count - 1].sum * blocks[count - 2].weight) {
            blocks[count - 2].last = blocks[count - 1].last;
            blocks[count - 2].weight += blocks[count - 1].weight;
            blocks[count - 2].sum += blocks[count - 1].sum;
            count--;
        }
    }
    return count;
}

void isotonic_fit(const double *scores, const bool *positive, size_t n, struct isotonic *fit)
{
    struct point *points = xmalloc((n + 1) * sizeof *points);
    struct block *blocks = xmalloc((n + 1) * sizeof *blocks);
    for (size_t i = 0; i < n; i++) {
        points[i] = (struct point){scores[i], 1, positive[i] ? 1 : 0};
    }
    qsort(points, n, sizeof *points, by_x);
    size_t count = pool(points, merge_equal(points, n), blocks);
    *fit = (struct isotonic){.x = xmalloc(2 * count * sizeof(double)),
                             .y = xmalloc(2 * count * sizeof(double))};
    for (size_t i = 0; i < count; i++) {
        double y = blocks[i].sum / blocks[i].weight;
        fit->x[fit->count] = blocks[i].first;
        fit->y[fit->count++] = y;
        if (blocks[i].last > blocks[i].first) {
            fit->x[fit->count] = blocks[i].last;
            fit->y[fit->count++] = y;
        }
    }
    free(points);
    free(blocks);
}

double isotonic_at(const struct isotonic *fit, double score)
{
    size_t low = 0;
    size_t high = fit->count - 1;
    if (score <= fit->x[0]) {
        return fit->y[0];
    }
    if (score >= fit->x[high]) {
        return fit->y[high];
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (fit->x[middle] <= score) {
            low = middle;
        } else {
            high = middle;
        }
    }
    double share = (score - fit->x[low]) / (fit->x[high] - fit->x[low]);
    return fit->y[low] + share * (fit->y[high] - fit->y[low]);
}

void isotonic_free(struct isotonic *fit)
{
    free(fit->x);
    free(fit->y);
    *fit = (struct isotonic){0};
}
