/* The assignment problem: which column for which row so that the sum is the largest. */
#ifndef POLICEAI_METRICS_ASSIGNMENT_H
#define POLICEAI_METRICS_ASSIGNMENT_H

#include <stddef.h>

/* `weights`: rows x columns, row by row, finite. choice[row] is a column, each at most once, or
 * SIZE_MAX where there are fewer columns than rows. Cubic in the smaller side.
 * SOURCE: Kuhn 1955, Naval Research Logistics Quarterly 2:83-97, by shortest augmenting paths
 * with potentials (Jonker and Volgenant 1987, Computing 38:325-340). */
void assign_best(const double *weights, size_t rows, size_t columns, size_t *choice);

#endif
