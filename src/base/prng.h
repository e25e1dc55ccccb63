/* A seeded generator for shuffles, samples and the bootstrap: the same numbers on every host.
 * Never for keys, ids or salts (crypto/random.h).
 * SOURCE: xoshiro256** 1.0 seeded by splitmix64, Blackman and Vigna, prng.di.unimi.it. */
#ifndef POLICEAI_BASE_PRNG_H
#define POLICEAI_BASE_PRNG_H

#include <stdint.h>

struct prng {
    uint64_t s[4];
};

/* The one stream of a seed. */
void prng_seed(struct prng *prng, uint64_t seed);
/* The generator of one of many streams of a seed, each independent of how many others are
 * drawn and by whom: seeded by output number `stream` (from 0) of splitmix64 begun at `seed`.
 */
void prng_seed_stream(struct prng *prng, uint64_t seed, uint64_t stream);
uint64_t prng_next(struct prng *prng);
/* Uniform in [0, bound), bound > 0, without bias (Lemire 2019, arXiv:1805.10941). */
uint64_t prng_below(struct prng *prng, uint64_t bound);
/* Uniform in [0, 1): 53 bits. */
double prng_unit(struct prng *prng);
/* Mean 0, variance 1, never beyond 6: the sum of twelve uniforms less six (Irwin-Hall), near
 * enough to a normal draw for noise, and of the same bits on every host, as no logarithm is. */
double prng_normal(struct prng *prng);

#endif
