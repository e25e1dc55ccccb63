/* Relevant documents read when a tool says that it is enough. */
#include "metrics/retrieval/review_rows.h"

static struct metric_value finish(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "no relevant documents");
}

static const double rows[] = {1, 1, 1, 1, 0, 1, 1, 1};
static const struct metric_example examples[] = {{"by hand: 3 of 4", rows, 4, 0.75}};

const struct metric metric_review_recall_at_stop = {
    .id = "review.recall_at_stop/1",
    .title = "Relevant documents read before the tool says stop",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Relevant documents that the tool proposed before it said that the rest need not be "
        "read, over relevant documents; without a stop all that it proposed. The interval is "
        "over the documents of this one review, not over reviews. SOURCE: recall as Grossman "
        "and Cormack 2013, Federal Courts Law Review 7, glossary. Vector: read, 1; of relevant "
        "documents alone.",
    .domain = "0 to 1; undefined without relevant documents",
    .length = 2,
    .interval = METRIC_BINOMIAL,
    .item = review_recall_item,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
