/* Seeded generator; see prng.h. */
#include "base/prng.h"

static const uint64_t golden = 0x9E3779B97F4A7C15u;

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = (*state += golden);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

void prng_seed(struct prng *prng, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        prng->s[i] = splitmix(&seed);
    }
}

void prng_seed_stream(struct prng *prng, uint64_t seed, uint64_t stream)
{
    uint64_t state = seed + stream * golden;
    prng_seed(prng, splitmix(&state));
}

static uint64_t rotate(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

uint64_t prng_next(struct prng *prng)
{
    uint64_t *s = prng->s;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

/* High and low 64 bits of a 64 x 64 bit product, by halves: ISO C has no 128-bit integer. */
static uint64_t multiply_high(uint64_t a, uint64_t b, uint64_t *low)
{
    uint64_t a0 = a & 0xFFFFFFFFu;
    uint64_t a1 = a >> 32;
    uint64_t b0 = b & 0xFFFFFFFFu;
    uint64_t b1 = b >> 32;
    uint64_t middle = a1 * b0 + (a0 * b0 >> 32);
    uint64_t other = a0 * b1 + (middle & 0xFFFFFFFFu);
    *low = a * b;
    return a1 * b1 + (middle >> 32) + (other >> 32);
}

uint64_t prng_below(struct prng *prng, uint64_t bound)
{
    uint64_t low;
    uint64_t high = multiply_high(prng_next(prng), bound, &low);
    if (low < bound) {
        uint64_t threshold = (0 - bound) % bound;
        while (low < threshold) {
            high = multiply_high(prng_next(prng), bound, &low);
        }
    }
    return high;
}

double prng_unit(struct prng *prng)
{
    return (double)(prng_next(prng) >> 11) * 0x1p-53;
}

double prng_normal(struct prng *prng)
{
    double sum = -6;
    for (int i = 0; i < 12; i++) {
        sum += prng_unit(prng);
    }
    return sum;
}
