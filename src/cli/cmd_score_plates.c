/* policeai score plates */
#include "cli/score_call.h"
#include "score/plates/score_plates.h"

struct plates_options {
    struct score_options score;
    const char *input;
    struct score_plates_columns columns;
};

#define AT(member) offsetof(struct plates_options, member)
static const struct opt options[] = {
    {"input", 0, OPT_TEXT, AT(input), "FILE", "CSV, one row a read (an empty one: none)", 0, 0},
    {"vehicle", 0, OPT_TEXT, AT(columns.vehicle), "COL",
     "which passing vehicle a read is of (vehicle)", 0, 0},
    {"truth", 0, OPT_TEXT, AT(columns.truth), "COL", "the true mark (truth)", 0, 0},
    {"read", 0, OPT_TEXT, AT(columns.read), "COL", "the mark read (read)", 0, 0},
    {"group", 0, OPT_TEXT, AT(columns.group), "COL[,COL]", "compare the values of a column", 0,
     0},
    SCORE_OPTION_ROWS(struct plates_options, score),
    {.name = NULL}};

static const struct plates_options defaults = {
    .score = SCORE_OPTIONS_DEFAULTS,
    .columns = {.vehicle = "vehicle", .truth = "truth", .read = "read"}};

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct plates_options *o = given;
    TRY(score_needs(o->input, "input", err));
    return score_plates(report, o->input, &o->columns, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct plates_options *o = call->options;
    return score_call(call, "plates", &o->score, score, err);
}

const struct command command_score_plates = {
    .name = "score plates",
    .synopsis =
        "--input P.csv [--truth COL] [--read COL] [--vehicle COL] [--group COL] [--json] …",
    .summary = "number plates read by cameras: captured, read, character errors",
    .help =
        "How many passing vehicles were captured, how many of these read exactly, errors by "
        "character and which\ncharacters were taken for which, with intervals and by group; "
        "what the grammar of UK marks would mend.\ndoc/score/plates.md says what each is.",
    .options = options,
    .options_size = sizeof(struct plates_options),
    .defaults = &defaults,
    .run = run,
};
