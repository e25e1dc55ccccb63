/* Means over classes, thresholds and recalls; see coco.h. */
#include "base/mem.h"
#include "metrics/detection/coco.h"
#include "metrics/detection/pairwise.h"

#include <stdlib.h>

static double recall_of(const struct coco_figure *figure, const struct coco_curve *curve,
                        size_t threshold)
{
    if (figure->area == 0 && figure->limit == 1) {
        return curve->recall_1[threshold];
    }
    if (figure->area == 0 && figure->limit == 10) {
        return curve->recall_10[threshold];
    }
    return curve->recall[figure->area][threshold];
}

static void thresholds_of(const struct coco_figure *figure, size_t *from, size_t *to)
{
    *from = figure->threshold < 0 ? 0 : (size_t)figure->threshold;
    *to = figure->threshold < 0 ? COCO_THRESHOLDS : *from + 1;
}

void coco_mean_add(struct coco_mean *mean, const struct coco_figure *figure,
                   const struct coco_curve *curve)
{
    size_t from;
    size_t to;
    if (!curve->present[figure->area]) {
        return;
    }
    thresholds_of(figure, &from, &to);
    for (size_t t = from; t < to; t++) {
        if (!figure->precision) {
            mean->sum += recall_of(figure, curve, t);
            mean->count++;
            continue;
        }
        for (size_t r = 0; r < COCO_RECALLS; r++) {
            mean->sum += curve->precision[figure->area][t][r];
        }
        mean->count += COCO_RECALLS;
    }
}

struct coco_mean coco_mean_of(const struct coco_figure *figure, const struct coco_curve *curves,
                              size_t count)
{
    size_t from;
    size_t to;
    size_t n = 0;
    size_t columns = figure->precision ? COCO_RECALLS : 1;
    thresholds_of(figure, &from, &to);
    double *cells = xmalloc(count * (to - from) * columns * sizeof *cells);
    for (size_t t = from; t < to; t++) {
        for (size_t r = 0; r < columns; r++) {
            for (size_t k = 0; k < count; k++) {
                if (curves[k].present[figure->area]) {
                    cells[n++] = figure->precision ? curves[k].precision[figure->area][t][r]
                                                   : recall_of(figure, &curves[k], t);
                }
            }
        }
    }
    struct coco_mean mean = {.sum = pairwise_sum(cells, n), .count = (double)n};
    free(cells);
    return mean;
}
