/* Adjusted p-values where several questions are asked of the same data. */
#ifndef POLICEAI_STATS_MULTIPLE_H
#define POLICEAI_STATS_MULTIPLE_H

#include <stdbool.h>
#include <stddef.h>

/* Both write n adjusted p-values, in the order of p, to `adjusted` (which may be p itself),
 * none above 1 and none below its p, rising with p. False, nothing written: some p is not in
 * [0, 1].
 *
 * Holm keeps the chance of any false alarm at the level. SOURCE: Holm 1979, Scandinavian
 * J. Statistics 6:65-70. */
bool holm(const double *p, size_t n, double *adjusted);
/* Keeps the expected share of false alarms among the alarms, for independent tests. SOURCE:
 * Benjamini and Hochberg 1995, JRSS B 57:289-300. */
bool benjamini_hochberg(const double *p, size_t n, double *adjusted);

#endif
