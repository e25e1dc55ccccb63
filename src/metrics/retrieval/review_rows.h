/* Items of the task document-review as rows: which documents a tool proposed, when, and whether
 * before it said that enough was read.
 *
 * expected {"relevant":BOOL}; output {"batch","rank","stopped"}: `rank` is the place in the
 * order of all that was proposed, from 1, absent for what never was; `stopped` true when that
 * was after the tool said stop, or never. A document without an answer was not found, and was
 * read all the same. */
#ifndef POLICEAI_METRICS_REVIEW_ROWS_H
#define POLICEAI_METRICS_REVIEW_ROWS_H

#include "metrics/metric.h"

/* `item` of metrics at the stop: {relevant and read, 1} of the relevant documents; {read, 1} of
 * all; {relevant, 1} of those not read. ERR_FORMAT when a member is missing. */
enum err_code review_recall_item(const struct js *input, const struct js *expected,
                                 const struct js *output, double *vector, bool *has,
                                 struct err *err);
enum err_code review_read_item(const struct js *input, const struct js *expected,
                               const struct js *output, double *vector, bool *has,
                               struct err *err);
enum err_code review_left_item(const struct js *input, const struct js *expected,
                               const struct js *output, double *vector, bool *has,
                               struct err *err);
/* Of pooled metrics: {rank or 0, relevant}. */
enum err_code review_rank_item(const struct js *input, const struct js *expected,
                               const struct js *output, double *vector, bool *has,
                               struct err *err);

/* Documents by rank, those without one last. `prepare` and `release` of a metric's pool. */
struct review_rows {
    size_t rows;
    size_t *order;  /* row numbers by rank */
    bool *ranked;   /* by row */
    bool *relevant; /* by row */
};
void *review_rows_prepare(const double *vectors, size_t rows);
void review_rows_free(void *prepared);
/* Documents and relevant ones, row i counted times[i] times (NULL: once). */
void review_rows_count(const struct review_rows *review, const uint32_t *times,
                       uint64_t *documents, uint64_t *relevant);

#endif
