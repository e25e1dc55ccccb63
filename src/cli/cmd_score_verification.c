/* policeai score verification */
#include "cli/score_call.h"
#include "score/biometrics/score_verification.h"

struct verification_options {
    struct score_options score;
    const char *input;
    struct verification_plan plan;
};

#define AT(member) offsetof(struct verification_options, member)
static const struct opt options[] = {
    {"input", 0, OPT_TEXT, AT(input), "FILE", "comparisons (CSV, plain or gzip; - is stdin)", 0,
     0},
    {"score", 0, OPT_TEXT, AT(plan.columns.score), "COLUMN", "high: same person", 0, 0},
    {"label", 0, OPT_TEXT, AT(plan.columns.label), "COLUMN", "1: same person, 0: another", 0,
     0},
    {"failure", 0, OPT_TEXT, AT(plan.columns.failure), "COLUMN", "1: no sample could be had", 0,
     0},
    {"threshold", 0, OPT_TEXT, AT(plan.threshold), "X", "of fmr, fnmr and differentials", 0, 0},
    {"fmr", 0, OPT_REAL, AT(plan.fmr), "R",
     "without --threshold: the lowest one with at most this FMR", 0, 1},
    {"strict", 0, OPT_FLAG, AT(plan.strict), NULL, "match above the threshold, not at it", 0,
     0},
    {"group", 0, OPT_TEXT, AT(plan.columns.group), "COLUMN[,…]", "compare groups", 0, 0},
    {"cluster", 0, OPT_TEXT, AT(plan.columns.cluster), "COLUMN",
     "rows of one value are not independent", 0, 0},
    SCORE_OPTION_ROWS(struct verification_options, score),
    {.name = NULL}};

static const struct verification_options defaults = {.score = SCORE_OPTIONS_DEFAULTS};

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct verification_options *o = given;
    TRY(score_needs(o->input, "input", err));
    TRY(score_needs(o->plan.columns.score, "score", err));
    TRY(score_needs(o->plan.columns.label, "label", err));
    return score_verification(report, o->input, &o->plan, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct verification_options *o = call->options;
    return score_call(call, "verification", &o->score, score, err);
}

const struct command command_score_verification = {
    .name = "score verification",
    .synopsis = "--input S.csv --score COLUMN --label COLUMN [--group COLUMN] …",
    .summary = "one-to-one comparisons: false match and non-match rates",
    .help =
        "Scores of comparisons, 1 for the same person: FNMR at FMR 1e-1 to 1e-6 as far as "
        "there are comparisons enough,\nFMR and FNMR at a threshold, the DET table, equal "
        "error "
        "rate by each named convention, ROC AUC; with --group\neach of them by group and FDR, "
        "IR, GARBE and max/geomean. doc/score/biometrics.md says what each is.",
    .options = options,
    .options_size = sizeof(struct verification_options),
    .defaults = &defaults,
    .run = run,
};
