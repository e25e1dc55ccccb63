/* Sound in memory: one channel. */
#ifndef POLICEAI_PERTURB_SOUND_SOUND_H
#define POLICEAI_PERTURB_SOUND_SOUND_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum {
    SOUND_FULL = 32767,          /* the largest sample */
    SOUND_SAMPLES_MAX = 1 << 25, /* 35 minutes at 16 kHz */
    SOUND_RATE_MIN = 4000,       /* Hz */
    SOUND_RATE_MAX = 192000
};

struct sound {
    double *samples; /* -32768 to 32767 as 16 bits have them, not rounded; free() */
    size_t count;
    int rate; /* Hz */
};

/* Fine when it holds nothing. */
void sound_release(struct sound *sound);
/* Takes the place of what `sound` held. */
void sound_take(struct sound *sound, double *samples, size_t count, int rate);
/* Root of the mean square over all samples, pauses among them; 0 for none. */
double sound_rms(const struct sound *sound);
/* ERR_INVALID for a sound whose level is nothing (all samples under half a step of 16 bits). */
enum err_code sound_need_level(const struct sound *sound, const char *what,
                               struct err *err) MUST_USE;
/* Where a sample would pass full scale, all are made quieter by one factor. */
void sound_fit(struct sound *sound);

/* A file of sound or video of any kind. ERR_LIMIT past SOUND_SAMPLES_MAX, ERR_UNSUPPORTED for a
 * rate beyond the bounds. */
enum err_code sound_read(const char *path, struct sound *sound, struct err *err) MUST_USE;
/* RIFF WAVE, PCM of 16 bits, one channel: rounded to the nearest, never past full scale. */
enum err_code sound_write(const struct sound *sound, const char *path,
                          struct err *err) MUST_USE;

#endif
