/* policeai score diarisation */
#include "cli/score_call.h"
#include "score/diarisation/score_diarisation.h"

struct diarisation_options {
    struct score_options score;
    struct score_diarisation_plan plan;
};

static const struct opt options[] = {
    {"ref", 0, OPT_TEXT, offsetof(struct diarisation_options, plan.reference), "FILE.rttm",
     "who spoke when", 0, 0},
    {"hyp", 0, OPT_TEXT, offsetof(struct diarisation_options, plan.hypothesis), "FILE.rttm",
     "what the system says", 0, 0},
    {"uem", 0, OPT_TEXT, offsetof(struct diarisation_options, plan.regions), "FILE.uem",
     "what is evaluated; without it der takes the extent of the reference, pyannote of both", 0,
     0},
    {"collar", 0, OPT_REAL, offsetof(struct diarisation_options, plan.collar), "SECONDS",
     "left out around boundaries: der on either side, der.pyannote and jer in all (0)", 0,
     1000000},
    {"skip-overlap", 0, OPT_FLAG, offsetof(struct diarisation_options, plan.skip_overlap), NULL,
     "leave out where two speakers of the reference speak at once", 0, 0},
    SCORE_OPTION_ROWS(struct diarisation_options, score),
    {.name = NULL}};

static const struct diarisation_options defaults = {.score = SCORE_OPTIONS_DEFAULTS};

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct diarisation_options *o = given;
    TRY(score_needs(o->plan.reference, "ref FILE", err));
    TRY(score_needs(o->plan.hypothesis, "hyp FILE", err));
    return score_diarisation(report, &o->plan, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct diarisation_options *o = call->options;
    return score_call(call, "diarisation", &o->score, score, err);
}

const struct command command_score_diarisation = {
    .name = "score diarisation",
    .synopsis = "--ref FILE.rttm --hyp FILE.rttm [--uem FILE.uem] [--collar SECONDS]\n"
                "       [--skip-overlap] [--json]",
    .summary = "diarisation and Jaccard error rates",
    .help =
        "der is NIST md-eval's, der.pyannote and jer are pyannote.metrics's: the two read a "
        "collar otherwise.\nRecordings are the clusters of the intervals. "
        "doc/score/diarisation.md says more.",
    .options = options,
    .options_size = sizeof(struct diarisation_options),
    .defaults = &defaults,
    .run = run,
};
