/* Documents read when a tool says that it is enough. */
#include "metrics/retrieval/review_rows.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no documents");
}

static const double rows[] = {1, 1, 0, 1, 0, 1, 0, 1};
static const struct metric_example examples[] = {{"by hand: 1 of 4", rows, 4, 0.25}};

const struct metric metric_review_read_at_stop = {
    .id = "review.read_at_stop/1",
    .title = "Documents read before the tool says stop",
    .unit = "proportion",
    .definition = "Documents that the tool proposed before it said that the rest need not be "
                  "read, over all documents: what the review costs. A document without an "
                  "answer counts as read. The interval is over the documents of this one "
                  "review. Vector: read, 1.",
    .domain = "0 to 1; undefined without documents",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = review_read_item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
