/* Presentations {species, wrong} at one threshold, species 0 being bona fide: the error of the
 * worst species. */
#ifndef POLICEAI_METRICS_SPECIES_ROWS_H
#define POLICEAI_METRICS_SPECIES_ROWS_H

#include "metrics/metric.h"

#include <stdint.h>

/* For a pool: vectors of two; species from 1 for attacks. */
void *species_rows_prepare(const double *vectors, size_t rows);
void species_rows_release(void *prepared);
/* The highest share of a species' attacks that passed; undefined without attacks.
 * SOURCE: ISO/IEC 30107-3 as PyPAD iso_30107_3.py has it. */
struct metric_value species_rows_apcer_max(const void *prepared, const uint32_t *times);
/* Half of that plus half of the share of bona fide presentations refused; undefined without
 * either. Not conformant with ISO/IEC 30107-3. SOURCE: PyPAD, acer. */
struct metric_value species_rows_acer(const void *prepared, const uint32_t *times);

#endif
