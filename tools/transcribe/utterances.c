#include "utterances.h"

#include "base/mem.h"

#include <stdbool.h>

/* all in steps of 10 ms */
enum { PAUSE = 30, LONG_PAUSE = 200, ENOUGH = 1500, MARGIN = 25, CUT_FROM = 2000, QUIET = 10 };

struct cutter {
    const uint32_t *power; /* mean square of each step */
    size_t steps;
    uint32_t threshold;
    struct utterance *out; /* in steps until the end */
    size_t count;
    size_t start; /* of the open stretch */
    size_t last;  /* where its speech ended so far */
    bool open;
};

static uint32_t *step_powers(const int16_t *samples, size_t steps)
{
    uint32_t *power = xcalloc(steps + 1, sizeof *power);
    for (size_t i = 0; i < steps; i++) {
        uint64_t sum = 0;
        for (size_t j = 0; j < STEP; j++) {
            int32_t value = samples[i * STEP + j];
            sum += (uint64_t)(value * value);
        }
        power[i] = (uint32_t)(sum / STEP);
    }
    return power;
}

static int compare_powers(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* Speech is what is 6 dB over the background (the lowest tenth) and not 40 dB under the loud
 * parts (the highest twentieth). */
static uint32_t speech_threshold(const uint32_t *power, size_t steps)
{
    uint32_t *sorted = xmalloc(steps * sizeof *sorted);
    memcpy(sorted, power, steps * sizeof *sorted);
    qsort(sorted, steps, sizeof *sorted, compare_powers);
    uint64_t background = sorted[steps / 10];
    uint64_t loud = sorted[steps - 1 - steps / 20];
    free(sorted);
    uint64_t threshold = 4 * background > loud / 10000 ? 4 * background : loud / 10000;
    return threshold > UINT32_MAX ? UINT32_MAX : (uint32_t)threshold;
}

static void close_at(struct cutter *cutter, size_t end)
{
    cutter->out[cutter->count++] = (struct utterance){cutter->start, end};
    cutter->open = false;
}

/* The middle of the quietest 100 ms of the last third. */
static size_t quietest(const struct cutter *cutter)
{
    uint64_t least = UINT64_MAX;
    size_t at = cutter->start + UTTERANCE_STEPS_MAX;
    for (size_t i = cutter->start + CUT_FROM; i + QUIET <= cutter->start + UTTERANCE_STEPS_MAX;
         i++) {
        uint64_t sum = 0;
        for (size_t j = i; j < i + QUIET; j++) {
            sum += cutter->power[j];
        }
        if (sum < least) {
            least = sum;
            at = i + QUIET / 2;
        }
    }
    return at;
}

/* Step i is a pause: is it one that ends the stretch? */
static void take_pause(struct cutter *cutter, size_t i)
{
    size_t pause = i + 1 - cutter->last;
    if (pause >= LONG_PAUSE || (pause >= PAUSE && cutter->last - cutter->start >= ENOUGH)) {
        close_at(cutter, cutter->last + (pause / 2 < MARGIN ? pause / 2 : MARGIN));
    }
}

static void take_step(struct cutter *cutter, size_t i)
{
    if (cutter->open && i - cutter->start >= UTTERANCE_STEPS_MAX) {
        size_t cut = quietest(cutter);
        close_at(cutter, cut);
        cutter->start = cut;
        cutter->open = cutter->last > cut;
    }
    if (cutter->power[i] > cutter->threshold) {
        size_t before = cutter->count == 0 ? 0 : cutter->out[cutter->count - 1].end;
        if (!cutter->open) {
            cutter->start = i - before < MARGIN ? before : i - MARGIN;
            cutter->open = true;
        }
        cutter->last = i + 1;
    } else if (cutter->open) {
        take_pause(cutter, i);
    }
}

struct utterance *utterances_find(const int16_t *samples, size_t count, size_t *found)
{
    size_t steps = count / STEP;
    *found = 0;
    if (steps == 0) {
        return NULL;
    }
    uint32_t *power = step_powers(samples, steps);
    struct cutter cutter = {.power = power,
                            .steps = steps,
                            .threshold = speech_threshold(power, steps),
                            .out = xcalloc(steps, sizeof *cutter.out)};
    for (size_t i = 0; i < steps; i++) {
        take_step(&cutter, i);
    }
    if (cutter.open) {
        size_t end = cutter.last + MARGIN < steps ? cutter.last + MARGIN : steps;
        size_t most = cutter.start + UTTERANCE_STEPS_MAX;
        close_at(&cutter, end < most ? end : most);
    }
    for (size_t i = 0; i < cutter.count; i++) {
        cutter.out[i].start *= STEP;
        cutter.out[i].end *= STEP;
    }
    free(power);
    *found = cutter.count;
    return cutter.out;
}
