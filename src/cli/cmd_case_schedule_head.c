/* policeai case schedule head */
#include "cli/case_print.h"
#include "cli/schedule_call.h"
#include "disclosure/schedule_head.h"

#include <stdio.h>

struct head_options {
    const char *urn, *defendant, *offence, *officer, *as;
};

#define AT(member) offsetof(struct head_options, member)
static const struct opt options[] = {
    {"urn", 0, OPT_TEXT, AT(urn), "TEXT", "unique reference number of the case", 0, 0},
    {"defendant", 0, OPT_TEXT, AT(defendant), "TEXT", "the defendant, or all of them", 0, 0},
    {"offence", 0, OPT_TEXT, AT(offence), "TEXT", "what is charged", 0, 0},
    {"officer", 0, OPT_TEXT, AT(officer), "TEXT", "the disclosure officer", 0, 0},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who says so (the login name)", 0, 0},
    {.name = NULL}};

static enum err_code head_of_case(struct command_call *call, struct casefile_acts *acts,
                                  struct err *err)
{
    const struct head_options *given = call->options;
    const char *const fields[SCHEDULE_HEAD_FIELDS] = {given->urn, given->defendant,
                                                      given->offence, given->officer};
    struct schedule_head head;
    struct disclosure_act act;
    bool asked = false;
    bool changed = false;
    for (int i = 0; i < SCHEDULE_HEAD_FIELDS; i++) {
        asked = asked || fields[i] != NULL;
    }
    if (asked) {
        TRY(schedule_call_act(call->arena, given->as, &act, err));
        TRY(schedule_head_set(acts, &act, fields, NULL, &changed, err));
        printf("%s", changed ? "" : "nothing changed\n");
    }
    TRY(schedule_head_read(acts->db, call->arena, &head, err));
    for (int i = 0; i < SCHEDULE_HEAD_FIELDS; i++) {
        printf("%s: ", schedule_head_title(i));
        case_print(head.says[i].n > 0 ? head.says[i] : STR("(a line to fill in)"), false);
        printf("\n");
    }
    return ERR_OK;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    struct casefile_acts acts;
    TRY(disclosure_open(&acts, call->words[0], err));
    enum err_code code = head_of_case(call, &acts, err);
    casefile_close_acts(&acts);
    return code;
}

static const struct head_options defaults = {.urn = NULL};

const struct command command_case_schedule_head = {
    .name = "case schedule head",
    .synopsis = "CASE [--urn TEXT] [--defendant TEXT] [--offence TEXT] [--officer TEXT] "
                "[--as NAME]",
    .summary = "which case it is, for the head of the papers",
    .help = "Kept in the case file and printed on every schedule, report and management "
            "document made later; \"\" makes it a line\nto fill in again. Without an option: "
            "what is there.",
    .options = options,
    .options_size = sizeof(struct head_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
