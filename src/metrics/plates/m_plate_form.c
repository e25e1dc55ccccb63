/* Reads that have the form of a UK mark. */
#include "metrics/plates/plate.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[PLATE_FORM_SEEN], sum[PLATE_CAPTURED],
                           "no vehicle was captured");
}

/* Four vehicles of 7 characters: one read right, one with O for 0, one as AB12CXX, one missed.
 */
static const double rows[] = {4, 3, 1, 2, 3, 21, 7, 2};
static const struct metric_example examples[] = {{"by hand", rows, 1, 2.0 / 3}};

const struct metric metric_plate_form = {
    .id = "plate.form/1",
    .title = "Reads that have the form of a UK mark",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Share of captured vehicles whose read has the form of a current, prefix, suffix, "
        "dateless or diplomatic mark (SI 2001/561, schedule 3). A wrong read that has one "
        "passes for a plate. Marks are compared in capitals, without spaces, hyphens and "
        "full stops. Vector: vehicles, captured, exact, exact when mended, edits, "
        "characters of captured and of missed vehicles, reads of a UK form. No standard "
        "scorer of plates is known; defined by this project.",
    .domain = "0 to 1; undefined without captured vehicles",
    .length = PLATE_VECTOR,
    .interval = METRIC_BINOMIAL,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
