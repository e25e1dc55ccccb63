/* policeai score summary */
#include "cli/score_call.h"
#include "score/summary/score_summary.h"

struct summary_options {
    struct score_summary wanted;
    struct score_options shared;
};

static const struct opt options[] = {
    {"ref", 0, OPT_TEXT, offsetof(struct summary_options, wanted.ref), "R.txt",
     "reference summaries, one a line", 0, 0},
    {"hyp", 0, OPT_TEXT, offsetof(struct summary_options, wanted.hyp), "H.txt",
     "the summaries to score, one a line", 0, 0},
    {"source", 0, OPT_TEXT, offsetof(struct summary_options, wanted.source), "S.txt",
     "what was summarised, one a line", 0, 0},
    {"stem", 0, OPT_FLAG, offsetof(struct summary_options, wanted.stem), NULL,
     "ROUGE by word stems", 0, 0},
    {"segments", 0, OPT_FLAG, offsetof(struct summary_options, wanted.segments), NULL,
     "each summary's figures as well (with --json)", 0, 0},
    SCORE_OPTION_ROWS(struct summary_options, shared),
    {.name = NULL}};

static const struct summary_options defaults = {.shared = SCORE_OPTIONS_DEFAULTS};

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct summary_options *o = given;
    TRY(score_needs(o->wanted.ref, "ref", err));
    TRY(score_needs(o->wanted.hyp, "hyp", err));
    return score_summary(report, &o->wanted, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct summary_options *o = call->options;
    return score_call(call, "summary", &o->shared, score, err);
}

const struct command command_score_summary = {
    .name = "score summary",
    .synopsis = "--ref R.txt --hyp H.txt [--source S.txt] [--stem] [--json]",
    .summary = "ROUGE; what a summary says that its source does not",
    .help =
        "One summary a line; \\n in a line is a line break, in a source \\f ends a page. Files "
        "whose first line begins\nwith { have an object a line with \"text\" or \"pages\". "
        "With --source: coverage, density, compression,\nunsupported entities, citations. "
        "doc/score/summary.md says what each figure is.",
    .options = options,
    .options_size = sizeof(struct summary_options),
    .defaults = &defaults,
    .run = run,
};
