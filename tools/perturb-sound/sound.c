/* See sound.h. */
#include "sound.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "sound_file/sound_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER = 44, BYTES_MAX = HEADER + 2 * SOUND_SAMPLES_MAX };

void sound_release(struct sound *sound)
{
    free(sound->samples);
    *sound = (struct sound){.samples = NULL};
}

void sound_take(struct sound *sound, double *samples, size_t count, int rate)
{
    free(sound->samples);
    *sound = (struct sound){samples, count, rate};
}

double sound_rms(const struct sound *sound)
{
    double sum = 0;
    for (size_t i = 0; i < sound->count; i++) {
        sum += sound->samples[i] * sound->samples[i];
    }
    return sound->count > 0 ? sqrt(sum / (double)sound->count) : 0;
}

enum err_code sound_need_level(const struct sound *sound, const char *what, struct err *err)
{
    double most = 0;
    for (size_t i = 0; i < sound->count; i++) {
        most = fmax(most, fabs(sound->samples[i]));
    }
    return most >= 0.5
               ? ERR_OK
               : err_set(err, ERR_INVALID, "%s is silent: it has no level to go by", what);
}

void sound_fit(struct sound *sound)
{
    double most = 0;
    for (size_t i = 0; i < sound->count; i++) {
        most = fmax(most, fabs(sound->samples[i]));
    }
    for (size_t i = 0; most > SOUND_FULL && i < sound->count; i++) {
        sound->samples[i] *= SOUND_FULL / most;
    }
}

/* ---- reading ---- */

struct gathering {
    struct sound *sound;
    size_t capacity;
};

static enum err_code gather(void *data, const int16_t *samples, size_t count, struct err *err)
{
    struct gathering *gathering = data;
    struct sound *sound = gathering->sound;
    if (count > SOUND_SAMPLES_MAX - sound->count) {
        return err_set(err, ERR_LIMIT, "the sound is longer than %d samples",
                       SOUND_SAMPLES_MAX);
    }
    for (size_t i = 0; i < count; i++) {
        sound->samples = mem_grow(sound->samples, sound->count, &gathering->capacity,
                                  sizeof *sound->samples);
        sound->samples[sound->count++] = samples[i];
    }
    return ERR_OK;
}

enum err_code sound_read(const char *path, struct sound *sound, struct err *err)
{
    struct sound_file_told told;
    struct gathering gathering = {.sound = sound};
    const struct sound_file_plan plan = {0, gather, &gathering};
    *sound = (struct sound){.samples = NULL};
    enum err_code code = sound_file_decode(path, &plan, &told, err);
    if (code == ERR_OK && (told.rate < SOUND_RATE_MIN || told.rate > SOUND_RATE_MAX)) {
        code = err_set(err, ERR_UNSUPPORTED, "sound at %d Hz; %d to %d Hz is taken", told.rate,
                       SOUND_RATE_MIN, SOUND_RATE_MAX);
    }
    if (code != ERR_OK) {
        sound_release(sound);
        return code;
    }
    sound->rate = told.rate;
    return ERR_OK;
}

/* ---- writing ---- */

static void put_le(struct strbuf *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        strbuf_putc(out, (char)(value >> (8 * i) & 0xFF));
    }
}

/* SOURCE: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0
 * (1991), RIFF and the WAVE form. */
static void put_header(const struct sound *sound, struct strbuf *out)
{
    uint32_t bytes = (uint32_t)sound->count * 2;
    strbuf_puts(out, "RIFF");
    put_le(out, bytes + HEADER - 8, 4);
    strbuf_puts(out, "WAVEfmt ");
    put_le(out, 16, 4);
    put_le(out, 1, 2); /* PCM */
    put_le(out, 1, 2);
    put_le(out, (uint32_t)sound->rate, 4);
    put_le(out, (uint32_t)sound->rate * 2, 4);
    put_le(out, 2, 2);
    put_le(out, 16, 2);
    strbuf_puts(out, "data");
    put_le(out, bytes, 4);
}

enum err_code sound_write(const struct sound *sound, const char *path, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out, BYTES_MAX);
    put_header(sound, &out);
    for (size_t i = 0; i < sound->count; i++) {
        long sample = lrint(sound->samples[i]);
        sample = sample > INT16_MAX ? INT16_MAX : sample < INT16_MIN ? INT16_MIN : sample;
        put_le(&out, (uint32_t)sample & 0xFFFF, 2);
    }
    enum err_code code = strbuf_check(&out, "the sound", err);
    if (code == ERR_OK) {
        code = file_write(path, strbuf_view(&out), 0600, err);
    }
    strbuf_release(&out);
    return code;
}
