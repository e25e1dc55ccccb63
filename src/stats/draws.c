/* Draws in lanes; see draws.h. */
#include "stats/draws.h"

#include "base/prng.h"

#include <stdbool.h>
#include <string.h>

typedef uint64_t lanes __attribute__((vector_size(DRAW_LANES * sizeof(uint64_t))));
typedef uint32_t halves __attribute__((vector_size(DRAW_LANES * sizeof(uint32_t))));

static struct prng lane_of(const struct draws *draws, size_t lane)
{
    struct prng prng;
    for (size_t i = 0; i < 4; i++) {
        prng.s[i] = draws->s[i][lane];
    }
    return prng;
}

static void set_lane(struct draws *draws, size_t lane, const struct prng *prng)
{
    for (size_t i = 0; i < 4; i++) {
        draws->s[i][lane] = prng->s[i];
    }
}

void draws_seed(struct draws *draws, uint64_t seed, uint64_t first)
{
    for (size_t lane = 0; lane < DRAW_LANES; lane++) {
        struct prng prng;
        prng_seed_stream(&prng, seed, first + lane);
        set_lane(draws, lane, &prng);
    }
}

void draws_below_plain(struct draws *draws, uint32_t bound, size_t steps, uint32_t *out)
{
    for (size_t lane = 0; lane < DRAW_LANES; lane++) {
        struct prng prng = lane_of(draws, lane);
        for (size_t step = 0; step < steps; step++) {
            out[step * DRAW_LANES + lane] = (uint32_t)prng_below(&prng, bound);
        }
        set_lane(draws, lane, &prng);
    }
}

/* One output of each lane times the bound: the high word is the draw; where the low one is
 * below the bound a lane may have to draw again, which is left to the plain way: false, and
 * nothing but `out` is changed. SOURCEs as in base/prng.c. */
static inline __attribute__((always_inline)) bool
below_at_once(struct draws *draws, uint32_t bound, size_t steps, uint32_t *out)
{
    lanes s0;
    lanes s1;
    lanes s2;
    lanes s3;
    memcpy(&s0, draws->s[0], sizeof s0);
    memcpy(&s1, draws->s[1], sizeof s1);
    memcpy(&s2, draws->s[2], sizeof s2);
    memcpy(&s3, draws->s[3], sizeof s3);
    lanes doubtful = {0};
    for (size_t step = 0; step < steps; step++) {
        lanes five = (s1 << 2) + s1;
        lanes turned = five << 7 | five >> 57;
        lanes word = (turned << 3) + turned;
        lanes shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = s3 << 45 | s3 >> 19;
        lanes high = (word >> 32) * bound;
        lanes low = (word & 0xFFFFFFFFu) * bound;
        lanes drawn = (high + (low >> 32)) >> 32;
        doubtful |= (lanes)((high << 32) + low < bound);
        halves narrow = __builtin_convertvector(drawn, halves);
        memcpy(out + step * DRAW_LANES, &narrow, sizeof narrow);
    }
    for (size_t lane = 0; lane < DRAW_LANES; lane++) {
        if (doubtful[lane] != 0) {
            return false;
        }
    }
    memcpy(draws->s[0], &s0, sizeof s0);
    memcpy(draws->s[1], &s1, sizeof s1);
    memcpy(draws->s[2], &s2, sizeof s2);
    memcpy(draws->s[3], &s3, sizeof s3);
    return true;
}

#ifdef __x86_64__
__attribute__((target("avx512f,avx512dq,avx512vl"))) static bool
below_512(struct draws *draws, uint32_t bound, size_t steps, uint32_t *out)
{
    return below_at_once(draws, bound, steps, out);
}

__attribute__((target("avx2"))) static bool below_256(struct draws *draws, uint32_t bound,
                                                      size_t steps, uint32_t *out)
{
    return below_at_once(draws, bound, steps, out);
}

static bool below_widest(struct draws *draws, uint32_t bound, size_t steps, uint32_t *out)
{
    if (__builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
        return below_512(draws, bound, steps, out);
    }
    if (__builtin_cpu_supports("avx2")) {
        return below_256(draws, bound, steps, out);
    }
    return below_at_once(draws, bound, steps, out);
}
#else
static bool below_widest(struct draws *draws, uint32_t bound, size_t steps, uint32_t *out)
{
    return below_at_once(draws, bound, steps, out);
}
#endif

void draws_below(struct draws *draws, uint32_t bound, size_t steps, uint32_t *out)
{
    if (!below_widest(draws, bound, steps, out)) {
        draws_below_plain(draws, bound, steps, out);
    }
}
