/* What may happen to a sound on its way, each by its physical values. */
#ifndef POLICEAI_PERTURB_SOUND_PERTURB_SOUND_H
#define POLICEAI_PERTURB_SOUND_PERTURB_SOUND_H

#include "sound.h"

#include "base/prng.h"
#include "base/str.h"

enum { PERTURB_OTHERS_MAX = 5, PERTURB_VALUES_MAX = 3 };

struct perturb_sound {
    struct sound sound;
    struct sound others[PERTURB_OTHERS_MAX]; /* of "babble" */
    size_t other_count;
    double values[PERTURB_VALUES_MAX];
    size_t value_count;
    struct prng prng;
};

/* By name. A value beyond its bounds is ERR_INVALID, so is a silent sound where a level is
 * needed, each with the words for it; ERR_NOT_FOUND for a name that is not known.
 *
 *   telephone         codings 0 to 10: the band of band.h, then A-law, mu-law, A-law …
 *   white-noise       SNR dB: white noise; the level of both is the root of the mean square
 *                     over the whole sound, pauses among it
 *   speech-noise      SNR dB: noise with the sound's own long-term spectrum
 *   babble            SNR dB: the others, each as loud as the next, one over the other
 *   reverberation     RT60 s, direct-to-reverberant dB: noise that decays exponentially
 *   packet-loss       share lost, packet ms: so many packets, drawn, are silence
 *   burst-loss        share lost, packet ms, mean burst in packets: Gilbert's two states; the
 *                     last packet again instead, each time half as loud
 *   clipping          share of the samples that reach the ceiling
 *   quiet             dB by which it is softer
 *   speed             factor by which it is faster, pitch rising with it
 *   gsm               passes through GSM 06.10 full rate at 8 kHz
 *   opus              bits a second through Opus */
enum err_code perturb_sound_apply(struct perturb_sound *perturb, struct str name,
                                  struct err *err) MUST_USE;

/* The parts, by where they stand; values are checked by the caller. */
void perturb_white(struct sound *sound, double snr_db, struct prng *prng);
void perturb_shaped(struct sound *sound, double snr_db, struct prng *prng);
void perturb_babble(struct perturb_sound *perturb, double snr_db);
void perturb_room(struct sound *sound, double rt60, double drr_db, struct prng *prng);
void perturb_loss(struct sound *sound, double share, double ms, struct prng *prng);
void perturb_bursts(struct sound *sound, const double values[PERTURB_VALUES_MAX],
                    struct prng *prng);
void perturb_clip(struct sound *sound, double share);

#endif
