/* ROUGE-Lsum: common subsequences by sentence.
 * SOURCE: Lin 2004, ACL W04-1013; conventions of google-research/rouge. */
#include "metrics/summary/summary.h"

static const double rows[] = {1, 8.0 / 15, 0.4, 0.8};
static const struct metric_example examples[] = {
    {"google-research rouge/rouge_scorer_test.py testSummaryLevelLcs", rows, 1, 8.0 / 15}};

const struct metric metric_rouge_lsum = {
    .id = "rougeLsum/1",
    .title = "ROUGE-Lsum",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "The mean over summaries of F = 2PR / (P + R). For each sentence of the reference (a "
        "line) the union of its longest common subsequences with each sentence of the "
        "summary, walked back with a step along the summary only where that keeps more; a "
        "word hits at most as often as it stands on either side; hits over the words of the "
        "summary and of the reference; tokens are runs of a-z and 0-9 of the lower-cased "
        "text, other letters end them; with stemming, tokens longer than 3 by the Porter "
        "stemmer with NLTK's extensions. As google-research/rouge. Vector: summaries, F, "
        "precision, recall.",
    .domain = "0 to 1; 0, not undefined, where a side has no words, as rouge_score has it",
    .length = ROUGE_VECTOR,
    .interval = METRIC_POOLED,
    .finish = rouge_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
