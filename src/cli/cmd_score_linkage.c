/* policeai score linkage */
#include "cli/score_call.h"
#include "score/linkage/score_linkage.h"

static const struct opt options[] = {
    {"ref", 0, OPT_TEXT, offsetof(struct score_linkage_options, truth), "R.csv",
     "which records belong together", 0, 0},
    {"hyp", 0, OPT_TEXT, offsetof(struct score_linkage_options, answer), "H.csv",
     "which records were linked", 0, 0},
    {"record", 0, OPT_TEXT, offsetof(struct score_linkage_options, record), "COL",
     "column of the record's id (record)", 0, 0},
    {"cluster", 0, OPT_TEXT, offsetof(struct score_linkage_options, cluster), "COL",
     "column of the cluster's id (cluster)", 0, 0},
    {"group", 0, OPT_TEXT, offsetof(struct score_linkage_options, group), "COL",
     "compare the groups of this column of the reference", 0, 0},
    SCORE_OPTION_ROWS(struct score_linkage_options, shared),
    {.name = NULL}};

static const struct score_linkage_options defaults = SCORE_LINKAGE_DEFAULTS;

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct score_linkage_options *o = given;
    TRY(score_needs(o->truth, "ref", err));
    TRY(score_needs(o->answer, "hyp", err));
    return score_linkage(report, o, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct score_linkage_options *o = call->options;
    return score_call(call, "linkage", &o->shared, score, err);
}

const struct command command_score_linkage = {
    .name = "score linkage",
    .synopsis = "--ref R.csv --hyp H.csv [--json]",
    .summary = "linked records against a reference: pairs, clusters, B-cubed",
    .help = "Both files are CSV with a column \"record\" and a column \"cluster\", one row a "
            "record; "
            "the names of clusters\nneed not be the same in both, only who is together counts.",
    .options = options,
    .options_size = sizeof(struct score_linkage_options),
    .defaults = &defaults,
    .run = run,
};
