/* Another rate, and the band of the telephone. */
#ifndef POLICEAI_PERTURB_SOUND_BAND_H
#define POLICEAI_PERTURB_SOUND_BAND_H

#include "sound.h"

/* The sound at a rate `to`/`from` times as high, by windowed sinc interpolation (Kaiser's
 * window, some 80 dB): passes up to nine tenths of the lower of both halves. The delay is taken
 * out, so that times stay. `to` and `from` 1 to SOUND_RATE_MAX. The sound's own rate is not
 * looked at: it gets `rate`. */
void band_resample(struct sound *sound, int from, int to, int rate);

/* 8 kHz and the band of a telephone channel, 300 to 3,400 Hz (ITU-T G.712): flat within, 60 dB
 * down from 200 Hz downwards and from 3,500 Hz upwards, which is steeper than that asks for. */
enum { BAND_TELEPHONE_RATE = 8000 };
void band_telephone(struct sound *sound);

#endif
