/* The random numbers of numpy.random.default_rng(seed), so that tests which draw with it can be
 * repeated to the digit: PCG64 seeded by a SeedSequence.
 *
 * Only to reproduce sacreBLEU's intervals and p-values; whatever is ours draws from
 * base/prng.h. SOURCE: numpy 1.24, bit_generator.pyx (SeedSequence), pcg64.h, distributions.c
 * (buffered bounded integers); O'Neill 2014, PCG, HMC-CS-2014-0905; Lemire 2019,
 * arXiv:1805.10941. */
#ifndef POLICEAI_METRICS_TRANSLATION_NUMPY_STREAM_H
#define POLICEAI_METRICS_TRANSLATION_NUMPY_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct numpy_stream {
    uint64_t state_high, state_low;
    uint64_t increment_high, increment_low;
    bool has_half; /* the upper half of the last 64 bits is still to be used */
    uint32_t half;
};

/* default_rng(seed), seed >= 0. */
void numpy_seed(struct numpy_stream *stream, uint64_t seed);
/* The next 64 bits / 32 bits (the lower half of 64 first, then the upper). */
uint64_t numpy_next64(struct numpy_stream *stream);
uint32_t numpy_next32(struct numpy_stream *stream);
/* One index of rng.choice(bound, replace=True), 1 <= bound <= 2^32 - 1. */
uint32_t numpy_choice(struct numpy_stream *stream, uint32_t bound);

/* The values of one call of rng.integers(2, size=…, dtype=bool), one after the other: bits of
 * successive 32-bit words, the lowest first. Begins as {0}. */
struct numpy_bits {
    uint32_t word;
    unsigned left;
};
bool numpy_bit(struct numpy_stream *stream, struct numpy_bits *bits);

/* numpy's sum of n doubles that lie one after the other: pairwise above 8, in blocks of 128.
 * SOURCE: numpy 1.24, loops_utils.h.src, pairwise_sum. */
double numpy_sum(const double *values, size_t n);

#endif
