/* Work saved over sampling, of the documents of one review. */
#include "metrics/retrieval/review_rows.h"
#include "metrics/retrieval/screening.h"

/* Of the work, what a random sample saves at 95 % recall. */
#define SAVED_BY_SAMPLING 0.05

/* The rank of the needed-th relevant document, where a row that counts several times stands as
 * often one after the other; 0 when so many were not ranked. */
static uint64_t rank_of(const struct review_rows *review, const uint32_t *times,
                        uint64_t needed)
{
    uint64_t before = 0;
    uint64_t found = 0;
    for (size_t i = 0; i < review->rows; i++) {
        size_t row = review->order[i];
        uint64_t n = times != NULL ? times[row] : 1;
        if (!review->ranked[row]) {
            return 0;
        }
        if (review->relevant[row] && found + n >= needed) {
            return before + needed - found;
        }
        found += review->relevant[row] ? n : 0;
        before += n;
    }
    return 0;
}

static struct metric_value value(const void *prepared, const uint32_t *times)
{
    const struct review_rows *review = prepared;
    struct metric_value result = {.undefined = "no relevant documents"};
    uint64_t documents;
    uint64_t relevant;
    review_rows_count(review, times, &documents, &relevant);
    if (relevant == 0) {
        return result;
    }
    uint64_t needed = screening_needed((size_t)relevant, SCREENING_UP);
    uint64_t rank = rank_of(review, times, needed);
    result.defined = true;
    result.denominator = (double)documents;
    result.numerator =
        rank == 0 ? 0 : (double)(documents - rank) - SAVED_BY_SAMPLING * (double)documents;
    result.value = result.numerator / result.denominator;
    return result;
}

static const struct metric_pool pool = {review_rows_prepare, value, review_rows_free};

/* Ten documents, the two relevant ones at ranks 1 and 4. */
static const double rows[] = {1, 1, 2, 0, 3, 0, 4, 1, 5, 0, 6, 0, 7, 0, 8, 0, 9, 0, 10, 0};
static const struct metric_example examples[] = {
    {"by hand: (10 - 4) / 10 - 0.05", rows, 10, 0.55}};

const struct metric metric_review_wss_95 = {
    .id = "review.wss_95/1",
    .title = "Work saved over sampling at 95 % recall, one review",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "With N documents in the order in which the tool proposed them, (N - rank of the "
        "relevant document with which at least 95 % of the relevant ones are found) / N - "
        "0.05; 0 when so many were never proposed. As wss_95.cohen/1 of one topic; the "
        "interval is over the documents of this one review. SOURCE: Cohen, Hersh, Peterson, "
        "Yen 2006, JAMIA 13:206-219. Vector: rank (0: not proposed), relevant.",
    .domain = "-0.05 to 0.95; undefined without relevant documents",
    .length = 2,
    .interval = METRIC_POOLED,
    .item = review_rank_item,
    .pool = &pool,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
