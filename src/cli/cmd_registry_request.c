/* policeai registry request */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"

struct request_options {
    const char *data;
    const char *organisation;
    const char *title;
    const char *scope;
    const char *forces;
    const char *due;
    const char *date;
};

#define AT(member) offsetof(struct request_options, member)
static const struct opt options[] = {
    {"title", 0, OPT_TEXT, AT(title), "TEXT", "what the request is called", 0, 0},
    {"scope", 0, OPT_TEXT, AT(scope), "TEXT", "what is asked for", 0, 0},
    {"forces", 0, OPT_TEXT, AT(forces), "IDS",
     "of which forces: ids or names with commas between them", 0, 0},
    {"due", 0, OPT_TEXT, AT(due), "YYYY-MM-DD", "by which day", 0, 0},
    {"date", 0, OPT_TEXT, AT(date), "YYYY-MM-DD", "asked on which day (else today)", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID", ORGANISATION_OPTION_HELP, 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code fill(struct registry_call *call, const struct request_options *given,
                          struct draft *draft, struct err *err)
{
    TRY(registry_put_text(call, draft, "title", given->title, err));
    TRY(registry_put_text(call, draft, "scope", given->scope, err));
    TRY(registry_put_text(call, draft, "forces", given->forces, err));
    TRY(registry_put_text(call, draft, "due", given->due, err));
    TRY(registry_put_text(call, draft, "date", given->date != NULL ? given->date : call->today,
                          err));
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct request_options *given = call->options;
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    struct draft draft = registry_draft(&registry, "request");
    enum err_code code = fill(&registry, given, &draft, err);
    if (code == ERR_OK) {
        code = registry_say_new(&registry, &draft, given->organisation, err);
    }
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_request = {
    .name = "registry request",
    .synopsis = "--title TEXT --scope TEXT --forces IDS --due YYYY-MM-DD [--date YYYY-MM-DD] "
                "[--organisation ID] [--data FOLDER]",
    .summary = "ask forces for a return by a day",
    .help = "Forces answer by publishing records, or by \"registry nil-return\". Waits in the "
            "outbox, where it can be cancelled.",
    .options = options,
    .options_size = sizeof(struct request_options),
    .words_min = 0,
    .words_max = 0,
    .run = run,
};
