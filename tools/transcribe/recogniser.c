#include "recogniser.h"

#include "base/file.h"
#include "base/mem.h"

#include <pocketsphinx.h>
#include <sphinxbase/err.h>

#define MODEL "/usr/share/pocketsphinx/model/en-us/"

struct recogniser {
    cmd_ln_t *config;
    ps_decoder_t *decoder;
};

enum err_code recogniser_new(struct recogniser **recogniser, struct err *err)
{
    if (!file_exists(MODEL "en-us/mdef")) {
        return err_set(err, ERR_NOT_FOUND,
                       MODEL " is not there: install Debian's package pocketsphinx-en-us");
    }
    err_set_logfp(NULL);
    struct recogniser *made = xcalloc(1, sizeof *made);
    /* Silence is cut by utterances.h: PocketSphinx's own cutting shifts the times of words. */
    made->config =
        cmd_ln_init(NULL, ps_args(), TRUE, "-hmm", MODEL "en-us", "-lm", MODEL "en-us.lm.bin",
                    "-dict", MODEL "cmudict-en-us.dict", "-cmn", "batch", "-remove_silence",
                    "no", "-maxhmmpf", "10000", NULL);
    made->decoder = made->config == NULL ? NULL : ps_init(made->config);
    if (made->decoder == NULL) {
        recogniser_free(made);
        return err_set(err, ERR_EXTERNAL, "PocketSphinx cannot load the model in " MODEL);
    }
    *recogniser = made;
    return ERR_OK;
}

void recogniser_free(struct recogniser *recogniser)
{
    if (recogniser == NULL) {
        return;
    }
    (void)ps_free(recogniser->decoder);
    (void)cmd_ln_free_r(recogniser->config);
    free(recogniser);
}

void recogniser_begin(struct recogniser *recogniser)
{
    (void)ps_start_stream(recogniser->decoder);
}

static void add_words(struct recogniser *recogniser, int64_t offset,
                      struct transcript *transcript)
{
    logmath_t *logmath = ps_get_logmath(recogniser->decoder);
    for (ps_seg_t *segment = ps_seg_iter(recogniser->decoder); segment != NULL;
         segment = ps_seg_next(segment)) {
        int first;
        int last;
        ps_seg_frames(segment, &first, &last); /* of 10 ms, both inclusive */
        double posterior = logmath_exp(logmath, ps_seg_prob(segment, NULL, NULL, NULL));
        transcript_add(transcript, ps_seg_word(segment), offset + first, offset + last + 1,
                       posterior);
    }
}

enum err_code recogniser_hear(struct recogniser *recogniser, const int16_t *samples,
                              size_t count, int64_t offset, struct transcript *transcript,
                              struct err *err)
{
    if (ps_start_utt(recogniser->decoder) != 0 ||
        ps_process_raw(recogniser->decoder, samples, count, FALSE, TRUE) < 0 ||
        ps_end_utt(recogniser->decoder) != 0) {
        return err_set(err, ERR_EXTERNAL, "PocketSphinx failed at %lld.%02lld s",
                       (long long)(offset / 100), (long long)(offset % 100));
    }
    add_words(recogniser, offset, transcript);
    return ERR_OK;
}
