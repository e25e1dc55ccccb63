/* policeai outbox cancel */
#include "cli/command.h"
#include "cli/outbox_number.h"

#include <stdio.h>

static enum err_code act(struct keeper_client *client, struct arena *arena, int64_t number,
                         struct err *err)
{
    (void)arena;
    TRY(keeper_outbox_cancel(client, number, err));
    printf("%lld is cancelled and gone\n", (long long)number);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return outbox_number_run(call, act, err);
}

const struct command command_outbox_cancel = {
    .name = "outbox cancel",
    .synopsis = "NUMBER [--data FOLDER]",
    .summary = "take back a publication that waits",
    .help =
        "The number is that of \"outbox list\". What was signed already can only be removed.",
    .options = outbox_number_opts,
    .options_size = sizeof(struct outbox_number_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
