/* Noise and rooms; see perturb_sound.h. */
#include "perturb_sound.h"

#include "base/mem.h"
#include "band.h"
#include "fourier.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHAPE_MAX = 1 << 18 };
static const double full_turn = 6.283185307179586;

/* Adds noise, made so loud that the ratio of both levels is as declared. */
static void add_at(struct sound *sound, const double *noise, double snr_db)
{
    const struct sound view = {(double *)noise, sound->count, sound->rate};
    double loud = sound_rms(&view);
    double by = loud > 0 ? sound_rms(sound) / loud * pow(10, -snr_db / 20) : 0;
    for (size_t i = 0; i < sound->count; i++) {
        sound->samples[i] += by * noise[i];
    }
    sound_fit(sound);
}

void perturb_white(struct sound *sound, double snr_db, struct prng *prng)
{
    double *noise = xmalloc((sound->count + 1) * sizeof *noise);
    for (size_t i = 0; i < sound->count; i++) {
        noise[i] = prng_normal(prng);
    }
    add_at(sound, noise, snr_db);
    free(noise);
}

/* The sound's spectrum with phases drawn anew: noise as long as one period of the transform,
 * which goes on seamlessly. */
void perturb_shaped(struct sound *sound, double snr_db, struct prng *prng)
{
    size_t used = sound->count < SHAPE_MAX ? sound->count : SHAPE_MAX;
    size_t size = fourier_size(used);
    double *values = xcalloc(2 * size, sizeof *values);
    double *noise = xmalloc((sound->count + 1) * sizeof *noise);
    for (size_t i = 0; i < used; i++) {
        values[2 * i] = sound->samples[i];
    }
    fourier(values, size, false);
    for (size_t i = 1; i < size / 2; i++) {
        double magnitude = hypot(values[2 * i], values[2 * i + 1]);
        double angle = full_turn * prng_unit(prng);
        values[2 * i] = magnitude * cos(angle);
        values[2 * i + 1] = magnitude * sin(angle);
        values[2 * (size - i)] = values[2 * i];
        values[2 * (size - i) + 1] = -values[2 * i + 1];
    }
    values[0] = 0; /* no constant: it is no noise */
    values[1] = 0;
    fourier(values, size, true);
    for (size_t i = 0; i < sound->count; i++) {
        noise[i] = values[2 * (i % size)];
    }
    add_at(sound, noise, snr_db);
    free(noise);
    free(values);
}

void perturb_babble(struct perturb_sound *perturb, double snr_db)
{
    struct sound *sound = &perturb->sound;
    double *noise = xcalloc(sound->count + 1, sizeof *noise);
    for (size_t o = 0; o < perturb->other_count; o++) {
        struct sound *other = &perturb->others[o];
        if (other->rate != sound->rate) {
            band_resample(other, other->rate, sound->rate, sound->rate);
        }
        double loud = sound_rms(other);
        size_t begin = (size_t)prng_below(&perturb->prng, other->count);
        for (size_t i = 0; i < sound->count; i++) {
            noise[i] += other->samples[(begin + i) % other->count] / loud;
        }
    }
    add_at(sound, noise, snr_db);
    free(noise);
}

/* Direct sound, then noise whose level falls by 60 dB in rt60 seconds, and ends there; its
 * energy is that of the direct sound less drr_db. SOURCE of the model: Polack, La transmission
 * de l'energie sonore dans les salles, 1988. The result is as loud as the sound was. */
void perturb_room(struct sound *sound, double rt60, double drr_db, struct prng *prng)
{
    size_t count = (size_t)lrint(rt60 * sound->rate) + 1;
    double *response = xmalloc(count * sizeof *response);
    double energy = 0;
    response[0] = 0;
    for (size_t i = 1; i < count; i++) {
        response[i] = prng_normal(prng) * pow(10, -3 * (double)i / (rt60 * sound->rate));
        energy += response[i] * response[i];
    }
    double by = energy > 0 ? sqrt(pow(10, -drr_db / 10) / energy) : 0;
    for (size_t i = 0; i < count; i++) {
        response[i] *= by;
    }
    response[0] = 1;
    double before = sound_rms(sound) * sqrt((double)sound->count);
    size_t length = sound->count + count - 1;
    sound_take(sound, fourier_convolve(sound->samples, sound->count, response, count), length,
               sound->rate);
    double after = sound_rms(sound) * sqrt((double)length);
    for (size_t i = 0; after > 0 && i < length; i++) {
        sound->samples[i] *= before / after;
    }
    sound_fit(sound);
    free(response);
}
