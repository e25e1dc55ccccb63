/* See sound_file.h. */
#include "sound_file/sound_file.h"

#include <errno.h>
#include <fcntl.h>
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/cpu.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    ALLOC_MAX = 256 << 20,
    IO_BUFFER = 32768,
    PROBE_BYTES = 4 << 20,
    STREAMS_MAX = 64,
    CHANNELS_MAX = 64,
    RATE_MAX = 768000,
    OUT_SAMPLES = SOUND_FILE_AT_ONCE
};

struct decoder {
    const struct sound_file_plan *plan;
    struct sound_file_told *told;
    int file;
    bool any; /* something was decoded */
    AVIOContext *io;
    AVFormatContext *format;
    AVCodecContext *codec;
    int stream;
    SwrContext *resampler;
    /* what the resampler was made for */
    int rate, sample_format, channels;
    AVPacket *packet;
    AVFrame *frame;
};

static int read_bytes(void *opaque, uint8_t *buffer, int size)
{
    const struct decoder *decoder = opaque;
    ssize_t got = read(decoder->file, buffer, (size_t)size);
    return got > 0 ? (int)got : got == 0 ? AVERROR_EOF : AVERROR(errno);
}

static int64_t seek_bytes(void *opaque, int64_t offset, int whence)
{
    const struct decoder *decoder = opaque;
    struct stat status;
    if ((whence & ~AVSEEK_FORCE) == AVSEEK_SIZE) {
        return fstat(decoder->file, &status) == 0 ? status.st_size : AVERROR(errno);
    }
    off_t at = lseek(decoder->file, offset, whence & ~AVSEEK_FORCE);
    return at < 0 ? AVERROR(errno) : at;
}

static enum err_code unreadable(struct err *err, const char *what, int av_error)
{
    char words[AV_ERROR_MAX_STRING_SIZE] = "";
    (void)av_strerror(av_error, words, sizeof words);
    return err_set(err, ERR_FORMAT, "%s (%s)", what, words);
}

static enum err_code open_file(struct decoder *decoder, const char *path, struct err *err)
{
    struct stat status;
    decoder->file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (decoder->file < 0 || fstat(decoder->file, &status) != 0) {
        return err_errno(err, "cannot open the file");
    }
    if (!S_ISREG(status.st_mode)) {
        return err_set(err, ERR_FORMAT, "not a regular file");
    }
    if (status.st_size == 0) {
        return err_set(err, ERR_FORMAT, "the file is empty");
    }
    return ERR_OK;
}

static enum err_code open_container(struct decoder *decoder, struct err *err)
{
    unsigned char *buffer = av_malloc(IO_BUFFER);
    decoder->io =
        avio_alloc_context(buffer, IO_BUFFER, 0, decoder, read_bytes, NULL, seek_bytes);
    decoder->format = avformat_alloc_context();
    if (buffer == NULL || decoder->io == NULL || decoder->format == NULL) {
        return err_set(err, ERR_LIMIT, "no memory to open the file");
    }
    decoder->format->pb = decoder->io;
    /* A list must not make us read what it names. No protocol has this name; the demuxers of
     * lists hand it on to what they open. */
    decoder->format->protocol_whitelist = av_strdup("none");
    if (decoder->format->protocol_whitelist == NULL) {
        return err_set(err, ERR_LIMIT, "no memory to open the file");
    }
    decoder->format->max_streams = STREAMS_MAX;
    decoder->format->probesize = PROBE_BYTES;
    decoder->format->flags |= AVFMT_FLAG_BITEXACT;
    int got = avformat_open_input(&decoder->format, NULL, NULL, NULL); /* frees it on failure */
    if (got < 0) {
        return unreadable(err, "not audio or video in a known format", got);
    }
    got = avformat_find_stream_info(decoder->format, NULL);
    return got < 0 ? unreadable(err, "the file's streams cannot be read", got) : ERR_OK;
}

static enum err_code open_stream(struct decoder *decoder, struct err *err)
{
    const AVCodec *codec = NULL;
    decoder->stream =
        av_find_best_stream(decoder->format, AVMEDIA_TYPE_AUDIO, -1, -1, &codec, 0);
    if (decoder->stream == AVERROR_STREAM_NOT_FOUND) {
        return err_set(err, ERR_FORMAT, "there is no audio in the file");
    }
    if (decoder->stream < 0 || codec == NULL) {
        return err_set(err, ERR_UNSUPPORTED, "no decoder for the file's audio");
    }
    for (unsigned i = 0; i < decoder->format->nb_streams; i++) {
        if ((int)i != decoder->stream) {
            decoder->format->streams[i]->discard = AVDISCARD_ALL;
        }
    }
    decoder->codec = avcodec_alloc_context3(codec);
    if (decoder->codec == NULL) {
        return err_set(err, ERR_LIMIT, "no memory for the decoder");
    }
    int got = avcodec_parameters_to_context(
        decoder->codec, decoder->format->streams[decoder->stream]->codecpar);
    decoder->codec->thread_count = 1;
    decoder->codec->flags |= AV_CODEC_FLAG_BITEXACT;
    got = got < 0 ? got : avcodec_open2(decoder->codec, codec, NULL);
    return got < 0 ? unreadable(err, "the file's audio cannot be decoded", got) : ERR_OK;
}

