/* policeai outbox send */
#include "cli/command.h"
#include "cli/outbox_number.h"

#include <stdio.h>

static enum err_code act(struct keeper_client *client, struct arena *arena, int64_t number,
                         struct err *err)
{
    struct keeper_receipt receipt;
    TRY(keeper_outbox_send(client, arena, number, &receipt, err));
    printf("%s is leaf %llu\n", receipt.id, (unsigned long long)receipt.index);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return outbox_number_run(call, act, err);
}

const struct command command_outbox_send = {
    .name = "outbox send",
    .synopsis = "NUMBER [--data FOLDER]",
    .summary = "sign and publish one that waits, at once",
    .help = "The number is that of \"outbox list\".",
    .options = outbox_number_opts,
    .options_size = sizeof(struct outbox_number_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
