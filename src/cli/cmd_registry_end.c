/* policeai registry end */
#include "cli/command.h"
#include "cli/registry_call.h"

static enum err_code run(struct command_call *call, struct err *err)
{
    return registry_change_stage(call, "ended", err);
}

const struct command command_registry_end = {
    .name = "registry end",
    .synopsis = STAGE_SYNOPSIS,
    .summary = "state that a deployment is ended, and why",
    .help = STAGE_HELP,
    .options = stage_option_list,
    .options_size = sizeof(struct stage_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
