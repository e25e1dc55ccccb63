/* A file of audio or video of any kind as samples: mono, 16 bits.
 *
 * Bytes of strangers: nothing but that one open file is in FFmpeg's hands, no demuxer can open
 * another, and each allocation, stream, channel and rate is bounded. Whoever calls it stands in
 * the sandbox and bounds processor time, memory and length besides. Debian builds FFmpeg under
 * the GPL: what links this engine does so under its terms.
 *
 * For one thread. */
#ifndef POLICEAI_SOUND_FILE_SOUND_FILE_H
#define POLICEAI_SOUND_FILE_SOUND_FILE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { SOUND_FILE_AT_ONCE = 32768 /* samples of one call of take, at most */ };

/* Gets the samples piece by piece; an error of it ends the decoding. */
typedef enum err_code sound_file_take_fn(void *data, const int16_t *samples, size_t count,
                                         struct err *err);

struct sound_file_plan {
    int rate; /* of the samples, Hz; 0: that of the file */
    sound_file_take_fn *take;
    void *data;
};

struct sound_file_told {
    int rate;         /* Hz of what was given to take */
    uint32_t damaged; /* packets that could not be decoded */
};

/* Once, before anything else: no words on stderr, at most 256 MiB an allocation, and plain C
 * everywhere, so that the samples do not depend on the host's processor. */
void sound_file_quieten(void);
/* ERR_FORMAT, ERR_UNSUPPORTED, ERR_NOT_FOUND: the file; ERR_LIMIT: no memory. Channels are
 * mixed to one. */
enum err_code sound_file_decode(const char *path, const struct sound_file_plan *plan,
                                struct sound_file_told *told, struct err *err) MUST_USE;

#endif
