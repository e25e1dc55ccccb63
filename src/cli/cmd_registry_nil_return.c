/* policeai registry nil-return */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"

struct nil_return_options {
    const char *data;
    const char *organisation;
    const char *role;
    const char *date;
    const char *note;
};

#define AT(member) offsetof(struct nil_return_options, member)
static const struct opt options[] = {
    {"role", 0, OPT_TEXT, AT(role), "TEXT", "by which role", 0, 0},
    {"date", 0, OPT_TEXT, AT(date), "YYYY-MM-DD", "on which day (else today)", 0, 0},
    {"note", 0, OPT_TEXT, AT(note), "TEXT", "anything to add", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID", ORGANISATION_OPTION_HELP, 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code fill(struct registry_call *call, const struct nil_return_options *given,
                          const char *word, struct draft *draft, struct err *err)
{
    TRY(registry_put_text(call, draft, "request", word, err));
    TRY(registry_put_text(call, draft, "role", given->role, err));
    TRY(registry_put_text(call, draft, "date", given->date != NULL ? given->date : call->today,
                          err));
    TRY(registry_put_text(call, draft, "note", given->note, err));
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct nil_return_options *given = call->options;
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    struct draft draft = registry_draft(&registry, "nil-return");
    enum err_code code = fill(&registry, given, call->words[0], &draft, err);
    if (code == ERR_OK) {
        code = registry_say_new(&registry, &draft, given->organisation, err);
    }
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_nil_return = {
    .name = "registry nil-return",
    .synopsis = "REQUEST --role TEXT [--date YYYY-MM-DD] [--note TEXT] [--organisation ID] "
                "[--data FOLDER]",
    .summary = "answer a return request: no tools to report",
    .help = "REQUEST is the subject of the request. A nil return lapses at the next request. "
            "It neither confirms nor denies\nwhat is exempt. Waits in the outbox, where it can "
            "be cancelled.",
    .options = options,
    .options_size = sizeof(struct nil_return_options),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
