/* Many streams of the seeded generator drawn from at once: what prng_seed_stream and prng_below
 * of base/prng.h give, number for number, in less time. */
#ifndef POLICEAI_STATS_DRAWS_H
#define POLICEAI_STATS_DRAWS_H

#include <stddef.h>
#include <stdint.h>

enum { DRAW_LANES = 8 };

struct draws {
    uint64_t s[4][DRAW_LANES]; /* word i of the state of each lane */
};

/* Lane l draws from stream first + l of the seed. */
void draws_seed(struct draws *draws, uint64_t seed, uint64_t first);
/* The next `steps` of prng_below(bound) of each lane, bound > 0: out[step * DRAW_LANES + lane].
 * By the widest vectors that the processor has; they are whole numbers, so the width does not
 * show. */
void draws_below(struct draws *draws, uint32_t bound, size_t steps, uint32_t *out);
/* The same without vectors, for tests and where there are none. */
void draws_below_plain(struct draws *draws, uint32_t bound, size_t steps, uint32_t *out);

#endif
