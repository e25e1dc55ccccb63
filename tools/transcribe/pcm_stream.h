/* What decode-audio sends through its pipe, and how transcribe reads it.
 *
 * A frame is one byte of kind, four bytes of length (little endian) and the payload:
 *
 *     R  0 bytes      loaded, waits for the path of a file; first and once
 *     S  2 … 65536    samples, an even number of bytes: 16 bits, little endian, 16 kHz, mono
 *     Z  4            the end; how many packets could not be decoded (little endian)
 *     E  1 … 400      instead of Z: a word of enum err_code, a newline, a sentence
 *
 * The reader trusts nothing: the other side has handled bytes of a stranger's file. */
#ifndef POLICEAI_TRANSCRIBE_PCM_STREAM_H
#define POLICEAI_TRANSCRIBE_PCM_STREAM_H

#include "base/err.h"
#include "base/str.h"
#include "base/strbuf.h"

#include <stddef.h>
#include <stdint.h>

enum { PCM_RATE = 16000, PCM_HEADER = 5, PCM_PAYLOAD_MAX = 65536, PCM_WORDS_MAX = 400 };

/* Writes one whole frame to a descriptor. */
enum err_code pcm_frame_write(int fd, char kind, struct str payload, struct err *err) MUST_USE;
void pcm_put_u32(unsigned char bytes[4], uint32_t value);

enum pcm_state { PCM_STARTING, PCM_READY, PCM_DONE, PCM_FAILED };

struct pcm_reader {
    enum pcm_state state;
    struct strbuf samples; /* as they came; an even number of bytes between two calls */
    uint32_t damaged;      /* packets that could not be decoded, once PCM_DONE */
    unsigned char header[PCM_HEADER];
    size_t header_have;
    size_t payload_left; /* of the frame being read */
    struct strbuf small; /* payload of Z or E so far */
};

/* More than max_samples is refused. */
void pcm_reader_init(struct pcm_reader *reader, size_t max_samples);
void pcm_reader_release(struct pcm_reader *reader);
/* Takes the next bytes, cut anywhere. What an E frame says comes back as the error, with state
 * PCM_FAILED; a broken stream is ERR_EXTERNAL, too many samples ERR_LIMIT. Not to be called
 * again after an error. */
enum err_code pcm_reader_feed(struct pcm_reader *reader, struct str bytes,
                              struct err *err) MUST_USE;

#endif
