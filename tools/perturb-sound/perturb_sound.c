/* See perturb_sound.h. */
#include "perturb_sound.h"

#include "band.h"
#include "base/mem.h"
#include "companding.h"
#include "sound_file/sound_codec.h"
#include "toolkit/value_bounds.h"

#include <math.h>
#include <stdlib.h>

enum { OPUS_RATE = 16000, GSM_RATE = 8000, PASSES_MAX = 10, SPEED_PARTS = 1000 };

static int16_t rounded(double value)
{
    long sample = lrint(value);
    return (int16_t)(sample > INT16_MAX ? INT16_MAX : sample < INT16_MIN ? INT16_MIN : sample);
}

static enum err_code telephone(struct perturb_sound *perturb, struct err *err)
{
    struct sound *sound = &perturb->sound;
    int codings = (int)perturb->values[0];
    (void)err;
    band_telephone(sound);
    for (int pass = 0; pass < codings; pass++) {
        for (size_t i = 0; i < sound->count; i++) {
            int16_t sample = rounded(sound->samples[i]);
            sound->samples[i] = pass % 2 == 0 ? companding_from_a(companding_to_a(sample))
                                              : companding_from_mu(companding_to_mu(sample));
        }
    }
    return ERR_OK;
}

static enum err_code white_noise(struct perturb_sound *perturb, struct err *err)
{
    TRY(sound_need_level(&perturb->sound, "the sound", err));
    perturb_white(&perturb->sound, perturb->values[0], &perturb->prng);
    return ERR_OK;
}

static enum err_code speech_noise(struct perturb_sound *perturb, struct err *err)
{
    TRY(sound_need_level(&perturb->sound, "the sound", err));
    perturb_shaped(&perturb->sound, perturb->values[0], &perturb->prng);
    return ERR_OK;
}

static enum err_code babble(struct perturb_sound *perturb, struct err *err)
{
    TRY(sound_need_level(&perturb->sound, "the sound", err));
    if (perturb->other_count == 0) {
        return err_set(err, ERR_INVALID, "babble needs other sounds");
    }
    for (size_t i = 0; i < perturb->other_count; i++) {
        TRY(sound_need_level(&perturb->others[i], "one of the others", err));
    }
    perturb_babble(perturb, perturb->values[0]);
    return ERR_OK;
}

static enum err_code reverberation(struct perturb_sound *perturb, struct err *err)
{
    (void)err;
    perturb_room(&perturb->sound, perturb->values[0], perturb->values[1], &perturb->prng);
    return ERR_OK;
}

static enum err_code packet_loss(struct perturb_sound *perturb, struct err *err)
{
    (void)err;
    perturb_loss(&perturb->sound, perturb->values[0], perturb->values[1], &perturb->prng);
    return ERR_OK;
}

static enum err_code burst_loss(struct perturb_sound *perturb, struct err *err)
{
    (void)err;
    perturb_bursts(&perturb->sound, perturb->values, &perturb->prng);
    return ERR_OK;
}

static enum err_code clipping(struct perturb_sound *perturb, struct err *err)
{
    TRY(sound_need_level(&perturb->sound, "the sound", err));
    perturb_clip(&perturb->sound, perturb->values[0]);
    return ERR_OK;
}

static enum err_code quiet(struct perturb_sound *perturb, struct err *err)
{
    double by = pow(10, -perturb->values[0] / 20);
    (void)err;
    for (size_t i = 0; i < perturb->sound.count; i++) {
        perturb->sound.samples[i] *= by;
    }
    return ERR_OK;
}

static enum err_code speed(struct perturb_sound *perturb, struct err *err)
{
    int factor = (int)lrint(perturb->values[0] * SPEED_PARTS);
    (void)err;
    band_resample(&perturb->sound, factor, SPEED_PARTS, perturb->sound.rate);
    return ERR_OK;
}

