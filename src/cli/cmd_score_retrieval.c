/* policeai score retrieval */
#include "cli/score_call.h"
#include "score/retrieval/score_retrieval.h"
#include "score/retrieval/trec_files.h"

static const struct opt options[] = {
    {"qrels", 0, OPT_TEXT, offsetof(struct score_retrieval_options, qrels), "Q",
     "judgements: topic iteration document level", 0, 0},
    {"run", 0, OPT_TEXT, offsetof(struct score_retrieval_options, run), "R",
     "answers: topic Q0 document rank score tag", 0, 0},
    {"complete", 'c', OPT_FLAG, offsetof(struct score_retrieval_options, complete), NULL,
     "average over all judged topics; those not in the run count 0", 0, 0},
    {"level", 'l', OPT_INT, offsetof(struct score_retrieval_options, level), "N",
     "relevant from this judgement on (1)", 1, TREC_LEVEL_MAX},
    {"most", 'M', OPT_INT, offsetof(struct score_retrieval_options, most), "N",
     "look at the first N documents of a topic only (0: all)", 0, INT64_MAX},
    {"judged-only", 'J', OPT_FLAG, offsetof(struct score_retrieval_options, judged_only), NULL,
     "take documents that nobody judged out first", 0, 0},
    {"per-topic", 'q', OPT_FLAG, offsetof(struct score_retrieval_options, per_topic), NULL,
     "each topic's values too", 0, 0},
    SCORE_OPTION_ROWS(struct score_retrieval_options, shared),
    {.name = NULL}};

static const struct score_retrieval_options defaults = SCORE_RETRIEVAL_DEFAULTS;

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct score_retrieval_options *o = given;
    TRY(score_needs(o->qrels, "qrels", err));
    TRY(score_needs(o->run, "run", err));
    return score_retrieval(report, o, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct score_retrieval_options *o = call->options;
    return score_call(call, "retrieval", &o->shared, score, err);
}

const struct command command_score_retrieval = {
    .name = "score retrieval",
    .synopsis = "--qrels Q --run R [-c] [--json]",
    .summary = "ranked answers against judgements, as trec_eval",
    .help =
        "The measures of trec_eval under its names (-m all_trec), with its ties: score, "
        "highest first, then the\ndocument's name, last first; the rank is not read. Options "
        "-c -l -M -J -q are trec_eval's.",
    .options = options,
    .options_size = sizeof(struct score_retrieval_options),
    .defaults = &defaults,
    .run = run,
};
