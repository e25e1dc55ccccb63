/* policeai lab threshold */
#include "cli/guide_call.h"
#include "tuning/operating_guide.h"

struct threshold_options {
    struct score_options place;
    double false_alarms;
    double recall;
    bool by_value;
};

static const struct threshold_options defaults = {.place = {.score = "/score"}};

static const struct opt options[] = {
    SCORE_OPTIONS(struct threshold_options),
    {"false-alarms", 0, OPT_REAL, offsetof(struct threshold_options, false_alarms), "RATE",
     "of negative items at most so many are taken for positive", 0, 1},
    {"recall", 0, OPT_REAL, offsetof(struct threshold_options, recall), "RATE",
     "of positive items at least so many are found", 0, 1},
    {"by-value", 0, OPT_FLAG, offsetof(struct threshold_options, by_value), NULL,
     "the rate itself keeps the target; else its whole 95 % interval", 0, 0},
    {.name = NULL}};

static enum err_code read_target(const struct threshold_options *given,
                                 struct operating_target *target, struct err *err)
{
    if ((given->false_alarms > 0) == (given->recall > 0)) {
        return err_set(err, ERR_USAGE, "give one target: --false-alarms RATE or --recall RATE");
    }
    *target = (struct operating_target){
        .rate = given->recall > 0 ? OPERATING_RECALL : OPERATING_FALSE_ALARMS,
        .bound = given->recall > 0 ? given->recall : given->false_alarms,
        .by_value = given->by_value};
    return ERR_OK;
}

static enum err_code make(struct arena *arena, const struct evidence_files *files,
                          const struct score_place *place, const void *choice,
                          struct strbuf *out, struct err *err)
{
    return operating_guide_make(arena, files, place, choice, out, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct threshold_options *given = call->options;
    struct operating_target choice;
    TRY(read_target(given, &choice, err));
    return guide_call_choose(call, &given->place, make, &choice, err);
}

const struct command command_lab_threshold = {
    .name = "lab threshold",
    .synopsis = "EVIDENCE.dsse.json --positive /match=yes --false-alarms RATE | --recall RATE "
                "--to FILE …",
    .summary = "choose from which score on an answer is a yes",
    .help = "Takes the answers of a run on split dev and finds the threshold that keeps the "
            "target and is best in the other\nrate. The outcome is an operating-point guide; "
            "`policeai lab confirm` tries it once on split test.\n\nEvidence of split test is "
            "refused: what is chosen on the items a tool is tested by flatters it.",
    .options = options,
    .options_size = sizeof(struct threshold_options),
    .defaults = &defaults,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
