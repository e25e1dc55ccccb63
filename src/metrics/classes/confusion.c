/* Confusion counts; see confusion.h. */
#include "metrics/classes/confusion.h"

#include "base/mem.h"
#include "metrics/ranking/order_keys.h"

#include <stdbool.h>
#include <stdlib.h>

enum { SQUARE_LABELS = 256 };

static void add_cell(struct confusion_rows *own, uint32_t truth, uint32_t predicted)
{
    own->truth[own->cells] = truth;
    own->predicted[own->cells] = predicted;
    own->cells++;
}

/* Few labels: a square table of all pairs gives the cells. */
static void number_by_square(struct confusion_rows *own, const double *vectors)
{
    uint32_t labels = (uint32_t)own->labels;
    uint32_t *count = xcalloc(own->labels * own->labels + 1, sizeof *count);
    for (size_t i = 0; i < own->rows; i++) {
        own->cell_of[i] = (uint32_t)vectors[2 * i] * labels + (uint32_t)vectors[2 * i + 1];
        count[own->cell_of[i]]++;
    }
    for (uint32_t pair = 0; pair < labels * labels; pair++) {
        if (count[pair] > 0) {
            own->once[own->cells] = count[pair];
            count[pair] = (uint32_t)own->cells; /* its number from here on */
            add_cell(own, pair / labels, pair % labels);
        }
    }
    for (size_t i = 0; i < own->rows; i++) {
        own->cell_of[i] = count[own->cell_of[i]];
    }
    free(count);
}

/* Many labels: the rows are sorted by their pair. */
static void number_by_order(struct confusion_rows *own, const double *vectors)
{
    uint64_t *pairs = xmalloc((own->rows + 1) * sizeof *pairs);
    uint32_t *order = xmalloc((own->rows + 1) * sizeof *order);
    for (size_t i = 0; i < own->rows; i++) {
        pairs[i] = (uint64_t)vectors[2 * i] << 32 | (uint32_t)vectors[2 * i + 1];
        order[i] = (uint32_t)i;
    }
    order_sort_rows(pairs, order, own->rows);
    for (size_t i = 0; i < own->rows; i++) {
        if (i == 0 || pairs[i] != pairs[i - 1]) {
            add_cell(own, (uint32_t)(pairs[i] >> 32), (uint32_t)pairs[i]);
        }
        own->once[own->cells - 1]++;
        own->cell_of[order[i]] = (uint32_t)(own->cells - 1);
    }
    free(pairs);
    free(order);
}

void *confusion_rows_new(const double *vectors, size_t rows)
{
    struct confusion_rows *own = xcalloc(1, sizeof *own);
    for (size_t i = 0; i < 2 * rows; i++) {
        size_t label = (size_t)vectors[i];
        own->labels = label >= own->labels ? label + 1 : own->labels;
    }
    own->rows = rows;
    own->cell_of = xmalloc((rows + 1) * sizeof *own->cell_of);
    size_t square = own->labels <= SQUARE_LABELS ? own->labels * own->labels : rows;
    size_t room = (square < rows ? square : rows) + 1; /* cells there can be */
    own->truth = xmalloc(room * sizeof *own->truth);
    own->predicted = xmalloc(room * sizeof *own->predicted);
    own->once = xcalloc(room, sizeof *own->once);
    if (own->labels <= SQUARE_LABELS) {
        number_by_square(own, vectors);
    } else {
        number_by_order(own, vectors);
    }
    return own;
}

void confusion_rows_free(void *prepared)
{
    struct confusion_rows *own = prepared;
    if (own != NULL) {
        free(own->truth);
        free(own->predicted);
        free(own->once);
        free(own->cell_of);
        free(own);
    }
}

static double *counts_of(const struct confusion_rows *own, const uint32_t *times)
{
    double *counts = xcalloc(own->cells + 1, sizeof *counts);
    for (size_t c = 0; times == NULL && c < own->cells; c++) {
        counts[c] = own->once[c];
    }
    for (size_t i = 0; times != NULL && i < own->rows; i++) {
        counts[own->cell_of[i]] += times[i];
    }
    return counts;
}

/* Numbers anew the labels of cells that hold something, in the same order. */
static size_t number_labels(const struct confusion_rows *own, const double *counts,
                            uint32_t *number)
{
    uint32_t next = 0;
    for (size_t c = 0; c < own->cells; c++) {
        if (counts[c] > 0) {
            number[own->truth[c]] = 1;
            number[own->predicted[c]] = 1;
        }
    }
    for (size_t k = 0; k < own->labels; k++) {
        next += number[k];
        number[k] = next - (next > 0);
    }
    return next;
}

struct metric_value confusion_rows_value(const void *prepared, const uint32_t *times,
                                         confusion_fn *value)
{
    const struct confusion_rows *own = prepared;
    double *counts = counts_of(own, times);
    uint32_t *number = xcalloc(own->labels + 1, sizeof *number);
    size_t labels = number_labels(own, counts, number);
    double *sums = xcalloc(3 * labels + 1, sizeof *sums);
    uint32_t *ends = xmalloc((2 * own->cells + 1) * sizeof *ends);
    struct confusion confusion = {.labels = labels,
                                  .truth = sums,
                                  .predicted = sums + labels,
                                  .hit = sums + 2 * labels,
                                  .cell_truth = ends,
                                  .cell_predicted = ends + own->cells,
                                  .cell_rows = counts};
    for (size_t c = 0; c < own->cells; c++) {
        if (counts[c] > 0) {
            uint32_t truth = number[own->truth[c]];
            uint32_t predicted = number[own->predicted[c]];
            ends[confusion.cells] = truth;
            ends[own->cells + confusion.cells] = predicted;
            counts[confusion.cells++] = counts[c];
            confusion.rows += counts[confusion.cells - 1];
            sums[truth] += counts[confusion.cells - 1];
            sums[labels + predicted] += counts[confusion.cells - 1];
            if (truth == predicted) {
                sums[2 * labels + truth] += counts[confusion.cells - 1];
                confusion.correct += counts[confusion.cells - 1];
            }
        }
    }
    struct metric_value result = value(&confusion);
    free(counts);
    free(number);
    free(sums);
    free(ends);
    return result;
}
