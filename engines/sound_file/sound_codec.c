/* See sound_codec.h. */
#include "sound_file/sound_codec.h"

#include "base/mem.h"

#include <libavcodec/avcodec.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { FULL_SCALE = 32768 };

/* GSM decoders and both sides of Opus by the name of who wrote them: FFmpeg's own encoder of
 * Opus is experimental. */
static const struct {
    const char *encoder;
    const char *decoder;
} names[] = {{"libgsm", "libgsm"}, {"libopus", "libopus"}};

struct passing {
    const struct sound_codec_plan *plan;
    AVCodecContext *encoder;
    AVCodecContext *decoder;
    AVPacket *packet;
    AVFrame *in;
    AVFrame *out;
    struct sound_decoded *decoded;
    size_t capacity;
};

static enum err_code failed(struct err *err, const char *what, int av_error)
{
    char words[AV_ERROR_MAX_STRING_SIZE] = "";
    (void)av_strerror(av_error, words, sizeof words);
    return err_set(err, ERR_UNSUPPORTED, "%s (%s)", what, words);
}

static void set_mono(AVCodecContext *context, const struct sound_codec_plan *plan)
{
    context->sample_rate = plan->rate;
    context->ch_layout = (AVChannelLayout)AV_CHANNEL_LAYOUT_MONO;
    context->thread_count = 1;
    context->flags |= AV_CODEC_FLAG_BITEXACT;
}

static enum err_code open_encoder(struct passing *pass, struct err *err)
{
    const AVCodec *codec = avcodec_find_encoder_by_name(names[pass->plan->codec].encoder);
    if (codec == NULL) {
        return err_set(err, ERR_UNSUPPORTED, "this FFmpeg has no encoder %s",
                       names[pass->plan->codec].encoder);
    }
    pass->encoder = avcodec_alloc_context3(codec);
    if (pass->encoder == NULL) {
        return err_set(err, ERR_LIMIT, "no memory for the encoder");
    }
    set_mono(pass->encoder, pass->plan);
    pass->encoder->sample_fmt = AV_SAMPLE_FMT_S16;
    if (pass->plan->codec == SOUND_CODEC_OPUS) {
        pass->encoder->bit_rate = pass->plan->bit_rate;
        (void)av_opt_set(pass->encoder->priv_data, "application", "voip", 0);
        (void)av_opt_set(pass->encoder->priv_data, "vbr", "off", 0);
    }
    int got = avcodec_open2(pass->encoder, codec, NULL);
    return got < 0 ? failed(err, "the encoder does not take the sound", got) : ERR_OK;
}

static enum err_code open_decoder(struct passing *pass, struct err *err)
{
    const AVCodec *codec = avcodec_find_decoder_by_name(names[pass->plan->codec].decoder);
    if (codec == NULL) {
        return err_set(err, ERR_UNSUPPORTED, "this FFmpeg has no decoder %s",
                       names[pass->plan->codec].decoder);
    }
    pass->decoder = avcodec_alloc_context3(codec);
    AVCodecParameters *parameters = avcodec_parameters_alloc();
    int got = AVERROR(ENOMEM);
    if (pass->decoder != NULL && parameters != NULL) {
        got = avcodec_parameters_from_context(parameters, pass->encoder);
        got = got < 0 ? got : avcodec_parameters_to_context(pass->decoder, parameters);
        set_mono(pass->decoder, pass->plan);
        pass->decoder->request_sample_fmt = AV_SAMPLE_FMT_S16;
        got = got < 0 ? got : avcodec_open2(pass->decoder, codec, NULL);
    }
    avcodec_parameters_free(&parameters);
    return got < 0 ? failed(err, "the decoder cannot be opened", got) : ERR_OK;
}

static int16_t rounded(float value)
{
    long sample = lrintf(value * FULL_SCALE);
    return (int16_t)(sample > INT16_MAX ? INT16_MAX : sample < INT16_MIN ? INT16_MIN : sample);
}

static enum err_code keep_frame(struct passing *pass, struct err *err)
{
    const AVFrame *frame = pass->out;
    struct sound_decoded *decoded = pass->decoded;
    bool whole = frame->format == AV_SAMPLE_FMT_S16 || frame->format == AV_SAMPLE_FMT_S16P;
    bool real = frame->format == AV_SAMPLE_FMT_FLT || frame->format == AV_SAMPLE_FMT_FLTP;
    if ((!whole && !real) || frame->ch_layout.nb_channels != 1) {
        return err_set(err, ERR_UNSUPPORTED, "the decoder gives samples of another kind");
    }
    decoded->rate = frame->sample_rate;
    for (int i = 0; i < frame->nb_samples; i++) {
        int16_t sample =
            whole ? ((const int16_t *)(const void *)frame->extended_data[0])[i]
                  : rounded(((const float *)(const void *)frame->extended_data[0])[i]);
        decoded->samples = mem_grow(decoded->samples, decoded->count, &pass->capacity,
                                    sizeof *decoded->samples);
        decoded->samples[decoded->count++] = sample;
    }
    return ERR_OK;
}

