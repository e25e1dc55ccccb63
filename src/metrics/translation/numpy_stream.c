/* numpy's default generator; see numpy_stream.h. */
#include "metrics/translation/numpy_stream.h"

enum { POOL = 4 };

struct wide { /* 128 bits */
    uint64_t high, low;
};

static struct wide add128(struct wide a, struct wide b)
{
    struct wide sum = {a.high + b.high, a.low + b.low};
    sum.high += sum.low < a.low;
    return sum;
}

/* The product of two 64-bit numbers. */
static struct wide multiply64(uint64_t a, uint64_t b)
{
    uint64_t a0 = a & 0xFFFFFFFFu;
    uint64_t a1 = a >> 32;
    uint64_t b0 = b & 0xFFFFFFFFu;
    uint64_t b1 = b >> 32;
    uint64_t low = a0 * b0;
    uint64_t middle = a1 * b0 + (low >> 32);
    uint64_t cross = a0 * b1 + (middle & 0xFFFFFFFFu);
    return (struct wide){a1 * b1 + (middle >> 32) + (cross >> 32), a * b};
}

static struct wide multiply128(struct wide a, struct wide b)
{
    struct wide product = multiply64(a.low, b.low);
    product.high += a.high * b.low + a.low * b.high;
    return product;
}

static void step(struct numpy_stream *stream)
{
    static const struct wide multiplier = {0x2360ED051FC65DA4u, 0x4385DF649FCCF645u};
    struct wide state = {stream->state_high, stream->state_low};
    struct wide increment = {stream->increment_high, stream->increment_low};
    state = add128(multiply128(state, multiplier), increment);
    stream->state_high = state.high;
    stream->state_low = state.low;
}

/* SeedSequence's hash of one word; `constant` moves on by `factor`. */
static uint32_t hash_word(uint32_t value, uint32_t *constant, uint32_t factor)
{
    value ^= *constant;
    *constant *= factor;
    value *= *constant;
    return value ^ value >> 16;
}

static uint32_t mix(uint32_t x, uint32_t y)
{
    uint32_t mixed = 0xCA01F9DDu * x - 0x4973F715u * y;
    return mixed ^ mixed >> 16;
}

/* SeedSequence(seed).generate_state(4, uint64). */
static void seed_words(uint64_t seed, uint64_t words[POOL])
{
    uint32_t entropy[POOL] = {(uint32_t)seed, (uint32_t)(seed >> 32), 0, 0};
    uint32_t pool[POOL];
    uint32_t constant = 0x43B0D7E5u;
    for (size_t i = 0; i < POOL; i++) {
        pool[i] = hash_word(entropy[i], &constant, 0x931E8875u);
    }
    for (size_t from = 0; from < POOL; from++) {
        for (size_t to = 0; to < POOL; to++) {
            if (from != to) {
                pool[to] = mix(pool[to], hash_word(pool[from], &constant, 0x931E8875u));
            }
        }
    }
    constant = 0x8B51F9DDu;
    for (size_t i = 0; i < 2 * (size_t)POOL; i++) {
        uint64_t half = hash_word(pool[i % POOL], &constant, 0x58F38DEDu);
        words[i / 2] = i % 2 == 0 ? half : words[i / 2] | half << 32;
    }
}

void numpy_seed(struct numpy_stream *stream, uint64_t seed)
{
    uint64_t words[POOL];
    seed_words(seed, words);
    *stream = (struct numpy_stream){.increment_high = words[2] << 1 | words[3] >> 63,
                                    .increment_low = words[3] << 1 | 1};
    step(stream);
    struct wide state = add128((struct wide){stream->state_high, stream->state_low},
                               (struct wide){words[0], words[1]});
    stream->state_high = state.high;
    stream->state_low = state.low;
    step(stream);
}

uint64_t numpy_next64(struct numpy_stream *stream)
{
    step(stream);
    uint64_t value = stream->state_high ^ stream->state_low;
    unsigned turn = (unsigned)(stream->state_high >> 58);
    return value >> turn | value << (-turn & 63u);
}

uint32_t numpy_next32(struct numpy_stream *stream)
{
    if (stream->has_half) {
        stream->has_half = false;
        return stream->half;
    }
    uint64_t both = numpy_next64(stream);
    stream->has_half = true;
    stream->half = (uint32_t)(both >> 32);
    return (uint32_t)both;
}

uint32_t numpy_choice(struct numpy_stream *stream, uint32_t bound)
{
    if (bound <= 1) {
        return 0; /* nothing is drawn */
    }
    uint64_t product = (uint64_t)numpy_next32(stream) * bound;
    if ((uint32_t)product < bound) {
        uint32_t least = (UINT32_MAX - (bound - 1)) % bound;
        while ((uint32_t)product < least) {
            product = (uint64_t)numpy_next32(stream) * bound;
        }
    }
    return (uint32_t)(product >> 32);
}

bool numpy_bit(struct numpy_stream *stream, struct numpy_bits *bits)
{
    if (bits->left == 0) {
        bits->word = numpy_next32(stream);
        bits->left = 32;
    }
    bool bit = bits->word & 1;
    bits->word >>= 1;
    bits->left--;
    return bit;
}

static double block_sum(const double *values, size_t n)
{
    double part[8];
    for (size_t k = 0; k < 8; k++) {
        part[k] = values[k];
    }
    size_t i = 8;
    for (; i < n - n % 8; i += 8) {
        for (size_t k = 0; k < 8; k++) {
            part[k] += values[i + k];
        }
    }
    double sum = ((part[0] + part[1]) + (part[2] + part[3])) +
                 ((part[4] + part[5]) + (part[6] + part[7]));
    for (; i < n; i++) {
        sum += values[i];
    }
    return sum;
}

double numpy_sum(const double *values, size_t n)
{
    if (n < 8) {
        double sum = 0;
        for (size_t i = 0; i < n; i++) {
            sum += values[i];
        }
        return sum;
    }
    if (n <= 128) {
        return block_sum(values, n);
    }
    size_t half = n / 2;
    half -= half % 8;
    return numpy_sum(values, half) + numpy_sum(values + half, n - half);
}
