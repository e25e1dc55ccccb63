/* policeai registry answer */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"

struct answer_options {
    const char *data;
    const char *organisation;
    const char *answer;
    const char *document;
    const char *link;
    const char *role;
    const char *date;
    const char *expires;
    const char *flag;
    const char *flag_reason;
    const char *reason;
};

#define AT(member) offsetof(struct answer_options, member)
static const struct opt options[] = {
    {"answer", 0, OPT_TEXT, AT(answer), "TEXT", "in words", 0, 0},
    {"document", 0, OPT_TEXT, AT(document), "TITLE", "the document that answers it", 0, 0},
    {"link", 0, OPT_TEXT, AT(link), "ADDRESS", "where the document can be read", 0, 0},
    {"role", 0, OPT_TEXT, AT(role), "TEXT", "by which role", 0, 0},
    {"date", 0, OPT_TEXT, AT(date), "YYYY-MM-DD", "of the document (else today)", 0, 0},
    {"expires", 0, OPT_TEXT, AT(expires), "YYYY-MM-DD", "the day on which it lapses", 0, 0},
    {"flag", 0, OPT_TEXT, AT(flag), "FLAG",
     "green, orange or red: what the assessment by a checklist came to", 0, 0},
    {"flag-reason", 0, OPT_TEXT, AT(flag_reason), "TEXT", "why; needed with a flag", 0, 0},
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "what changed with this version", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID",
     "the force that answers (else the one this installation's key is of)", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code fill(struct registry_call *call, const struct answer_options *given,
                          const char *const *words, struct draft *draft, struct err *err)
{
    const struct {
        const char *field;
        const char *text;
    } all[] = {{"deployment", words[0]},
               {"requirement", words[1]},
               {"answer", given->answer},
               {"document", given->document},
               {"link", given->link},
               {"role", given->role},
               {"date", given->date != NULL ? given->date : call->today},
               {"expires", given->expires},
               {"flag", given->flag},
               {"flag_reason", given->flag_reason},
               {"reason", given->reason}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        TRY(registry_put_text(call, draft, all[i].field, all[i].text, err));
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct answer_options *given = call->options;
    struct registry_call registry;
    if ((given->flag == NULL) != (given->flag_reason == NULL)) {
        return err_set(err, ERR_USAGE, "a flag stands with its reason: --flag, --flag-reason");
    }
    if (given->answer == NULL && given->document == NULL) {
        return err_set(err, ERR_USAGE, "say what answers it: --answer, --document or both");
    }
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    struct draft draft = registry_draft(&registry, "answer");
    enum err_code code = fill(&registry, given, call->words, &draft, err);
    if (code == ERR_OK) {
        code = registry_say_new(&registry, &draft, given->organisation, err);
    }
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_answer = {
    .name = "registry answer",
    .synopsis = "DEPLOYMENT REQUIREMENT [--answer TEXT] [--document TITLE] [--link ADDRESS] "
                "[--flag green|orange|red --flag-reason TEXT] [--date DATE] [--expires DATE] "
                "[--role TEXT] [--reason TEXT] [--organisation ID] [--data FOLDER]",
    .summary = "say by what a force meets a requirement of the gate, and which flag it got",
    .help =
        "REQUIREMENT is an id that \"registry check\" shows. A flag is what an assessment by "
        "a checklist came to; it changes no\nstate of the gate and is shown with its "
        "reason. Said again, it is the next version. Waits in the outbox, where it can\nbe "
        "cancelled.",
    .options = options,
    .options_size = sizeof(struct answer_options),
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
