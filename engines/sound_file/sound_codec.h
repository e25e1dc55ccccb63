/* Samples through a codec and back, as over a mobile or an internet call. */
#ifndef POLICEAI_SOUND_FILE_SOUND_CODEC_H
#define POLICEAI_SOUND_FILE_SOUND_CODEC_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum sound_codec {
    SOUND_CODEC_GSM, /* GSM 06.10 full rate, 13 kbit/s: 8 kHz */
    SOUND_CODEC_OPUS /* RFC 6716: 8, 12, 16, 24 or 48 kHz in, 48 kHz out */
};

struct sound_codec_plan {
    enum sound_codec codec;
    int rate;         /* of the samples, Hz */
    int64_t bit_rate; /* bits a second; of Opus alone */
};

struct sound_decoded {
    int16_t *samples; /* free() */
    size_t count;
    int rate; /* Hz */
};

/* The codec's own delay is cut off at the beginning, so that the result starts with the first
 * sample; it may be some samples longer or shorter. ERR_UNSUPPORTED when this FFmpeg lacks the
 * codec or it does not take the rate. */
enum err_code sound_codec_pass(const struct sound_codec_plan *plan, const int16_t *samples,
                               size_t count, struct sound_decoded *decoded,
                               struct err *err) MUST_USE;

#endif
