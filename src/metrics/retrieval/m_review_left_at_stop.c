/* Elusion, of all that was left. */
#include "metrics/retrieval/review_rows.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "nothing was left unread");
}

static const double rows[] = {1, 1, 0, 1, 0, 1, 0, 1};
static const struct metric_example examples[] = {{"by hand: 1 of 4", rows, 4, 0.25}};

const struct metric metric_review_left_at_stop = {
    .id = "review.elusion_at_stop/1",
    .title = "Relevant documents among those left unread",
    .unit = "proportion",
    .definition =
        "Elusion, not of a sample but of everything that was left: relevant documents among "
        "those that the tool had not proposed when it said stop, over those documents. "
        "SOURCE: Roitblat, Kershaw, Oot 2010, JASIST 61:70-80. Vector: relevant, 1; of "
        "documents not read alone.",
    .domain = "0 to 1; undefined when all was read",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = review_left_item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
