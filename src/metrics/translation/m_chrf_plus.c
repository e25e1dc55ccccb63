/* chrF++: F of character and word n-grams.
 * SOURCE: Popovic 2017, W17-4770; conventions of sacreBLEU 2.6.0. */
#include "metrics/translation/translation.h"

enum { ORDERS = CHRF_ORDERS + CHRF_WORD_ORDERS };

static void merge(double *sum, const double *vector)
{
    translation_merge(sum, vector, 3 * (size_t)ORDERS, CHRF_PLUS_VECTOR);
}

static struct metric_value finish(const double *sum)
{
    return (struct metric_value){.defined = true, .value = chrf_value(sum, ORDERS)};
}

static const double rows[] = {10, 11, 9, 9, 10, 6, 8, 9, 5, 7, 8, 4, 6,
                              7,  3,  5, 6, 2,  4, 4, 3, 3, 3, 1, 2, 0};
static const struct metric_example examples[] = {
    {"sacreBLEU 2.6.0 run on \"the cat sat.\" and \"the cat sits.\"", rows, 1,
     54.977422948526346}};

const struct metric metric_chrf_plus = {
    .id = "chrf++/1",
    .title = "chrF++",
    .unit = "points of 100",
    .higher_is_better = true,
    .definition =
        "Counts are summed over segments: n-grams of 1 to 6 characters, white space left out, "
        "and of 1 and 2 words (an ASCII punctuation mark at the end, else at the beginning, of "
        "a word longer than one character is a word), shared ones clipped to the lesser count; "
        "of several references that with the best F of the segment, the first of equals. "
        "Precision and recall are averaged over the orders of which both sides have n-grams, "
        "then F = (1 + b^2) P R / (b^2 P + R), b = 2. With eps smoothing, F is averaged over "
        "all orders instead, a share without n-grams being 1e-16. As sacreBLEU 2.6.0. Vector: "
        "per order n-grams of the hypothesis (0 where the reference has none), of the "
        "reference, shared; b; eps smoothing.",
    .domain = "0 to 100; 0, not undefined, where nothing matches, as sacreBLEU has it",
    .length = CHRF_PLUS_VECTOR,
    .interval = METRIC_POOLED,
    .merge = merge,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
