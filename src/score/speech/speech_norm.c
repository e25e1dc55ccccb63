/* Which normalisers there are; see speech_norm.h. */
#include "score/speech/speech_norm.h"

static const struct {
    const char *name;
    const char *signature;
    speech_norm_fn *norm;
} norms[] = {{"none", "none", NULL},
             {"en-GB", "en-GB/1", norm_en_gb},
             {"whisper-en", "whisper-en@26a7cac", norm_whisper_en}};
enum { NORMS = sizeof norms / sizeof norms[0] };

enum err_code speech_norm_named(const char *name, speech_norm_fn **norm, struct err *err)
{
    for (int i = 0; i < NORMS; i++) {
        if (name == NULL || str_is(str_of(name), norms[i].name)) {
            *norm = norms[i].norm;
            return ERR_OK;
        }
    }
    return err_set(err, ERR_USAGE, "no normaliser %s; there are none, en-GB and whisper-en",
                   name);
}

const char *speech_norm_signature(speech_norm_fn *norm)
{
    for (int i = 0; i < NORMS; i++) {
        if (norms[i].norm == norm) {
            return norms[i].signature;
        }
    }
    BUG("a normaliser that has no name");
}
