/* Cuts a recording into stretches that are recognised one by one.
 *
 * Loudness in steps of 10 ms tells speech from pause, measured against the recording's own
 * background. A stretch ends at a pause of 2 s, at one of 0.3 s once it is 15 s long, and at
 * its quietest moment before it passes 30 s: long enough for the language model to have
 * context, short enough for memory. Stretches without speech are left out. Whole numbers only,
 * so that the result is the same on every host. */
#ifndef POLICEAI_TRANSCRIBE_UTTERANCES_H
#define POLICEAI_TRANSCRIBE_UTTERANCES_H

#include <stddef.h>
#include <stdint.h>

enum { STEP = 160, UTTERANCE_STEPS_MAX = 3000 }; /* samples in 10 ms; steps in 30 s */

struct utterance {
    size_t start; /* in samples of 16 kHz */
    size_t end;
};

/* In order, apart, none empty or over 30 s; to be freed with free(). */
struct utterance *utterances_find(const int16_t *samples, size_t count, size_t *found);

#endif
