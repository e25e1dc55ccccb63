/* policeai score identification */
#include "cli/score_call.h"
#include "score/biometrics/score_identification.h"

struct identification_options {
    struct score_options score;
    const char *input;
    struct identification_plan plan;
};

#define AT(member) offsetof(struct identification_options, member)
static const struct opt options[] = {
    {"input", 0, OPT_TEXT, AT(input), "FILE", "candidates (CSV, plain or gzip; - is stdin)", 0,
     0},
    {"threshold", 0, OPT_TEXT, AT(plan.threshold), "X", "of fnir, tpir, fpir and alerts", 0, 0},
    {"fpir", 0, OPT_REAL, AT(plan.fpir), "R",
     "without --threshold: the lowest one with at most this FPIR", 0, 1},
    {"rank", 0, OPT_INT, AT(plan.rank), "R", "candidates past it do not count (0: all count)",
     0, RANK_MAX},
    {"strict", 0, OPT_FLAG, AT(plan.strict), NULL, "match above the threshold, not at it", 0,
     0},
    {"group", 0, OPT_TEXT, AT(plan.group), "COLUMN[,…]", "compare groups, besides galleries", 0,
     0},
    {"cluster", 0, OPT_TEXT, AT(plan.cluster), "COLUMN",
     "searches of one value are not independent", 0, 0},
    SCORE_OPTION_ROWS(struct identification_options, score),
    {.name = NULL}};

static const struct identification_options defaults = {.score = SCORE_OPTIONS_DEFAULTS};

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct identification_options *o = given;
    TRY(score_needs(o->input, "input", err));
    return score_identification(report, o->input, &o->plan, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct identification_options *o = call->options;
    return score_call(call, "identification", &o->score, score, err);
}

const struct command command_score_identification = {
    .name = "score identification",
    .synopsis = "--input S.csv [--threshold X] [--rank R] [--group COLUMN] …",
    .summary = "searches of a gallery: false positives, misses, ranks",
    .help = "Columns probe, candidate, rank, score, mated (1: the probe is enrolled), perhaps "
            "gallery, correct, identity:\nFNIR, TPIR and FPIR at a threshold, false alerts by "
            "faces "
            "seen and by alerts, selectivity, rank 1 to 20 and the\nCMC, by gallery and group. "
            "doc/score/biometrics.md says what each is.",
    .options = options,
    .options_size = sizeof(struct identification_options),
    .defaults = &defaults,
    .run = run,
};
