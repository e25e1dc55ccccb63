/* Audio of any kind as 16 kHz mono samples, decoded by a process of its own.
 *
 * A decoder process handles one file and ends. It is started before its file is known, for two
 * reasons: everything it maps is mapped when the tool says that it is ready, so that the digest
 * of what runs covers it; and nobody waits for it to load.
 *
 *     struct audio_decoder *decoder;
 *     TRY(audio_decoder_start(&decoder, "./decode-audio", 3600, err));
 *     TRY(audio_decoder_wait(decoder, err));
 *     … TRY(audio_decoder_read(decoder, "/in/x", &audio, err)); …
 *     audio_decoder_free(decoder);
 *
 * Not for several threads. Writing to a decoder that died must not kill us: the caller ignores
 * SIGPIPE. */
#ifndef POLICEAI_TRANSCRIBE_AUDIO_DECODER_H
#define POLICEAI_TRANSCRIBE_AUDIO_DECODER_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct audio_decoder;

struct audio {
    const int16_t *samples; /* borrowed from the decoder, until it is freed */
    size_t count;
    uint32_t damaged; /* packets of the file that could not be decoded */
};

/* The program is given max_seconds of audio as its own limit, and held to it here too. */
enum err_code audio_decoder_start(struct audio_decoder **decoder, const char *program,
                                  int64_t max_seconds, struct err *err) MUST_USE;
/* Waits until it is loaded. */
enum err_code audio_decoder_wait(struct audio_decoder *decoder, struct err *err) MUST_USE;
/* Decodes a file, once. ERR_FORMAT, ERR_UNSUPPORTED, ERR_NOT_FOUND: the file; ERR_LIMIT: too
 * long or too much work; ERR_TIMEOUT: silent for a minute; ERR_EXTERNAL: it died. */
enum err_code audio_decoder_read(struct audio_decoder *decoder, const char *path,
                                 struct audio *audio, struct err *err) MUST_USE;
/* Ends the process; NULL is allowed. */
void audio_decoder_free(struct audio_decoder *decoder);

#endif
