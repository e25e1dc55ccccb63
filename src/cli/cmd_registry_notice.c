/* policeai registry notice */
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/registry_call.h"

struct notice_options {
    const char *data;
    const char *organisation;
    const char *title;
    const char *about;
    const char *says;
    const char *action;
    const char *due;
    const char *lifted;
    const char *date;
};

#define AT(member) offsetof(struct notice_options, member)
static const struct opt options[] = {
    {"title", 0, OPT_TEXT, AT(title), "TEXT", "what the notice is called", 0, 0},
    {"about", 0, OPT_TEXT, AT(about), "TEXT", "SUPPLIER|PRODUCT[|FROM VERSION[|TO VERSION]]", 0,
     0},
    {"says", 0, OPT_TEXT, AT(says), "TEXT", "what was found", 0, 0},
    {"action", 0, OPT_TEXT, AT(action), "TEXT", "what to do", 0, 0},
    {"due", 0, OPT_TEXT, AT(due), "YYYY-MM-DD", "to be acknowledged by", 0, 0},
    {"lifted", 0, OPT_TEXT, AT(lifted), "YYYY-MM-DD", "since when it no longer holds", 0, 0},
    {"date", 0, OPT_TEXT, AT(date), "YYYY-MM-DD", "of which day (else today)", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID", ORGANISATION_OPTION_HELP, 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static enum err_code fill(struct registry_call *call, const struct notice_options *given,
                          struct draft *draft, struct err *err)
{
    TRY(registry_put_text(call, draft, "title", given->title, err));
    TRY(registry_put_text(call, draft, "about", given->about, err));
    TRY(registry_put_text(call, draft, "says", given->says, err));
    TRY(registry_put_text(call, draft, "action", given->action, err));
    TRY(registry_put_text(call, draft, "due", given->due, err));
    TRY(registry_put_text(call, draft, "lifted", given->lifted, err));
    TRY(registry_put_text(call, draft, "date", given->date != NULL ? given->date : call->today,
                          err));
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct notice_options *given = call->options;
    struct registry_call registry;
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    struct draft draft = registry_draft(&registry, "notice");
    enum err_code code = fill(&registry, given, &draft, err);
    if (code == ERR_OK) {
        code = registry_say_new(&registry, &draft, given->organisation, err);
    }
    registry_call_close(&registry);
    return code;
}

const struct command command_registry_notice = {
    .name = "registry notice",
    .synopsis = "--title TEXT --about TEXT --says TEXT --action TEXT [--due YYYY-MM-DD] "
                "[--date YYYY-MM-DD] [--organisation ID] [--data FOLDER]",
    .summary = "publish a safety notice on a product and its versions",
    .help = "Shown on every deployment of the product and on what its output goes into. More "
            "than one product, or a change of a\nnotice: \"registry new notice NAME\" and "
            "\"registry publish\".",
    .options = options,
    .options_size = sizeof(struct notice_options),
    .words_min = 0,
    .words_max = 0,
    .run = run,
};
