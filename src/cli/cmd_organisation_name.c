/* policeai organisation name */
#include "base/jsonw.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/data_option.h"
#include "cli/organisation_option.h"

struct name_options {
    const char *data;
    const char *date;
    const char *kind;
    const char *region;
    const char *area_code;
    const char *subject;
};

#define AT(member) offsetof(struct name_options, member)
static const struct opt options[] = {
    {"date", 0, OPT_TEXT, AT(date), "YYYY-MM-DD", "from which day on it is called so", 0, 0},
    {"kind", 0, OPT_TEXT, AT(kind), "WORDS",
     "\"territorial force\", \"special force\", \"national body\" or \"other body\"", 0, 0},
    {"region", 0, OPT_TEXT, AT(region), "TEXT", "where it is, when that can be said", 0, 0},
    {"area-code", 0, OPT_TEXT, AT(area_code), "CODE", "the police force area's code", 0, 0},
    {"subject", 0, OPT_TEXT, AT(subject), "HEX32",
     "of the statement that this one takes the place of", 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

static void member(struct jsonw *w, const char *name, const char *text)
{
    if (text != NULL) {
        jsonw_member(w, name, text);
    }
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct name_options *given = call->options;
    struct strbuf body;
    struct jsonw w;
    if (given->date == NULL || given->kind == NULL) {
        return err_set(err, ERR_USAGE, "say from when and what it is: --date and --kind");
    }
    strbuf_init(&body, LIMIT_BODY);
    jsonw_init(&w, &body);
    jsonw_object(&w);
    member(&w, "area_code", given->area_code);
    member(&w, "date", given->date);
    member(&w, "kind", given->kind);
    member(&w, "name", call->words[1]);
    member(&w, "organisation", call->words[0]);
    member(&w, "region", given->region);
    jsonw_end(&w);
    enum err_code code = organisation_submit(call->arena, given->data, "organisation.named/1",
                                             given->subject, strbuf_view(&body), err);
    strbuf_release(&body);
    return code;
}

const struct command command_organisation_name = {
    .name = "organisation name",
    .synopsis = "ID NAME --date YYYY-MM-DD --kind WORDS [--region TEXT] [--area-code CODE] "
                "[--subject HEX32] [--data FOLDER]",
    .summary = "state what an organisation is called from a day on",
    .help = "Also how one begins that is in no list. Only the organisation itself may say it; "
            "the operator of the log may,\nwhile it has no key here. Waits in the outbox, "
            "where it can be cancelled.",
    .options = options,
    .options_size = sizeof(struct name_options),
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
