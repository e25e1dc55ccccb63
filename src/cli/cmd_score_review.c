/* policeai score review */
#include "cli/score_call.h"
#include "score/retrieval/trec_files.h"
#include "score/review/score_review.h"

static const struct opt options[] = {
    {"qrels", 0, OPT_TEXT, offsetof(struct score_review_options, qrels), "Q",
     "judgements: topic iteration document level", 0, 0},
    {"run", 0, OPT_TEXT, offsetof(struct score_review_options, run), "R",
     "the order of screening: topic Q0 document rank score tag", 0, 0},
    {"level", 'l', OPT_INT, offsetof(struct score_review_options, level), "N",
     "relevant from this judgement on (1)", 1, TREC_LEVEL_MAX},
    {"sampled", 0, OPT_INT, offsetof(struct score_review_options, sampled), "N",
     "documents sampled from those not reviewed", 1, INT32_MAX},
    {"sample-found", 0, OPT_INT, offsetof(struct score_review_options, sample_found), "N",
     "of those, relevant", 0, INT32_MAX},
    {"unreviewed", 0, OPT_INT, offsetof(struct score_review_options, unreviewed), "N",
     "documents not reviewed, sampled ones included", 0, INT64_MAX / 2},
    {"reviewed-found", 0, OPT_INT, offsetof(struct score_review_options, reviewed_found), "N",
     "relevant documents that the review found", 0, INT64_MAX / 2},
    SCORE_OPTION_ROWS(struct score_review_options, shared),
    {.name = NULL}};

static const struct score_review_options defaults = SCORE_REVIEW_DEFAULTS;

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct score_review_options *o = given;
    if (o->qrels == NULL && o->sampled < 0) {
        return err_set(err, ERR_USAGE, "give --qrels and --run, or --sampled for elusion");
    }
    if (o->qrels != NULL) {
        TRY(score_needs(o->run, "run", err));
    }
    return score_review(report, o, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct score_review_options *o = call->options;
    return score_call(call, "review", &o->shared, score, err);
}

const struct command command_score_review = {
    .name = "score review",
    .synopsis = "--qrels Q --run R | --sampled N --sample-found N --unreviewed N [--json]",
    .summary = "a review's order, its recall, what it missed",
    .help =
        "Work saved over sampling at 95 % recall by each convention, recall after k documents "
        "or a percentage of them,\nthe recall curve; elusion and the recall it implies from "
        "a sample of what was not reviewed.",
    .options = options,
    .options_size = sizeof(struct score_review_options),
    .defaults = &defaults,
    .run = run,
};
