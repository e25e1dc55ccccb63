/* policeai score attack-detection */
#include "cli/score_call.h"
#include "score/biometrics/score_attack_detection.h"

struct attack_options {
    struct score_options score;
    const char *input;
    struct attack_plan plan;
};

#define AT(member) offsetof(struct attack_options, member)
static const struct opt options[] = {
    {"input", 0, OPT_TEXT, AT(input), "FILE", "presentations (CSV, plain or gzip; - is stdin)",
     0, 0},
    {"score", 0, OPT_TEXT, AT(plan.columns.score), "COLUMN", "high: bona fide", 0, 0},
    {"label", 0, OPT_TEXT, AT(plan.columns.label), "COLUMN",
     "1 (or --bona-fide): bona fide; anything else: attack", 0, 0},
    {"bona-fide", 0, OPT_TEXT, AT(plan.columns.bona_fide), "LABEL",
     "label of bona fide presentations (1)", 0, 0},
    {"species", 0, OPT_TEXT, AT(plan.columns.species), "COLUMN",
     "kind of attack; without it the label is the kind", 0, 0},
    {"attack-high", 0, OPT_FLAG, AT(plan.columns.attack_high), NULL,
     "scores are high for attacks", 0, 0},
    {"threshold", 0, OPT_TEXT, AT(plan.threshold), "X", "of apcer, bpcer and acer (0.5)", 0, 0},
    {"group", 0, OPT_TEXT, AT(plan.columns.group), "COLUMN[,…]", "compare groups", 0, 0},
    {"cluster", 0, OPT_TEXT, AT(plan.columns.cluster), "COLUMN",
     "rows of one value are not independent", 0, 0},
    SCORE_OPTION_ROWS(struct attack_options, score),
    {.name = NULL}};

static const struct attack_options defaults = {.score = SCORE_OPTIONS_DEFAULTS,
                                               .plan = {.columns = {.bona_fide = "1"}}};

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct attack_options *o = given;
    TRY(score_needs(o->input, "input", err));
    TRY(score_needs(o->plan.columns.score, "score", err));
    TRY(score_needs(o->plan.columns.label, "label", err));
    return score_attack_detection(report, o->input, &o->plan, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct attack_options *o = call->options;
    return score_call(call, "attack-detection", &o->score, score, err);
}

const struct command command_score_attack_detection = {
    .name = "score attack-detection",
    .synopsis = "--input S.csv --score COLUMN --label COLUMN [--species COLUMN] …",
    .summary = "presentation attacks and deepfakes: errors by species",
    .help = "A score of each presentation: APCER of each species and of the worst, BPCER, ACER "
            "(not of ISO/IEC 30107-3)\nat a threshold, BPCER10, 20 and 100, equal error rate "
            "by each "
            "named convention. A score at or above the\nthreshold passes as bona fide. "
            "doc/score/biometrics.md says what each is.",
    .options = options,
    .options_size = sizeof(struct attack_options),
    .defaults = &defaults,
    .run = run,
};
