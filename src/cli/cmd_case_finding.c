/* policeai case finding */
#include "base/clock.h"
#include "casecheck/casecheck.h"
#include "cli/case_person.h"
#include "cli/command.h"
#include "cli/finding_print.h"

struct finding_options {
    const char *dealt_with, *not_a_defect, *reopen, *as;
};

#define AT(member) offsetof(struct finding_options, member)
static const struct opt options[] = {
    {"dealt-with", 0, OPT_TEXT, AT(dealt_with), "REASON", "what was done about it", 0, 0},
    {"not-a-defect", 0, OPT_TEXT, AT(not_a_defect), "REASON", "why it is none", 0, 0},
    {"reopen", 0, OPT_TEXT, AT(reopen), "REASON", "why it is open again", 0, 0},
    {"as", 0, OPT_TEXT, AT(as), "NAME", "who decides (the login name)", 0, 0},
    {.name = NULL}};

static enum err_code decide(struct command_call *call, int64_t finding, struct err *err)
{
    const struct finding_options *given = call->options;
    struct casefile_acts acts;
    struct str who;
    const char *standing = given->dealt_with != NULL     ? "dealt with"
                           : given->not_a_defect != NULL ? "not a defect"
                                                         : "open";
    const char *reason = given->dealt_with != NULL     ? given->dealt_with
                         : given->not_a_defect != NULL ? given->not_a_defect
                                                       : given->reopen;
    TRY(case_person(call->arena, given->as, &who, err));
    TRY(casefile_open_to_act(&acts, call->words[0], err));
    enum err_code code = casecheck_decide(&acts, finding, str_of(standing), str_of(reason), who,
                                          clock_now(&(struct clock){0}), err);
    casefile_close_acts(&acts);
    return code;
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct finding_options *given = call->options;
    struct db *db;
    int64_t open;
    uint64_t number;
    int asked =
        (given->dealt_with != NULL) + (given->not_a_defect != NULL) + (given->reopen != NULL);
    if (!str_to_u64(str_of(call->words[1]), INT64_MAX, &number) || number == 0) {
        err_set(err, ERR_USAGE, "\"%s\" is no number of a finding", call->words[1]);
        err_hint(err, "`policeai case check %s --all` lists them", call->words[0]);
        return ERR_USAGE;
    }
    if (asked > 1) {
        return err_set(err, ERR_USAGE,
                       "only one of --dealt-with, --not-a-defect, --reopen at a time");
    }
    if (asked == 1) {
        TRY(decide(call, (int64_t)number, err));
    }
    TRY(casefile_open(&db, call->words[0], err));
    enum err_code code = finding_print(db, true, (int64_t)number, &open, err);
    db_close(db);
    return code;
}

static const struct finding_options defaults = {0};

const struct command command_case_finding = {
    .name = "case finding",
    .synopsis = "CASE NUMBER [--dealt-with REASON | --not-a-defect REASON | --reopen REASON] "
                "[--as NAME]",
    .summary = "one finding of a case's check: where it stands; what a person says of it",
    .help = "Shows the finding with every place. With a reason it is marked, by name, in the "
            "case's audit; nothing of it is\ndeleted, and the next check tells it again when "
            "it is still there.",
    .options = options,
    .options_size = sizeof(struct finding_options),
    .defaults = &defaults,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
