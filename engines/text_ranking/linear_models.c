/* See linear_models.h. */
#include "text_ranking/linear_models.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PASSES = 60, NEWTON = 30 };

/* The root of g(z) = z·q + b + ln(z / (cost - z)) in (0, cost), from z: Newton's steps, halved
 * towards the end they would pass. */
static double solve(double z, double cost, double q, double b)
{
    for (int i = 0; i < NEWTON; i++) {
        double slope = q * (z) + b + log(z / (cost - z));
        if (fabs(slope) < 1e-6) {
            break;
        }
        double next = z - slope / (q + cost / (z * (cost - z)));
        z = next <= 0 ? z * 0.1 : next >= cost ? cost - (cost - z) * 0.1 : next;
    }
    return z;
}

static void add_to(const struct text_vectors *vectors, size_t text, double by, float *weights)
{
    for (size_t i = vectors->start[text]; i < vectors->start[text + 1]; i++) {
        weights[vectors->items[i].id] += (float)(by * (double)vectors->items[i].value);
    }
}

void logistic_fit(const struct text_vectors *vectors, const struct example *examples,
                  size_t count, double cost, float *weights)
{
    double *alpha = xcalloc(count + 1, sizeof *alpha);
    double bias = 0; /* a feature that every text has */
    memset(weights, 0, vectors->features * sizeof *weights);
    for (size_t i = 0; i < count; i++) {
        double sign = examples[i].relevant ? 1 : -1;
        alpha[i] = 0.001 * cost * examples[i].weight;
        add_to(vectors, examples[i].text, sign * alpha[i], weights);
        bias += sign * alpha[i];
    }
    for (int pass = 0; pass < PASSES; pass++) {
        double largest = 0;
        for (size_t i = 0; i < count; i++) {
            double sign = examples[i].relevant ? 1 : -1;
            double bound = cost * examples[i].weight;
            size_t text = examples[i].text;
            double length = vectors->start[text + 1] > vectors->start[text] ? 2 : 1;
            double margin = sign * (text_vectors_dot(vectors, text, weights) + bias);
            double z = solve(alpha[i], bound, length, margin - length * alpha[i]);
            double step = z - alpha[i];
            alpha[i] = z;
            add_to(vectors, text, sign * step, weights);
            bias += sign * step;
            largest = fabs(step) / bound > largest ? fabs(step) / bound : largest;
        }
        if (largest < 1e-3) {
            break;
        }
    }
    free(alpha);
}

void naive_bayes_fit(const struct text_vectors *vectors, const struct example *examples,
                     size_t count, double smoothing, float *weights)
{
    double total[2] = {0, 0};
    float *other = xcalloc(vectors->features + 1, sizeof *other);
    memset(weights, 0, vectors->features * sizeof *weights);
    for (size_t e = 0; e < count; e++) {
        float *sums = examples[e].relevant ? weights : other;
        size_t text = examples[e].text;
        for (size_t i = vectors->start[text]; i < vectors->start[text + 1]; i++) {
            double value = examples[e].weight * (double)vectors->items[i].value;
            sums[vectors->items[i].id] += (float)value;
            total[examples[e].relevant ? 1 : 0] += value;
        }
    }
    double all = smoothing * (double)vectors->features;
    double constant = log((total[0] + all) / (total[1] + all));
    for (size_t i = 0; i < vectors->features; i++) {
        double ratio = ((double)weights[i] + smoothing) / ((double)other[i] + smoothing);
        weights[i] = (float)(log(ratio) + constant);
    }
    free(other);
}
