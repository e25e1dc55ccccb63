/* See review_rows.h. */
#include "metrics/retrieval/review_rows.h"

#include "base/mem.h"

#include <stdlib.h>

/* What the truth and a session say of one document; one without an answer was never proposed.
 */
struct review_row {
    bool relevant;
    bool stopped; /* not proposed before the stop */
    int64_t rank; /* 0: none */
};

static enum err_code read_row(const struct js *expected, const struct js *output,
                              struct review_row *row, struct err *err)
{
    const struct js *flag = NULL;
    *row = (struct review_row){.stopped = true};
    TRY(js_need(expected, "relevant", JS_BOOL, &flag, err));
    row->relevant = flag->boolean;
    if (output != NULL) {
        TRY(js_need(output, "stopped", JS_BOOL, &flag, err));
        row->stopped = flag->boolean;
        TRY(js_may_int(output, "rank", 1, METRIC_POOL_MAX, &row->rank, err));
    }
    return ERR_OK;
}

enum err_code review_recall_item(const struct js *input, const struct js *expected,
                                 const struct js *output, double *vector, bool *has,
                                 struct err *err)
{
    struct review_row row;
    (void)input;
    TRY(read_row(expected, output, &row, err));
    vector[0] = row.stopped ? 0 : 1;
    vector[1] = 1;
    *has = row.relevant;
    return ERR_OK;
}

enum err_code review_read_item(const struct js *input, const struct js *expected,
                               const struct js *output, double *vector, bool *has,
                               struct err *err)
{
    struct review_row row;
    (void)input;
    TRY(read_row(expected, output, &row, err));
    vector[0] = row.stopped && output != NULL ? 0 : 1;
    vector[1] = 1;
    *has = true;
    return ERR_OK;
}

enum err_code review_left_item(const struct js *input, const struct js *expected,
                               const struct js *output, double *vector, bool *has,
                               struct err *err)
{
    struct review_row row;
    (void)input;
    TRY(read_row(expected, output, &row, err));
    vector[0] = row.relevant ? 1 : 0;
    vector[1] = 1;
    *has = row.stopped;
    return ERR_OK;
}

enum err_code review_rank_item(const struct js *input, const struct js *expected,
                               const struct js *output, double *vector, bool *has,
                               struct err *err)
{
    struct review_row row;
    (void)input;
    TRY(read_row(expected, output, &row, err));
    vector[0] = (double)row.rank;
    vector[1] = row.relevant ? 1 : 0;
    *has = true;
    return ERR_OK;
}

struct ranked {
    double rank;
    bool relevant;
    size_t row;
};

/* Without a rank last. Two rows of one rank, which no session gives, stand with the irrelevant
 * one first, so that the order of the rows is of no matter. */
static int compare(const void *a, const void *b)
{
    const struct ranked *left = a;
    const struct ranked *right = b;
    bool no_left = left->rank < 1;
    bool no_right = right->rank < 1;
    if (no_left != no_right) {
        return no_left ? 1 : -1;
    }
    int order = (left->rank > right->rank) - (left->rank < right->rank);
    return order != 0 ? order : (int)left->relevant - (int)right->relevant;
}

void *review_rows_prepare(const double *vectors, size_t rows)
{
    struct review_rows *review = xcalloc(1, sizeof *review);
    struct ranked *ranked = xcalloc(rows + 1, sizeof *ranked);
    review->rows = rows;
    review->order = xcalloc(rows + 1, sizeof *review->order);
    review->ranked = xcalloc(rows + 1, sizeof *review->ranked);
    review->relevant = xcalloc(rows + 1, sizeof *review->relevant);
    for (size_t i = 0; i < rows; i++) {
        review->ranked[i] = vectors[2 * i] >= 1;
        review->relevant[i] = vectors[2 * i + 1] > 0;
        ranked[i] = (struct ranked){vectors[2 * i], review->relevant[i], i};
    }
    qsort(ranked, rows, sizeof *ranked, compare);
    for (size_t i = 0; i < rows; i++) {
        review->order[i] = ranked[i].row;
    }
    free(ranked);
    return review;
}

void review_rows_free(void *prepared)
{
    struct review_rows *review = prepared;
    if (review != NULL) {
        free(review->order);
        free(review->ranked);
        free(review->relevant);
        free(review);
    }
}

void review_rows_count(const struct review_rows *review, const uint32_t *times,
                       uint64_t *documents, uint64_t *relevant)
{
    *documents = 0;
    *relevant = 0;
    for (size_t i = 0; i < review->rows; i++) {
        uint64_t n = times != NULL ? times[i] : 1;
        *documents += n;
        *relevant += review->relevant[i] ? n : 0;
    }
}
