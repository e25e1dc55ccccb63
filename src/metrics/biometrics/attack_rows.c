/* Attacks and bona fide presentations in order; see attack_rows.h. */
#include "metrics/biometrics/attack_rows.h"

#include "base/mem.h"
#include "metrics/ranking/order_keys.h"

#include <stdlib.h>

struct attacks {
    size_t rows;
    size_t species;
    double rate;
    uint64_t *keys;       /* rising */
    uint32_t *row;        /* per key */
    uint32_t *species_of; /* per key: species + 1, 0 for bona fide */
};

void *attack_rows_new(const double *vectors, size_t rows)
{
    struct attacks *own = xcalloc(1, sizeof *own);
    own->rows = rows;
    own->rate = rows > 0 ? vectors[3] : 0;
    own->keys = xmalloc((rows + 1) * sizeof *own->keys);
    own->row = xmalloc((rows + 1) * sizeof *own->row);
    own->species_of = xmalloc((rows + 1) * sizeof *own->species_of);
    for (size_t i = 0; i < rows; i++) {
        own->keys[i] = order_key(vectors[4 * i]);
        own->row[i] = (uint32_t)i;
    }
    order_sort_rows(own->keys, own->row, rows);
    for (size_t i = 0; i < rows; i++) {
        const double *row = vectors + 4 * (size_t)own->row[i];
        own->species_of[i] = row[1] > 0 ? 0 : (uint32_t)row[2] + 1;
        own->species = own->species_of[i] > own->species ? own->species_of[i] : own->species;
    }
    return own;
}

void attack_rows_free(void *prepared)
{
    struct attacks *own = prepared;
    if (own != NULL) {
        free(own->keys);
        free(own->row);
        free(own->species_of);
        free(own);
    }
}

static double times_of(const struct attacks *own, const uint32_t *times, size_t at)
{
    return times != NULL ? times[own->row[at]] : 1;
}

/* Per species (0: bona fide) the presentations in all. */
static double *totals_of(const struct attacks *own, const uint32_t *times)
{
    double *totals = xcalloc(own->species + 1, sizeof *totals);
    for (size_t i = 0; i < own->rows; i++) {
        totals[own->species_of[i]] += times_of(own, times, i);
    }
    return totals;
}

static struct attack_point walk_down(const struct attacks *own, const uint32_t *times,
                                     const double *totals, double rate)
{
    double *passed = xcalloc(own->species + 1, sizeof *passed);
    struct attack_point point = {true, 0, totals[0], totals[0]};
    bool too_many = false;
    for (size_t i = own->rows; i > 0 && !too_many;) {
        uint64_t key = own->keys[i - 1];
        double here = 0;
        for (; i > 0 && own->keys[i - 1] == key; i--) {
            uint32_t species = own->species_of[i - 1];
            double times_here = times_of(own, times, i - 1);
            here += times_here;
            passed[species] += times_here;
            too_many |= species > 0 && passed[species] > rate * totals[species];
        }
        if (!too_many && here > 0) {
            point.above_all = false;
            point.threshold = order_score(key);
            point.missed = totals[0] - passed[0];
        }
    }
    free(passed);
    return point;
}

struct attack_point attack_rows_at(const void *prepared, const uint32_t *times, double rate)
{
    const struct attacks *own = prepared;
    double *totals = totals_of(own, times);
    struct attack_point point = walk_down(own, times, totals, rate);
    free(totals);
    return point;
}

struct metric_value attack_rows_bpcer(const void *prepared, const uint32_t *times)
{
    const struct attacks *own = prepared;
    double *totals = totals_of(own, times);
    double attacks = 0;
    for (size_t s = 1; s <= own->species; s++) {
        attacks += totals[s];
    }
    struct metric_value value = {.undefined = "no attacks"};
    if (attacks > 0) {
        struct attack_point point = walk_down(own, times, totals, own->rate);
        value = metric_fraction(point.missed, point.bona_fide, "no bona fide presentations");
    }
    free(totals);
    return value;
}
