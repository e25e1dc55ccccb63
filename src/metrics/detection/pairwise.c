/* numpy's order of summing; see pairwise.h. */
#include "metrics/detection/pairwise.h"

enum { LANES = 8, BLOCK = 128, BUFFER = 8192 };

static double plain(const double *values, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    return sum;
}

static double block(const double *values, size_t n)
{
    double r[LANES];
    for (size_t i = 0; i < LANES; i++) {
        r[i] = values[i];
    }
    size_t at = LANES;
    for (; at < n - n % LANES; at += LANES) {
        for (size_t i = 0; i < LANES; i++) {
            r[i] += values[at + i];
        }
    }
    double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (; at < n; at++) {
        sum += values[at];
    }
    return sum;
}

static double halves(const double *values, size_t n)
{
    if (n < LANES) {
        return plain(values, n);
    }
    if (n <= BLOCK) {
        return block(values, n);
    }
    size_t half = n / 2;
    half -= half % LANES;
    return halves(values, half) + halves(values + half, n - half);
}

double pairwise_sum(const double *values, size_t n)
{
    double sum = 0;
    for (size_t at = 0; at < n; at += BUFFER) {
        sum += halves(values + at, n - at < BUFFER ? n - at : BUFFER);
    }
    return sum;
}
