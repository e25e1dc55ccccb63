/* policeai key new */
#include "cli/command.h"
#include "record/key_admin.h"

#include <stdio.h>

static enum err_code run(struct command_call *call, struct err *err)
{
    struct sig_secret secret = sig_generate();
    enum err_code code = sig_secret_save(call->words[0], &secret, err);
    if (code == ERR_OK) {
        printf("%.*s\n", STR_ARG(key_admin_vkey(call->arena, &secret.public)));
    }
    sig_secret_wipe(&secret);
    return code;
}

const struct command command_key_new = {
    .name = "key new",
    .synopsis = "FILE",
    .summary = "make a secret key in a file and print its public half",
    .help =
        "The file is readable by its owner alone and is never written over. What is printed "
        "is what `key introduce` and\n`key replace --new` take.",
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
