/* Packets that do not arrive, and samples that do not fit; see perturb_sound.h. */
#include "perturb_sound.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct packets {
    size_t size; /* samples */
    size_t count;
    bool *lost;
};

static struct packets packets_of(const struct sound *sound, double ms)
{
    size_t size = (size_t)lrint(ms * sound->rate / 1000);
    struct packets packets = {.size = size > 0 ? size : 1};
    packets.count = (sound->count + packets.size - 1) / packets.size;
    packets.lost = xcalloc(packets.count + 1, sizeof *packets.lost);
    return packets;
}

static size_t samples_of(const struct sound *sound, const struct packets *packets, size_t i)
{
    size_t begin = i * packets->size;
    return sound->count - begin < packets->size ? sound->count - begin : packets->size;
}

/* The declared share to the nearest packet, one at least: each set of so many is as likely. */
static void draw_lost(struct packets *packets, double share, struct prng *prng)
{
    size_t wanted = (size_t)lrint(share * (double)packets->count);
    wanted = wanted == 0 && packets->count > 0 ? 1 : wanted;
    for (size_t i = 0; i < packets->count && wanted > 0; i++) {
        if (prng_below(prng, packets->count - i) < wanted) {
            packets->lost[i] = true;
            wanted--;
        }
    }
}

void perturb_loss(struct sound *sound, double share, double ms, struct prng *prng)
{
    struct packets packets = packets_of(sound, ms);
    draw_lost(&packets, share, prng);
    for (size_t i = 0; i < packets.count; i++) {
        if (packets.lost[i]) {
            memset(sound->samples + i * packets.size, 0,
                   samples_of(sound, &packets, i) * sizeof *sound->samples);
        }
    }
    free(packets.lost);
}

/* Two states, of which one loses every packet, at their long-run shares from the first packet
 * on. SOURCE: Gilbert 1960, Bell System Technical Journal 39:1253, with h = 0. */
static void draw_bursts(struct packets *packets, double share, double burst, struct prng *prng)
{
    double recover = 1 / burst;
    double fail = recover * share / (1 - share);
    bool bad = prng_unit(prng) < share;
    for (size_t i = 0; i < packets->count; i++) {
        packets->lost[i] = bad;
        bad = bad ? prng_unit(prng) >= recover : prng_unit(prng) < fail;
    }
}

void perturb_bursts(struct sound *sound, const double values[PERTURB_VALUES_MAX],
                    struct prng *prng)
{
    struct packets packets = packets_of(sound, values[1]);
    double *last = xcalloc(packets.size, sizeof *last); /* arrived; silence before the first */
    draw_bursts(&packets, values[0], values[2], prng);
    for (size_t i = 0; i < packets.count; i++) {
        double *samples = sound->samples + i * packets.size;
        size_t here = samples_of(sound, &packets, i);
        if (!packets.lost[i]) {
            memcpy(last, samples, here * sizeof *last);
            continue;
        }
        for (size_t k = 0; k < here; k++) {
            last[k] /= 2;
            samples[k] = last[k];
        }
    }
    free(last);
    free(packets.lost);
}

static int compare_falling(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left < right) - (left > right);
}

void perturb_clip(struct sound *sound, double share)
{
    double *sizes = xmalloc((sound->count + 1) * sizeof *sizes);
    for (size_t i = 0; i < sound->count; i++) {
        sizes[i] = fabs(sound->samples[i]);
    }
    qsort(sizes, sound->count, sizeof *sizes, compare_falling);
    size_t wanted = (size_t)ceil(share * (double)sound->count);
    double ceiling = sizes[wanted > 0 ? wanted - 1 : 0];
    for (size_t i = 0; i < sound->count; i++) {
        sound->samples[i] = fmax(-ceiling, fmin(ceiling, sound->samples[i]));
    }
    free(sizes);
}
