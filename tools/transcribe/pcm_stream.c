#include "pcm_stream.h"

#include "base/file.h"
#include "base/utf8.h"

enum { KIND_READY = 'R', KIND_SAMPLES = 'S', KIND_END = 'Z', KIND_ERROR = 'E' };

void pcm_put_u32(unsigned char bytes[4], uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        bytes[i] = (unsigned char)(value >> (8 * i));
    }
}

static uint32_t get_u32(const unsigned char bytes[4])
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

enum err_code pcm_frame_write(int fd, char kind, struct str payload, struct err *err)
{
    unsigned char header[PCM_HEADER] = {(unsigned char)kind};
    pcm_put_u32(header + 1, (uint32_t)payload.n);
    TRY(file_write_fd(fd, "pipe", str_n((const char *)header, sizeof header), err));
    return file_write_fd(fd, "pipe", payload, err);
}

void pcm_reader_init(struct pcm_reader *reader, size_t max_samples)
{
    *reader = (struct pcm_reader){.state = PCM_STARTING};
    strbuf_init(&reader->samples, 2 * max_samples);
    strbuf_init(&reader->small, PCM_WORDS_MAX);
}

void pcm_reader_release(struct pcm_reader *reader)
{
    strbuf_release(&reader->samples);
    strbuf_release(&reader->small);
}

static enum err_code broken(struct err *err, const char *why)
{
    return err_set(err, ERR_EXTERNAL, "the audio decoder sent %s", why);
}

/* Is a frame of this kind and length allowed now? */
static enum err_code check_header(struct pcm_reader *reader, struct err *err)
{
    char kind = (char)reader->header[0];
    size_t length = get_u32(reader->header + 1);
    bool starting = reader->state == PCM_STARTING;
    if (reader->state == PCM_DONE || starting != (kind == KIND_READY)) {
        return broken(err, "a frame out of turn");
    }
    bool fits = kind == KIND_READY ? length == 0
                : kind == KIND_SAMPLES
                    ? length >= 2 && length <= PCM_PAYLOAD_MAX && length % 2 == 0
                : kind == KIND_END   ? length == 4
                : kind == KIND_ERROR ? length >= 1 && length <= PCM_WORDS_MAX
                                     : false;
    if (!fits) {
        return broken(err, "a frame of unknown kind or wrong length");
    }
    reader->payload_left = length;
    strbuf_clear(&reader->small);
    return ERR_OK;
}

static enum err_code code_of(struct str word)
{
    static const enum err_code codes[] = {ERR_FORMAT, ERR_LIMIT, ERR_UNSUPPORTED, ERR_NOT_FOUND,
                                          ERR_IO};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (str_is(word, err_word(codes[i]))) {
            return codes[i];
        }
    }
    return ERR_EXTERNAL;
}

/* The sentence goes into an answer, so what it shows is made visible first. */
static enum err_code reported(struct pcm_reader *reader, struct err *err)
{
    struct strbuf shown;
    struct str rest = strbuf_view(&reader->small);
    struct str word = {0};
    strbuf_init(&shown, 4096);
    (void)str_split(&rest, '\n', &word);
    utf8_visible(&shown, rest.p == NULL ? STR("no words") : rest, false);
    reader->state = PCM_FAILED;
    enum err_code code = err_set(err, code_of(word), "%s", shown.p);
    strbuf_release(&shown);
    return code;
}

/* The payload of the frame is complete. */
static enum err_code finish_frame(struct pcm_reader *reader, struct err *err)
{
    char kind = (char)reader->header[0];
    reader->header_have = 0;
    if (kind == KIND_READY) {
        reader->state = PCM_READY;
    } else if (kind == KIND_END) {
        reader->damaged = get_u32((const unsigned char *)reader->small.p);
        reader->state = PCM_DONE;
    } else if (kind == KIND_ERROR) {
        return reported(reader, err);
    }
    return ERR_OK;
}

static enum err_code take_payload(struct pcm_reader *reader, struct str part, struct err *err)
{
    bool samples = reader->header[0] == KIND_SAMPLES;
    struct strbuf *to = samples ? &reader->samples : &reader->small;
    strbuf_add(to, part.p, part.n);
    reader->payload_left -= part.n;
    return strbuf_check(to, "the audio", err);
}

enum err_code pcm_reader_feed(struct pcm_reader *reader, struct str bytes, struct err *err)
{
    while (bytes.n > 0) {
        if (reader->header_have < PCM_HEADER) {
            reader->header[reader->header_have++] = (unsigned char)bytes.p[0];
            bytes = str_from(bytes, 1);
            if (reader->header_have == PCM_HEADER) {
                TRY(check_header(reader, err));
            }
        } else {
            struct str part = str_sub(bytes, 0, reader->payload_left);
            TRY(take_payload(reader, part, err));
            bytes = str_from(bytes, part.n);
        }
        if (reader->header_have == PCM_HEADER && reader->payload_left == 0) {
            TRY(finish_frame(reader, err));
        }
    }
    return ERR_OK;
}
