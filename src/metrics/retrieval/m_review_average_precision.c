/* Average precision of the order of one review. */
#include "metrics/retrieval/review_rows.h"

/* A row that counts several times stands as often one after the other. */
static struct metric_value value(const void *prepared, const uint32_t *times)
{
    const struct review_rows *review = prepared;
    struct metric_value result = {.undefined = "no relevant documents"};
    uint64_t documents;
    uint64_t relevant;
    uint64_t before = 0;
    uint64_t found = 0;
    double sum = 0;
    review_rows_count(review, times, &documents, &relevant);
    for (size_t i = 0; i < review->rows; i++) {
        size_t row = review->order[i];
        uint64_t n = times != NULL ? times[row] : 1;
        if (!review->ranked[row]) {
            break;
        }
        for (uint64_t k = 1; review->relevant[row] && k <= n; k++) {
            sum += (double)(found + k) / (double)(before + k);
        }
        found += review->relevant[row] ? n : 0;
        before += n;
    }
    if (relevant > 0) {
        result.defined = true;
        result.numerator = sum;
        result.denominator = (double)relevant;
        result.value = sum / (double)relevant;
    }
    return result;
}

static const struct metric_pool pool = {review_rows_prepare, value, review_rows_free};

/* Relevant at ranks 1 and 4, one more never proposed. */
static const double rows[] = {1, 1, 2, 0, 3, 0, 4, 1, 0, 1};
static const struct metric_example examples[] = {{"by hand: (1/1 + 2/4) / 3", rows, 5, 0.5}};

const struct metric metric_review_average_precision = {
    .id = "review.average_precision/1",
    .title = "Average precision of the order, one review",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "The mean over relevant documents of the precision down to each in the order in which "
        "the tool proposed them, 0 for one that it never proposed: trec_eval's map of one "
        "topic. The interval is over the documents of this one review. Vector: rank (0: not "
        "proposed), relevant.",
    .domain = "0 to 1; undefined without relevant documents",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = review_rank_item,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