/* Through the codec, at a rate it takes, and as long as before. */
static enum err_code through(struct sound *sound, const struct sound_codec_plan *plan,
                             struct err *err)
{
    struct sound_decoded decoded;
    if (sound->rate != plan->rate) {
        band_resample(sound, sound->rate, plan->rate, plan->rate);
    }
    int16_t *samples = xmalloc((sound->count + 1) * sizeof *samples);
    for (size_t i = 0; i < sound->count; i++) {
        samples[i] = rounded(sound->samples[i]);
    }
    enum err_code code = sound_codec_pass(plan, samples, sound->count, &decoded, err);
    free(samples);
    TRY(code);
    size_t wanted = sound->count;
    double *made = xmalloc((decoded.count + 1) * sizeof *made);
    for (size_t i = 0; i < decoded.count; i++) {
        made[i] = decoded.samples[i];
    }
    free(decoded.samples);
    sound_take(sound, made, decoded.count, decoded.rate);
    if (decoded.rate != plan->rate) {
        band_resample(sound, decoded.rate, plan->rate, plan->rate);
    }
    double *whole = xcalloc(wanted + 1, sizeof *whole);
    for (size_t i = 0; i < wanted && i < sound->count; i++) {
        whole[i] = sound->samples[i];
    }
    sound_take(sound, whole, wanted, plan->rate);
    return ERR_OK;
}

static enum err_code gsm(struct perturb_sound *perturb, struct err *err)
{
    const struct sound_codec_plan plan = {SOUND_CODEC_GSM, GSM_RATE, 0};
    for (int pass = 0; pass < (int)perturb->values[0]; pass++) {
        TRY(through(&perturb->sound, &plan, err));
    }
    return ERR_OK;
}

static enum err_code opus(struct perturb_sound *perturb, struct err *err)
{
    const struct sound_codec_plan plan = {
        SOUND_CODEC_OPUS, perturb->sound.rate < OPUS_RATE ? GSM_RATE : OPUS_RATE,
        (int64_t)perturb->values[0]};
    return through(&perturb->sound, &plan, err);
}

struct kind {
    const char *name;
    struct value_bound bounds[PERTURB_VALUES_MAX]; /* what NULL after the last */
    enum err_code (*apply)(struct perturb_sound *perturb, struct err *err);
};

#define SNR                                                                                    \
    {                                                                                          \
        "the ratio of signal to noise, dB", -40, 80                                            \
    }
#define PACKETS                                                                                \
    {"the share lost", 0.0001, 0.9},                                                           \
    {                                                                                          \
        "the packet, ms", 1, 200                                                               \
    }
static const struct kind kinds[] = {
    {"telephone", {{"codings", 0, PASSES_MAX}}, telephone},
    {"white-noise", {SNR}, white_noise},
    {"speech-noise", {SNR}, speech_noise},
    {"babble", {SNR}, babble},
    {"reverberation",
     {{"RT60, s", 0.05, 10}, {"direct to reverberant, dB", -40, 40}},
     reverberation},
    {"packet-loss", {PACKETS}, packet_loss},
    {"burst-loss", {PACKETS, {"the mean burst, packets", 1, 100}}, burst_loss},
    {"clipping", {{"the share clipped", 0, 1}}, clipping},
    {"quiet", {{"dB softer", 0, 90}}, quiet},
    {"speed", {{"the factor", 0.25, 4}}, speed},
    {"gsm", {{"passes", 1, PASSES_MAX}}, gsm},
    {"opus", {{"bits a second", 500, 512000}}, opus},
};

enum err_code perturb_sound_apply(struct perturb_sound *perturb, struct str name,
                                  struct err *err)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (str_is(name, kinds[i].name)) {
            TRY(value_bounds_check(kinds[i].name, kinds[i].bounds, PERTURB_VALUES_MAX,
                                   perturb->values, perturb->value_count, err));
            if (perturb->sound.count == 0) {
                return err_set(err, ERR_FORMAT, "there is no sound in the file");
            }
            return kinds[i].apply(perturb, err);
        }
    }
    return err_set(err, ERR_NOT_FOUND, "no perturbation of sound is called \"%.*s\"",
                   STR_ARG(str_sub(name, 0, 40)));
}
