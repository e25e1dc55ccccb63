/* Translation edit rate.
 * SOURCE: Snover et al. 2006, AMTA; search as tercom 0.7.25 and sacreBLEU 2.6.0. */
#include "metrics/translation/translation.h"

static struct metric_value finish(const double *sum)
{
    return (struct metric_value){.defined = true,
                                 .value = ter_value(sum),
                                 .has_fraction = true,
                                 .numerator = sum[0],
                                 .denominator = sum[1]};
}

static const double one_shift[] = {1, 8};
static const double nothing[] = {0, 0};
static const double no_reference[] = {1, 0};
static const struct metric_example examples[] = {
    {"sacreBLEU test/test_ter.py, \"d e f g h a b c\" and \"a b c d e f g h\"", one_shift, 1,
     12.5},
    {"the same, both empty", nothing, 1, 0},
    {"the same, an empty reference", no_reference, 1, 100}};

const struct metric metric_ter = {
    .id = "ter/1",
    .title = "Translation edit rate",
    .unit = "edits of 100 reference words",
    .definition =
        "100 x edits over reference words, both summed over segments; the reference words of a "
        "segment are the mean over its references, its edits the fewest against one. Edits are "
        "inserted, deleted and replaced words and shifts of phrases. Shifts are searched "
        "greedily: while one makes the edit distance less, that which gains most is made (of "
        "equals the longest, then the earliest start, then the earliest target) among phrases "
        "of at most 10 words that stand in both at most 50 places apart, are wrong in both "
        "places and not moved into themselves; after 1000 candidates the search ends without "
        "the last shift. Edit distances are taken within 25 columns of the diagonal. As "
        "sacreBLEU 2.6.0. Vector: edits, reference words.",
    .domain =
        "0 or more; without reference words 100 when there are edits, else 0, as sacreBLEU "
        "has it",
    .length = TER_VECTOR,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
