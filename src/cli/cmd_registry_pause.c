/* policeai registry pause */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"

struct pause_options {
    const char *data;
    const char *organisation;
    const char *reason;
};

#define AT(member) offsetof(struct pause_options, member)
static const struct opt options[] = {
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "why: shown with the version", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID", ORGANISATION_OPTION_HELP, 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct pause_options *given = call->options;
    return registry_change_stage(call->arena, given->data, given->organisation, call->words[0],
                                 "paused", given->reason, err);
}

const struct command command_registry_pause = {
    .name = "registry pause",
    .synopsis = "SUBJECT --reason TEXT [--organisation ID] [--data FOLDER]",
    .summary = "state that a deployment is paused, and why",
    .help = "A new version of the record of that deployment, otherwise as it stands; what it "
            "withholds stays withheld.\nWaits in the outbox, where it can be cancelled.",
    .options = options,
    .options_size = sizeof(struct pause_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