/* `packet` NULL: the end. */
static enum err_code decode(struct passing *pass, const AVPacket *packet, struct err *err)
{
    int got = avcodec_send_packet(pass->decoder, packet);
    if (got < 0) {
        return failed(err, "what was encoded cannot be decoded", got);
    }
    while (avcodec_receive_frame(pass->decoder, pass->out) >= 0) {
        TRY(keep_frame(pass, err));
    }
    return ERR_OK;
}

/* `frame` NULL: the end. */
static enum err_code encode(struct passing *pass, const AVFrame *frame, struct err *err)
{
    int got = avcodec_send_frame(pass->encoder, frame);
    if (got < 0) {
        return failed(err, "the sound cannot be encoded", got);
    }
    while (avcodec_receive_packet(pass->encoder, pass->packet) >= 0) {
        enum err_code code = decode(pass, pass->packet, err);
        av_packet_unref(pass->packet);
        TRY(code);
    }
    return ERR_OK;
}

/* Frames of the encoder's size, the last filled with silence. */
static enum err_code encode_all(struct passing *pass, const int16_t *samples, size_t count,
                                struct err *err)
{
    size_t size = pass->encoder->frame_size > 0 ? (size_t)pass->encoder->frame_size : 160;
    pass->in->nb_samples = (int)size;
    pass->in->format = AV_SAMPLE_FMT_S16;
    pass->in->sample_rate = pass->plan->rate;
    pass->in->ch_layout = (AVChannelLayout)AV_CHANNEL_LAYOUT_MONO;
    int got = av_frame_get_buffer(pass->in, 0);
    if (got < 0) {
        return failed(err, "no memory for a frame", got);
    }
    for (size_t at = 0; at < count; at += size) {
        size_t here = count - at < size ? count - at : size;
        got = av_frame_make_writable(pass->in);
        if (got < 0) {
            return failed(err, "no memory for a frame", got);
        }
        memset(pass->in->data[0], 0, size * sizeof *samples);
        memcpy(pass->in->data[0], samples + at, here * sizeof *samples);
        pass->in->pts = (int64_t)at;
        TRY(encode(pass, pass->in, err));
    }
    TRY(encode(pass, NULL, err));
    return decode(pass, NULL, err);
}

/* What the codec put before the first sample. */
static void cut_delay(struct passing *pass)
{
    struct sound_decoded *decoded = pass->decoded;
    size_t padding = (size_t)pass->encoder->initial_padding;
    size_t delay = padding * (size_t)decoded->rate / (size_t)pass->plan->rate;
    /* A decoder that was told of the delay has cut it already. */
    bool told = pass->plan->codec == SOUND_CODEC_OPUS && pass->decoder->extradata_size > 0 &&
                pass->decoder->delay > 0;
    delay = told ? 0 : delay;
    delay = delay > decoded->count ? decoded->count : delay;
    memmove(decoded->samples, decoded->samples + delay,
            (decoded->count - delay) * sizeof *decoded->samples);
    decoded->count -= delay;
}

static enum err_code pass_all(struct passing *pass, const int16_t *samples, size_t count,
                              struct err *err)
{
    TRY(open_encoder(pass, err));
    TRY(open_decoder(pass, err));
    pass->packet = av_packet_alloc();
    pass->in = av_frame_alloc();
    pass->out = av_frame_alloc();
    if (pass->packet == NULL || pass->in == NULL || pass->out == NULL) {
        return err_set(err, ERR_LIMIT, "no memory for a frame");
    }
    TRY(encode_all(pass, samples, count, err));
    if (pass->decoded->count == 0 || pass->decoded->rate < 1) {
        return err_set(err, ERR_UNSUPPORTED, "nothing came back from the codec");
    }
    cut_delay(pass);
    return ERR_OK;
}

enum err_code sound_codec_pass(const struct sound_codec_plan *plan, const int16_t *samples,
                               size_t count, struct sound_decoded *decoded, struct err *err)
{
    struct passing pass = {.plan = plan, .decoded = decoded};
    *decoded = (struct sound_decoded){.samples = NULL};
    enum err_code code = pass_all(&pass, samples, count, err);
    av_frame_free(&pass.in);
    av_frame_free(&pass.out);
    av_packet_free(&pass.packet);
    avcodec_free_context(&pass.encoder);
    avcodec_free_context(&pass.decoder);
    if (code != ERR_OK) {
        free(decoded->samples);
        *decoded = (struct sound_decoded){.samples = NULL};
    }
    return code;
}
