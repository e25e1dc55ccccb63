/* Presentations {score, bona fide, species, rate}: how errors on attacks of the worst species
 * and on bona fide presentations trade. Scores are high for bona fide; at or above the
 * threshold a presentation passes. */
#ifndef POLICEAI_METRICS_ATTACK_ROWS_H
#define POLICEAI_METRICS_ATTACK_ROWS_H

#include "metrics/metric.h"

#include <stdbool.h>
#include <stdint.h>

/* Vectors of four: score, 1 for bona fide, species from 0 (of an attack), the rate asked for.
 * Freed by attack_rows_free. */
void *attack_rows_new(const double *vectors, size_t rows);
void attack_rows_free(void *prepared);

struct attack_point {
    bool above_all; /* the threshold lies above every score */
    double threshold;
    double missed;    /* bona fide below it */
    double bona_fide; /* in all */
};

/* The lowest observed score at which, of every species, at most `rate` of the attacks pass. Row
 * i counts times[i] times (NULL: once). */
struct attack_point attack_rows_at(const void *prepared, const uint32_t *times, double rate);
/* Missed over bona fide at the rows' own rate; undefined without attacks or bona fide. */
struct metric_value attack_rows_bpcer(const void *prepared, const uint32_t *times);

#endif
