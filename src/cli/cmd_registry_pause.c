/* policeai registry pause */
#include "cli/command.h"
#include "cli/registry_call.h"

static enum err_code run(struct command_call *call, struct err *err)
{
    return registry_change_stage(call, "paused", err);
}

const struct command command_registry_pause = {
    .name = "registry pause",
    .synopsis = STAGE_SYNOPSIS,
    .summary = "state that a deployment is paused, and why",
    .help = STAGE_HELP,
    .options = stage_option_list,
    .options_size = sizeof(struct stage_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
