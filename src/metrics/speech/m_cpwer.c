/* Word error rate over several speakers, whoever is called whom.
 * SOURCE: Watanabe et al. 2020, "CHiME-6 challenge", arXiv:2004.09249, section 5. */
#include "metrics/speech/word_rate.h"

static const double rows[] = {2, 0, 2, 0, 1, 0, 3};
static const struct metric_example examples[] = {
    {"meeteval f35fc07 meeteval/wer/wer/cp.py: \"a\", \"b\", \"c d\" / \"a\", \"b\"", rows, 1,
     0.5}};

const struct metric metric_cpwer = {
    .id = "cpwer/1",
    .title = "Concatenated minimum-permutation word error rate",
    .unit = "proportion",
    .definition =
        "Each speaker's words of a recording in a row; speakers of reference and hypothesis "
        "paired one to one, those left over with nobody, so that the least number of "
        "substituted, deleted and inserted words is the smallest; that number over reference "
        "words, counts summed over recordings. Of equal alignments, walking back from the end, "
        "insertions come before deletions before pairs, of equal pairings the one that scipy's "
        "linear_sum_assignment finds: the rate does not depend on either. Vector: correct, "
        "substituted, deleted, inserted words; speakers missed, added, of the reference.",
    .domain = "0 or more; undefined without reference words",
    .length = 7,
    .interval = METRIC_POOLED,
    .finish = word_rate_finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
