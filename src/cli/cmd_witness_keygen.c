/* policeai witness keygen */
#include "cli/command.h"
#include "stranger/witness.h"

#include <stdio.h>

struct keygen_options {
    const char *key;
};

static const struct opt options[] = {{"key", 0, OPT_TEXT, offsetof(struct keygen_options, key),
                                      "FILE", "where the key goes; must not be there", 0, 0},
                                     {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct keygen_options *given = call->options;
    struct strbuf vkey;
    if (given->key == NULL) {
        return err_set(err, ERR_USAGE, "say where the key goes: --key FILE");
    }
    strbuf_init(&vkey, 1024);
    enum err_code code = witness_key_make(given->key, str_of(call->words[0]), &vkey, err);
    if (code == ERR_OK) {
        printf("%s\n", vkey.p);
    }
    strbuf_release(&vkey);
    return code;
}

const struct command command_witness_keygen = {
    .name = "witness keygen",
    .synopsis = "NAME --key FILE",
    .summary = "make the key of a witness",
    .help = "Makes a key for cosigning other organisations' logs and prints its verifier key, "
            "which their operators and readers\nneed. NAME is public and for ever, such as "
            "witness.example.org/w1. The secret is FILE; FILE.vkey holds the rest.",
    .options = options,
    .options_size = sizeof(struct keygen_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
