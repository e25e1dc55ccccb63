/* BLEU of a set of segments.
 * SOURCE: Papineni et al. 2002, ACL P02-1040; conventions of sacreBLEU 2.6.0 (Post 2018, WMT
 * W18-6319). */
#include "metrics/translation/translation.h"

static void merge(double *sum, const double *vector)
{
    translation_merge(sum, vector, BLEU_COUNTS, BLEU_VECTOR);
}

static struct metric_value finish(const double *sum)
{
    return (struct metric_value){.defined = true, .value = bleu_value(sum)};
}

static const double no_four[] = {6, 8, 4, 2, 1, 0, 6, 5, 4, 3, BLEU_FLOOR, 0.1, 0};
static const double halves[] = {6, 6, 5, 4, 3, 1, 5, 4, 3, 2, BLEU_EXP, 1, 0,
                                5, 5, 4, 3, 2, 2, 5, 4, 3, 2, BLEU_EXP, 1, 0};
static const struct metric_example examples[] = {
    {"sacreBLEU test/test_bleu.py test_case_offset, more digits by running it", no_four, 1,
     15.557221826646018},
    {"sacreBLEU test/test_bleu.py test_case_scoring, its counts in two segments", halves, 2,
     83.75922397086269}};

const struct metric metric_bleu = {
    .id = "bleu/1",
    .title = "BLEU",
    .unit = "points of 100",
    .higher_is_better = true,
    .definition =
        "Counts are summed over segments: n-grams of 1 to 4 tokens of the hypothesis, and how "
        "many of them are in the references, each counted at most as often as in the one that "
        "has it most often. 100 x brevity penalty x geometric mean of the four shares; penalty "
        "exp(1 - r / h) where the hypotheses' h tokens are fewer than the references' r (per "
        "segment the length nearest to the hypothesis's, the shorter of two), else 1. 0 "
        "without a right token. A share of 0 is smoothed: exp halves 1 / total once more for "
        "each such order, floor puts a value in place of the 0, add-k adds a value to both "
        "numbers from order 2 on, none leaves 0. Orders end at the first without n-grams; with "
        "effective order only those before it count. As sacreBLEU 2.6.0. Vector: tokens, "
        "reference tokens, right of order 1-4, all of order 1-4, smoothing (0 exp, 1 floor, 2 "
        "add-k, 3 none), its value, effective order.",
    .domain = "0 to 100; 0, not undefined, where nothing matches, as sacreBLEU has it",
    .length = BLEU_VECTOR,
    .interval = METRIC_POOLED,
    .merge = merge,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
