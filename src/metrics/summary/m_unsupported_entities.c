/* Entities that the source does not state.
 * SOURCE: this project's own definition; there is no reference. */
#include "metrics/summary/summary.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no entity in the summaries");
}

static const double rows[] = {1, 4, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0};
static const struct metric_example examples[] = {{"by hand: 1 of 4, and 0 of 1", rows, 2, 0.2}};

const struct metric metric_unsupported_entities = {
    .id = "unsupported_entities/1",
    .title = "Entities that the source does not state",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "Over all summaries, the share of entities that the source does not state. Entities "
        "are found from left to right: phone numbers (0 and 9 or 10 digits, +44, or + and 8 "
        "to 15 digits, with blanks, hyphens and brackets; +44 and 0044 are 0); sums (pounds, "
        "euro and dollar signs, pounds, pence, p, with k, m, bn, thousand, million, billion; "
        "equal by value); dates (31/12/2024, 31.12.24, 31-12-2024, 2024-12-31, 31 December "
        "2024, December 31, 2024; one without a year is stated by any year's); registration "
        "marks (current, prefix and suffix series in capitals; blanks do not count); names "
        "(runs of words of letters that begin with a capital and go on with small letters, "
        "neither the first word of a sentence nor a day, month, title or function word). A "
        "name is stated when each of its words is a word of the source, case ignored; the "
        "others when the source has one of the same meaning. Vector: not stated, all, and not "
        "stated by kind: phones, sums, dates, vehicles, names.",
    .domain = "0 to 1; undefined without entities",
    .length = 2 + 5,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
