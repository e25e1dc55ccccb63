/* policeai outbox delay */
#include "cli/command.h"
#include "cli/outbox_number.h"

#include <stdio.h>

static enum err_code act(struct keeper_client *client, struct arena *arena, int64_t number,
                         struct err *err)
{
    (void)arena;
    TRY(keeper_outbox_delay(client, number, err));
    printf("what is published from now on waits %lld minutes\n", (long long)number);
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    return outbox_number_run(call, act, err);
}

const struct command command_outbox_delay = {
    .name = "outbox delay",
    .synopsis = "MINUTES [--data FOLDER]",
    .summary = "how long publications wait",
    .help = "At first 15 minutes. What waits already keeps its time.",
    .options = outbox_number_opts,
    .options_size = sizeof(struct outbox_number_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
