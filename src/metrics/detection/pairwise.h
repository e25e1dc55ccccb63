/* The sum that numpy makes of an array, to the bit. */
#ifndef POLICEAI_METRICS_DETECTION_PAIRWISE_H
#define POLICEAI_METRICS_DETECTION_PAIRWISE_H

#include <stddef.h>

/* Sum of n values in a fixed order: buffers of 8192 one after the other; within one, halves
 * down to blocks of at most 128, each in eight partial sums. SOURCE: numpy 1.24,
 * numpy/core/src/umath/loops_utils.h.src, pairwise_sum; the error bound is Higham 1993, SIAM J.
 * Sci. Comput. 14:783-799. */
double pairwise_sum(const double *values, size_t n);

#endif