/* Makes the resampler for frames like this one; a stream may change midway. */
static enum err_code fit_resampler(struct decoder *decoder, const AVFrame *frame,
                                   struct err *err)
{
    int channels = frame->ch_layout.nb_channels;
    if (decoder->resampler != NULL && decoder->rate == frame->sample_rate &&
        decoder->sample_format == frame->format && decoder->channels == channels) {
        return ERR_OK;
    }
    if (channels < 1 || channels > CHANNELS_MAX || frame->sample_rate < 1 ||
        frame->sample_rate > RATE_MAX) {
        return err_set(err, ERR_UNSUPPORTED, "%d channels at %d Hz cannot be handled", channels,
                       frame->sample_rate);
    }
    AVChannelLayout from;
    AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
    av_channel_layout_default(&from, channels);
    swr_free(&decoder->resampler);
    if (decoder->told->rate == 0) {
        decoder->told->rate =
            decoder->plan->rate > 0 ? decoder->plan->rate : frame->sample_rate;
    }
    int got = swr_alloc_set_opts2(
        &decoder->resampler, &mono, AV_SAMPLE_FMT_S16, decoder->told->rate, &from,
        (enum AVSampleFormat)frame->format, frame->sample_rate, 0, NULL);
    got = got < 0 ? got : swr_init(decoder->resampler);
    av_channel_layout_uninit(&from);
    decoder->rate = frame->sample_rate;
    decoder->sample_format = frame->format;
    decoder->channels = channels;
    return got < 0 ? unreadable(err, "the audio cannot be resampled", got) : ERR_OK;
}

/* `frame` NULL: what the resampler still holds. */
static enum err_code resample(struct decoder *decoder, const AVFrame *frame, struct err *err)
{
    static int16_t samples[OUT_SAMPLES];
    const uint8_t **data = frame == NULL ? NULL : (const uint8_t **)frame->extended_data;
    int count = frame == NULL ? 0 : frame->nb_samples;
    for (;;) {
        uint8_t *out = (uint8_t *)samples;
        int got = swr_convert(decoder->resampler, &out, OUT_SAMPLES, data, count);
        if (got < 0) {
            return unreadable(err, "the audio cannot be resampled", got);
        }
        if (got == 0) {
            return ERR_OK;
        }
        decoder->any = true;
        TRY(decoder->plan->take(decoder->plan->data, samples, (size_t)got, err));
        if (got < OUT_SAMPLES) {
            return ERR_OK;
        }
        data = NULL; /* what did not fit is kept inside */
        count = 0;
    }
}

/* All frames the codec has ready. */
static enum err_code receive_frames(struct decoder *decoder, struct err *err)
{
    for (;;) {
        int got = avcodec_receive_frame(decoder->codec, decoder->frame);
        if (got == AVERROR(EAGAIN) || got == AVERROR_EOF) {
            return ERR_OK;
        }
        if (got < 0) {
            decoder->told->damaged++;
            return ERR_OK;
        }
        TRY(fit_resampler(decoder, decoder->frame, err));
        TRY(resample(decoder, decoder->frame, err));
    }
}

static enum err_code decode_packets(struct decoder *decoder, struct err *err)
{
    decoder->packet = av_packet_alloc();
    decoder->frame = av_frame_alloc();
    if (decoder->packet == NULL || decoder->frame == NULL) {
        return err_set(err, ERR_LIMIT, "no memory for a packet");
    }
    while (av_read_frame(decoder->format, decoder->packet) >= 0) {
        if (decoder->packet->stream_index == decoder->stream) {
            int got = avcodec_send_packet(decoder->codec, decoder->packet);
            decoder->told->damaged += got < 0 && got != AVERROR(EAGAIN) ? 1 : 0;
            TRY(receive_frames(decoder, err));
        }
        av_packet_unref(decoder->packet);
    }
    (void)avcodec_send_packet(decoder->codec, NULL);
    TRY(receive_frames(decoder, err));
    return decoder->resampler == NULL ? ERR_OK : resample(decoder, NULL, err);
}

static enum err_code decode(struct decoder *decoder, const char *path, struct err *err)
{
    TRY(open_file(decoder, path, err));
    TRY(open_container(decoder, err));
    TRY(open_stream(decoder, err));
    TRY(decode_packets(decoder, err));
    if (!decoder->any) {
        return err_set(err, ERR_FORMAT, "no audio could be decoded; the file is broken");
    }
    return ERR_OK;
}

static void release(struct decoder *decoder)
{
    av_frame_free(&decoder->frame);
    av_packet_free(&decoder->packet);
    swr_free(&decoder->resampler);
    avcodec_free_context(&decoder->codec);
    avformat_close_input(&decoder->format); /* leaves our own io alone */
    if (decoder->io != NULL) {
        av_freep(&decoder->io->buffer);
        avio_context_free(&decoder->io);
    }
    if (decoder->file >= 0) {
        (void)close(decoder->file);
    }
}

void sound_file_quieten(void)
{
    av_max_alloc(ALLOC_MAX);
    av_log_set_level(AV_LOG_QUIET);
    av_force_cpu_flags(0);
}

enum err_code sound_file_decode(const char *path, const struct sound_file_plan *plan,
                                struct sound_file_told *told, struct err *err)
{
    struct decoder decoder = {.plan = plan, .told = told, .file = -1};
    *told = (struct sound_file_told){.rate = 0};
    enum err_code code = decode(&decoder, path, err);
    release(&decoder);
    return code;
}
