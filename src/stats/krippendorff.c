/* See krippendorff.h. */
#include "stats/krippendorff.h"

#include "base/mem.h"

#include <stdlib.h>

static size_t count_values(const struct krippendorff *data, size_t unit)
{
    size_t count = 0;
    for (size_t i = 0; i < data->people; i++) {
        count += data->values[unit * data->people + i] != KRIPPENDORFF_MISSING;
    }
    return count;
}

size_t krippendorff_units(const struct krippendorff *data)
{
    size_t units = 0;
    for (size_t u = 0; u < data->units; u++) {
        units += count_values(data, u) >= 2;
    }
    return units;
}

/* Ordered pairs of two people whose values in the unit are alike. */
static size_t alike_pairs(const struct krippendorff *data, size_t unit)
{
    const int32_t *values = &data->values[unit * data->people];
    size_t alike = 0;
    for (size_t i = 0; i < data->people; i++) {
        for (size_t k = 0; k < data->people; k++) {
            alike += i != k && values[i] != KRIPPENDORFF_MISSING && values[i] == values[k];
        }
    }
    return alike;
}

/* Over c of n_c squared, where n_c is the number of values c in units with two or more: each
 * value stands in m_u - 1 pairs, each of which counts 1 / (m_u - 1). */
static double margins(const struct krippendorff *data, const uint32_t *times, double *n)
{
    double *of = xcalloc(data->categories + 1, sizeof *of);
    double squares = 0;
    *n = 0;
    for (size_t u = 0; u < data->units; u++) {
        if (count_values(data, u) < 2) {
            continue;
        }
        double weight = times != NULL ? times[u] : 1;
        for (size_t i = 0; i < data->people; i++) {
            int32_t value = data->values[u * data->people + i];
            if (value != KRIPPENDORFF_MISSING) {
                of[value] += weight;
                *n += weight;
            }
        }
    }
    for (size_t c = 0; c < data->categories; c++) {
        squares += of[c] * of[c];
    }
    free(of);
    return squares;
}

bool krippendorff_alpha(const struct krippendorff *data, const uint32_t *times, double *alpha)
{
    double n;
    double squares = margins(data, times, &n);
    double alike = 0; /* sum over c of o_cc */
    for (size_t u = 0; u < data->units; u++) {
        size_t count = count_values(data, u);
        if (count >= 2) {
            double weight = times != NULL ? times[u] : 1;
            alike += weight * (double)alike_pairs(data, u) / (double)(count - 1);
        }
    }
    double expected = n * n - squares; /* sum over c != k of n_c n_k */
    if (n < 2 || expected <= 0) {
        return false;
    }
    *alpha = 1 - (n - 1) * (n - alike) / expected;
    return true;
}
