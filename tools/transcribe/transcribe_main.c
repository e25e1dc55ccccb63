/* transcribe: a recording in, its words out. */
#include "audio_decoder.h"
#include "pcm_stream.h"
#include "recogniser.h"
#include "utterances.h"

#include "base/mem.h"
#include "toolkit/tool.h"

#include <signal.h>

#define DECODER "./decode-audio"

struct transcriber {
    struct recogniser *recogniser;
    struct audio_decoder *decoder; /* waits for the next file; NULL when it could not start */
    int64_t max_seconds;
};

static void close_transcriber(void *state)
{
    struct transcriber *transcriber = state;
    audio_decoder_free(transcriber->decoder);
    recogniser_free(transcriber->recogniser);
    free(transcriber);
}

static enum err_code start_decoder(struct transcriber *transcriber, struct err *err)
{
    return audio_decoder_start(&transcriber->decoder, DECODER, transcriber->max_seconds, err);
}

static enum err_code open_transcriber(const struct tool_start *start, void **state,
                                      struct err *err)
{
    struct transcriber *transcriber = xcalloc(1, sizeof *transcriber);
    *state = transcriber;
    (void)signal(SIGPIPE, SIG_IGN);
    TRY(js_need_int(start->parameters, "max_seconds", 1, 3600, &transcriber->max_seconds, err));
    TRY(start_decoder(transcriber, err));
    TRY(recogniser_new(&transcriber->recogniser, err));
    return audio_decoder_wait(transcriber->decoder, err);
}

static enum err_code hear(struct transcriber *transcriber, const struct audio *audio,
                          struct transcript *transcript, struct err *err)
{
    size_t count;
    struct utterance *utterances = utterances_find(audio->samples, audio->count, &count);
    enum err_code code = ERR_OK;
    recogniser_begin(transcriber->recogniser);
    for (size_t i = 0; i < count && code == ERR_OK; i++) {
        const struct utterance *one = &utterances[i];
        code = recogniser_hear(transcriber->recogniser, audio->samples + one->start,
                               one->end - one->start, (int64_t)(one->start / STEP), transcript,
                               err);
        if (i + 1 < count) {
            tool_progress((double)one->end / (double)audio->count);
        }
    }
    free(utterances);
    return code;
}

/* While this recording is heard, the decoder of the next one loads. */
static enum err_code transcribe(struct transcriber *transcriber, struct audio_decoder *decoder,
                                const char *path, struct jsonw *output, struct err *err)
{
    struct audio audio;
    struct transcript transcript = {0};
    enum err_code code = audio_decoder_read(decoder, path, &audio, err);
    (void)start_decoder(transcriber, NULL); /* the next item tries again and tells */
    TRY(code);
    code = hear(transcriber, &audio, &transcript, err);
    if (code == ERR_OK) {
        transcript_write(&transcript, output, (int64_t)(audio.count * 100 / PCM_RATE),
                         audio.damaged);
    }
    transcript_free(&transcript);
    return code;
}

/* Does not answer before the next decoder is loaded: whoever looks between two items finds
 * mapped what was mapped at the start. */
static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    struct transcriber *transcriber = state;
    const char *path;
    TRY(tool_input_path(input, "audio", arena, &path, err));
    if (transcriber->decoder == NULL) {
        TRY(start_decoder(transcriber, err));
    }
    struct audio_decoder *decoder = transcriber->decoder;
    transcriber->decoder = NULL;
    enum err_code code = transcribe(transcriber, decoder, path, output, err);
    audio_decoder_free(decoder);
    if (transcriber->decoder != NULL &&
        audio_decoder_wait(transcriber->decoder, NULL) != ERR_OK) {
        audio_decoder_free(transcriber->decoder);
        transcriber->decoder = NULL;
    }
    return code;
}

int main(void)
{
    /* Items take seconds: sending ahead would save nothing and make a run that has to stop wait
     * for one more. */
    return tool_main(&(struct tool){
        .window = 1, .open = open_transcriber, .answer = answer, .close = close_transcriber});
}
