/* Calibration; see calibration_bins.h. */
#include "metrics/ranking/calibration_bins.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

size_t calibration_bin_of(double p, size_t bins, bool upper_closed)
{
    double count = (double)bins;
    if (!upper_closed && p >= 1) {
        return bins;
    }
    size_t bin = p > 0 ? (size_t)(p * count) : 0;
    bin = bin < bins ? bin : bins - 1;
    /* p * count is rounded: the edges themselves decide */
    while (bin > 0 && (upper_closed ? p <= (double)bin / count : p < (double)bin / count)) {
        bin--;
    }
    while (bin + 1 < bins &&
           (upper_closed ? p > (double)(bin + 1) / count : p >= (double)(bin + 1) / count)) {
        bin++;
    }
    return bin;
}

struct metric_value calibration_error(const struct calibration_bin *bins, size_t count)
{
    double rows = 0;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        rows += bins[i].count;
    }
    if (rows == 0) {
        return (struct metric_value){.undefined = "no rows"};
    }
    for (size_t i = 0; i < count; i++) {
        if (bins[i].count > 0) {
            double gap = bins[i].held / bins[i].count - bins[i].said / bins[i].count;
            sum += fabs(gap) * (bins[i].count / rows);
        }
    }
    return (struct metric_value){.defined = true, .value = sum};
}

void *calibration_rows_new(const double *vectors, size_t rows, bool top_label)
{
    struct calibration_rows *own = xcalloc(1, sizeof *own);
    own->rows = rows;
    own->bin = xmalloc(rows + 1);
    own->said = xmalloc((rows + 1) * sizeof *own->said);
    own->held = xmalloc(rows + 1);
    for (size_t i = 0; i < rows; i++) {
        double p = vectors[2 * i];
        bool positive = vectors[2 * i + 1] > 0;
        bool chosen = p >= 0.5;
        own->said[i] = top_label && !chosen ? 1 - p : p;
        own->held[i] = top_label ? chosen == positive : positive;
        own->bin[i] = (uint8_t)calibration_bin_of(own->said[i], CALIBRATION_BINS, top_label);
    }
    return own;
}

void calibration_rows_free(void *prepared)
{
    struct calibration_rows *own = prepared;
    if (own != NULL) {
        free(own->bin);
        free(own->said);
        free(own->held);
        free(own);
    }
}

struct metric_value calibration_rows_value(const void *prepared, const uint32_t *times)
{
    const struct calibration_rows *own = prepared;
    struct calibration_bin bins[CALIBRATION_BINS + 1] = {{0}};
    for (size_t i = 0; i < own->rows; i++) {
        double weight = times != NULL ? times[i] : 1;
        struct calibration_bin *bin = &bins[own->bin[i]];
        bin->count += weight;
        bin->said += weight * own->said[i];
        bin->held += weight * own->held[i];
    }
    return calibration_error(bins, CALIBRATION_BINS + 1);
}
