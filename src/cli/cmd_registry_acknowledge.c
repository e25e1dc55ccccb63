/* policeai registry acknowledge */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"

struct acknowledge_options {
    const char *data;
    const char *organisation;
    const char *did;
    const char *role;
    const char *date;
};

#define AT(member) offsetof(struct acknowledge_options, member)
static const struct opt options[] = {
    {"did", 0, OPT_TEXT, AT(did), "TEXT", "what was done", 0, 0},
    {"role", 0, OPT_TEXT, AT(role), "TEXT", "by which role", 0, 0},
    {"date", 0, OPT_TEXT, AT(date), "YYYY-MM-DD", "on which day (else today)", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID", ORGANISATION_OPTION_HELP, 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code fill(struct registry_call *call, const struct acknowledge_options *given,
                          const char *word, struct draft *draft, struct err *err)
{
    TRY(registry_put_text(call, draft, "notice", word, err));
    TRY(registry_put_text(call, draft, "did", given->did, err));
    TRY(registry_put_text(call, draft, "role", given->role, err));
    TRY(registry_put_text(call, draft, "date", given->date != NULL ? given->date : call->today,
                          err));
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct acknowledge_options *given = call->options;
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    struct draft draft = registry_draft(&registry, "acknowledgement");
    enum err_code code = fill(&registry, given, call->words[0], &draft, err);
    if (code == ERR_OK) {
        code = registry_say_new(&registry, &draft, given->organisation, err);
    }
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_acknowledge = {
    .name = "registry acknowledge",
    .synopsis =
        "NOTICE --did TEXT --role TEXT [--date YYYY-MM-DD] [--organisation ID] [--data FOLDER]",
    .summary = "say what was done about a safety notice",
    .help = "NOTICE is the subject of the notice. Waits in the outbox, where it can be "
            "cancelled. Said again, it is the next version.",
    .options = options,
    .options_size = sizeof(struct acknowledge_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
