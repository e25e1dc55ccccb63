/* Scored rows in order; see ranked_rows.h. */
#include "metrics/ranking/ranked_rows.h"

#include "base/mem.h"

#include <stdlib.h>

static void number_scores(struct ranked_rows *ranked, uint64_t *keys, const uint32_t *rows,
                          const double *vectors)
{
    size_t number = 0;
    for (size_t i = 0; i < ranked->rows; i++) {
        number += i > 0 && keys[i] != keys[i - 1];
        bool positive = vectors[rows[i] * ranked->width + 1] > 0;
        size_t place = 2 * number + !positive;
        ranked->keys[number] = keys[i];
        ranked->place[rows[i]] = (uint32_t)place;
        ranked->counts[place]++;
        ranked->positives += positive;
        ranked->negatives += !positive;
    }
    ranked->distinct = ranked->rows > 0 ? number + 1 : 0;
}

struct ranked_rows *ranked_rows_new(const double *vectors, size_t rows, size_t width)
{
    struct ranked_rows *ranked = xcalloc(1, sizeof *ranked);
    uint64_t *keys = xmalloc((rows + 1) * sizeof *keys);
    uint32_t *order = xmalloc((rows + 1) * sizeof *order);
    for (size_t i = 0; i < rows; i++) {
        keys[i] = order_key(vectors[i * width]);
        order[i] = (uint32_t)i;
    }
    order_sort_rows(keys, order, rows);
    ranked->rows = rows;
    ranked->width = width;
    ranked->extra = width > 2 && rows > 0 ? vectors[2] : 0;
    ranked->keys = xmalloc((rows + 1) * sizeof *ranked->keys);
    ranked->counts = xcalloc(2 * rows + 1, sizeof *ranked->counts);
    ranked->place = xmalloc((rows + 1) * sizeof *ranked->place);
    number_scores(ranked, keys, order, vectors);
    free(keys);
    free(order);
    return ranked;
}

void ranked_rows_free(void *ranked)
{
    struct ranked_rows *own = ranked;
    if (own != NULL) {
        free(own->keys);
        free(own->counts);
        free(own->place);
        free(own);
    }
}

struct metric_value ranked_rows_value(const struct ranked_rows *ranked, const uint32_t *times,
                                      ranked_value_fn *value)
{
    struct score_walk walk = {.keys = ranked->keys,
                              .counts = ranked->counts,
                              .keys_left = ranked->distinct,
                              .positives = ranked->positives,
                              .negatives = ranked->negatives};
    if (times == NULL) {
        return value(&walk, ranked->extra);
    }
    uint64_t *counts = xcalloc(2 * ranked->distinct + 1, sizeof *counts);
    uint64_t all[2] = {0, 0};
    for (size_t i = 0; i < ranked->rows; i++) {
        counts[ranked->place[i]] += times[i];
        all[ranked->place[i] & 1] += times[i];
    }
    walk.counts = counts;
    walk.positives = all[0];
    walk.negatives = all[1];
    struct metric_value result = value(&walk, ranked->extra);
    free(counts);
    return result;
}

void *ranked_rows_prepare(const double *vectors, size_t rows)
{
    return ranked_rows_new(vectors, rows, 2);
}
