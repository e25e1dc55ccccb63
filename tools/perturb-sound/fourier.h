/* The discrete Fourier transform of a power of two, and what is made with it. */
#ifndef POLICEAI_PERTURB_SOUND_FOURIER_H
#define POLICEAI_PERTURB_SOUND_FOURIER_H

#include <stdbool.h>
#include <stddef.h>

/* In place over `count` (a power of two) complex numbers, real and imaginary part in turn.
 * `back`: the inverse, divided by count. SOURCE: Cooley and Tukey 1965, Math. Comp. 19:297. */
void fourier(double *values, size_t count, bool back);
/* The smallest power of two that is not less; `count` at most 2^30. */
size_t fourier_size(size_t count);
/* The convolution, count + filter_count - 1 samples, to be freed: overlap-add, so that memory
 * goes by the filter and not by the sound. Both counts > 0. */
double *fourier_convolve(const double *samples, size_t count, const double *filter,
                         size_t filter_count);

#endif
