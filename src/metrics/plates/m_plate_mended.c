/* Plates read exactly after mending by the grammar. */
#include "metrics/plates/plate.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[PLATE_EXACT_MENDED], sum[PLATE_CAPTURED],
                           "no vehicle was captured");
}

/* Four vehicles of 7 characters: one read right, one with O for 0, one as AB12CXX, one missed.
 */
static const double rows[] = {4, 3, 1, 2, 3, 21, 7, 2};
static const struct metric_example examples[] = {{"by hand", rows, 1, 2.0 / 3}};

const struct metric metric_plate_mended = {
    .id = "plate.mended/1",
    .title = "Plates read exactly after mending by the grammar",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "As plate.read/1 after reads without the form of a UK mark have had characters "
        "that look alike (0 O, 1 I, 2 Z, 5 S, 8 B) changed to fit a current or prefix "
        "mark, where that can be. Marks are compared in capitals, without spaces, hyphens "
        "and full stops. Vector: vehicles, captured, exact, exact when mended, edits, "
        "characters of captured and of missed vehicles, reads of a UK form. No standard "
        "scorer of plates is known; defined by this project.",
    .domain = "0 to 1; undefined without captured vehicles",
    .length = PLATE_VECTOR,
    .interval = METRIC_BINOMIAL,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
