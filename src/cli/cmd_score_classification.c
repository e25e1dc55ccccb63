/* policeai score classification */
#include "cli/score_call.h"
#include "score/classes/score_classification.h"

struct classification_options {
    struct score_options score;
    const char *input;
    struct label_columns columns;
};

#define AT(member) offsetof(struct classification_options, member)
static const struct opt options[] = {
    {"input", 0, OPT_TEXT, AT(input), "FILE", "rows (CSV, plain or gzip; - is stdin)", 0, 0},
    {"truth", 0, OPT_TEXT, AT(columns.truth), "COLUMN", "of the true label", 0, 0},
    {"pred", 0, OPT_TEXT, AT(columns.predicted), "COLUMN", "of the predicted label", 0, 0},
    {"score", 0, OPT_TEXT, AT(columns.score), "COLUMN", "score of the positive label", 0, 0},
    {"positive", 0, OPT_TEXT, AT(columns.positive), "LABEL",
     "f1, precision and recall of this label; whose score it is", 0, 0},
    {"group", 0, OPT_TEXT, AT(columns.group), "COLUMN[,…]", "compare groups", 0, 0},
    {"cluster", 0, OPT_TEXT, AT(columns.cluster), "COLUMN",
     "rows of one value are not independent", 0, 0},
    SCORE_OPTION_ROWS(struct classification_options, score),
    {.name = NULL}};

static const struct classification_options defaults = {.score = SCORE_OPTIONS_DEFAULTS};

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct classification_options *o = given;
    TRY(score_needs(o->input, "input", err));
    TRY(score_needs(o->columns.truth, "truth", err));
    TRY(score_needs(o->columns.predicted, "pred", err));
    return score_classification(report, o->input, &o->columns, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct classification_options *o = call->options;
    return score_call(call, "classification", &o->score, score, err);
}

const struct command command_score_classification = {
    .name = "score classification",
    .synopsis =
        "--input T.csv --truth COLUMN --pred COLUMN [--score COLUMN] [--group COLUMN] …",
    .summary = "labels against the true ones; scores, calibration, groups",
    .help =
        "One true and one predicted label a row: accuracy, precision, recall and F1 (macro "
        "unless --positive), balanced\naccuracy, MCC, kappa; with --score also ROC AUC, "
        "average "
        "precision and, of probabilities, log loss, Brier and\ncalibration error; with --group "
        "each of them by group with a verdict, demographic parity and equalised odds.\n"
        "doc/score/classification.md says what each is.",
    .options = options,
    .options_size = sizeof(struct classification_options),
    .defaults = &defaults,
    .run = run,
};
