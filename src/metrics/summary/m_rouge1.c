/* ROUGE-1: words.
 * SOURCE: Lin 2004, ACL W04-1013; conventions of google-research/rouge. */
#include "metrics/summary/summary.h"

static const double rows[] = {1, 0.5, 1, 1.0 / 3};
static const struct metric_example examples[] = {
    {"google-research rouge/rouge_scorer_test.py testRouge1", rows, 1, 0.5}};

const struct metric metric_rouge1 = {
    .id = "rouge1/1",
    .title = "ROUGE-1",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "The mean over summaries of F = 2PR / (P + R). Words shared by both, each counted at "
        "most as often as in the side that has it less; precision over the words of the "
        "summary, recall over those of the reference; tokens are runs of a-z and 0-9 of the "
        "lower-cased text, other letters end them; with stemming, tokens longer than 3 by the "
        "Porter stemmer with NLTK's extensions. As google-research/rouge. Vector: summaries, "
        "F, precision, recall.",
    .domain = "0 to 1; 0, not undefined, where a side has no words, as rouge_score has it",
    .length = ROUGE_VECTOR,
    .interval = METRIC_POOLED,
    .finish = rouge_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
