/* Character error rate of plates captured. */
#include "metrics/plates/plate.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[PLATE_EDITS], sum[PLATE_CHARACTERS], "no vehicle was captured");
}

/* Four vehicles of 7 characters: one read right, one with O for 0, one as AB12CXX, one missed.
 */
static const double rows[] = {4, 3, 1, 2, 3, 21, 7, 2};
static const struct metric_example examples[] = {{"by hand", rows, 1, 3.0 / 21}};

const struct metric metric_plate_cer = {
    .id = "plate.cer/1",
    .title = "Character error rate of plates captured",
    .unit = "proportion",
    .higher_is_better = false,
    .definition =
        "Fewest characters changed, left out or put in over characters of the truth, "
        "summed over captured vehicles. Marks are compared in capitals, without spaces, "
        "hyphens and full stops. Vector: vehicles, captured, exact, exact when mended, "
        "edits, characters of captured and of missed vehicles, reads of a UK form. No "
        "standard scorer of plates is known; defined by this project.",
    .domain = "0 or more; undefined without captured vehicles",
    .length = PLATE_VECTOR,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
