/* Counts by group; see group_cells.h. */
#include "metrics/parity/group_cells.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

struct cells {
    size_t rows;
    size_t groups;
    uint32_t *cell; /* per row: 4 x group + which member of group_counts */
};

static double share(double yes, double no)
{
    return yes + no > 0 ? yes / (yes + no) : (double)NAN;
}

double group_selection_rate(const struct group_counts *counts)
{
    return share(counts->called_positive + counts->called_wrongly,
                 counts->missed + counts->rejected);
}

double group_true_positive_rate(const struct group_counts *counts)
{
    return share(counts->called_positive, counts->missed);
}

double group_false_positive_rate(const struct group_counts *counts)
{
    return share(counts->called_wrongly, counts->rejected);
}

double group_false_negative_rate(const struct group_counts *counts)
{
    return share(counts->missed, counts->called_positive);
}

struct group_spread group_spread_of(const struct group_counts *counts, size_t groups,
                                    group_rate_fn *rate)
{
    struct group_spread spread = {0};
    struct group_counts all = {0};
    for (size_t g = 0; g < groups; g++) {
        double own = rate(&counts[g]);
        all.called_positive += counts[g].called_positive;
        all.missed += counts[g].missed;
        all.called_wrongly += counts[g].called_wrongly;
        all.rejected += counts[g].rejected;
        if (!isnan(own)) {
            spread.least = spread.groups == 0 ? own : fmin(spread.least, own);
            spread.most = spread.groups == 0 ? own : fmax(spread.most, own);
            spread.groups++;
        }
    }
    spread.overall = rate(&all);
    return spread;
}

void *group_cells_prepare(const double *vectors, size_t rows)
{
    struct cells *own = xcalloc(1, sizeof *own);
    own->rows = rows;
    own->cell = xmalloc((rows + 1) * sizeof *own->cell);
    for (size_t i = 0; i < rows; i++) {
        const double *row = vectors + 3 * i;
        uint32_t group = (uint32_t)row[0];
        uint32_t member = row[1] > 0 ? (row[2] > 0 ? 0 : 1) : (row[2] > 0 ? 2 : 3);
        own->groups = group >= own->groups ? group + 1u : own->groups;
        own->cell[i] = 4 * group + member;
    }
    return own;
}

void group_cells_release(void *prepared)
{
    struct cells *own = prepared;
    if (own != NULL) {
        free(own->cell);
        free(own);
    }
}

struct metric_value group_cells_value(const void *prepared, const uint32_t *times,
                                      group_cells_fn *value)
{
    const struct cells *own = prepared;
    double *cells = xcalloc(4 * own->groups + 1, sizeof *cells);
    struct group_counts *counts = xcalloc(own->groups + 1, sizeof *counts);
    for (size_t i = 0; i < own->rows; i++) {
        cells[own->cell[i]] += times != NULL ? times[i] : 1;
    }
    for (size_t g = 0; g < own->groups; g++) {
        const double *c = cells + 4 * g;
        counts[g] = (struct group_counts){c[0], c[1], c[2], c[3]};
    }
    struct metric_value result = value(counts, own->groups);
    free(counts);
    free(cells);
    return result;
}
