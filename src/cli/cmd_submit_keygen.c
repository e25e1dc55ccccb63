/* policeai submit keygen */
#include "cli/command.h"
#include "supplier/supplier_key.h"

#include <stdio.h>

static enum err_code run(struct command_call *call, struct err *err)
{
    const char *vkey;
    TRY(supplier_key_make(call->arena, call->words[0], &vkey, err));
    printf("%s\n", vkey);
    return ERR_OK;
}

const struct command command_submit_keygen = {
    .name = "submit keygen",
    .synopsis = "FILE",
    .summary = "make the key with which a supplier signs what it hands in",
    .help = "The secret is FILE, to be kept; FILE.vkey is the key that the centre is told, by "
            "telephone or in person. The same key\nsigns the reply to a result.",
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
