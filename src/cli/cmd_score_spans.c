/* policeai score spans */
#include "cli/score_call.h"
#include "score/spans/score_spans.h"

static const struct opt options[] = {
    {"ref", 0, OPT_TEXT, offsetof(struct score_spans_options, truth), "G.jsonl",
     "what should be marked", 0, 0},
    {"hyp", 0, OPT_TEXT, offsetof(struct score_spans_options, answers), "P.jsonl",
     "what was marked", 0, 0},
    {"min-overlap", 0, OPT_REAL, offsetof(struct score_spans_options, min_overlap), "PERCENT",
     "of a true span, for the four schemas (1)", 1, 100},
    {"iou", 0, OPT_REAL, offsetof(struct score_spans_options, iou), "X",
     "threshold of the span score by overlap (0.9)", 0, 1},
    {"skip-words", 0, OPT_TEXT, offsetof(struct score_spans_options, skip_words), "FILE",
     "words that do not count at the ends of a span, one a line", 0, 0},
    {"allow-overlaps", 0, OPT_FLAG, offsetof(struct score_spans_options, allow_overlaps), NULL,
     "score spans that overlap others of their list as they are", 0, 0},
    SCORE_OPTION_ROWS(struct score_spans_options, shared),
    {.name = NULL}};

static const struct score_spans_options defaults = SCORE_SPANS_DEFAULTS;

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct score_spans_options *o = given;
    TRY(score_needs(o->truth, "ref", err));
    TRY(score_needs(o->answers, "hyp", err));
    return score_spans(report, o, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct score_spans_options *o = call->options;
    return score_call(call, "spans", &o->shared, score, err);
}

const struct command command_score_spans = {
    .name = "score spans",
    .synopsis = "--ref G.jsonl --hyp P.jsonl [--json]",
    .summary = "marked spans and redaction against a reference",
    .help =
        "Each line of both files is {\"id\",\"spans\":[{\"start\",\"end\",\"label\"}]}; "
        "offsets are "
        "code points, end exclusive.\nWith \"text\" in the reference, punctuation and tokens "
        "are known; with \"entity\" and \"identifier\" (direct,\nquasi, no-mask) recall is by "
        "entity. doc/score/spans.md says what each figure is.",
    .options = options,
    .options_size = sizeof(struct score_spans_options),
    .defaults = &defaults,
    .run = run,
};
