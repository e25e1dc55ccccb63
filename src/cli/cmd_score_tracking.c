/* policeai score tracking */
#include "cli/score_call.h"
#include "score/tracking/score_tracking.h"

struct tracking_options {
    struct score_options score;
    const char *gt;
    const char *dt;
    const char *preprocess;
};

#define AT(member) offsetof(struct tracking_options, member)
static const struct opt options[] = {
    {"gt", 0, OPT_TEXT, AT(gt), "FOLDER", "true boxes: NAME/gt/gt.txt or NAME.txt", 0, 0},
    {"dt", 0, OPT_TEXT, AT(dt), "FOLDER", "a tracker's: NAME.txt", 0, 0},
    {"preprocess", 0, OPT_TEXT, AT(preprocess), "KIND",
     "none (default), mot17 or mot20: take out what matches distractors", 0, 0},
    SCORE_OPTION_ROWS(struct tracking_options, score),
    {.name = NULL}};

static const struct tracking_options defaults = {.score = SCORE_OPTIONS_DEFAULTS,
                                                 .preprocess = "none"};

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct tracking_options *o = given;
    TRY(score_needs(o->gt, "gt", err));
    TRY(score_needs(o->dt, "dt", err));
    return score_tracking(report, o->gt, o->dt, o->preprocess, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct tracking_options *o = call->options;
    return score_call(call, "tracking", &o->score, score, err);
}

const struct command command_score_tracking = {
    .name = "score tracking",
    .synopsis = "--gt FOLDER --dt FOLDER [--preprocess none|mot17|mot20] [--json] …",
    .summary = "tracks of objects through videos: HOTA, CLEAR, Identity",
    .help =
        "Files of MOTChallenge. HOTA, DetA, AssA, LocA …, MOTA, MOTP, IDSW, MT, PT, ML, Frag "
        "…, IDF1, IDP, IDR as\nTrackEval has them, over all sequences and for each; "
        "intervals by bootstrap over sequences from 20 on.\ndoc/score/tracking.md says what "
        "each is.",
    .options = options,
    .options_size = sizeof(struct tracking_options),
    .defaults = &defaults,
    .run = run,
};
