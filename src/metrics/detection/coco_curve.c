/* From one class's detections to precisions at fixed recalls; see coco.h.
 *
 * Most detections meet no object at any threshold: they are false alike at all of them, and are
 * only counted. The few others are walked once a threshold and range. Precision falls between
 * true detections, so its envelope needs their places alone. */
#include "base/mem.h"
#include "metrics/detection/coco.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

/* A detection that is true, false or ignored depending on the threshold. */
struct active {
    uint64_t found;
    uint64_t wrong;
    uint32_t times;
    uint8_t rank;
    double plain_wrong[COCO_AREAS_MAX]; /* always-false ones before it */
};

struct coco_scratch {
    struct active *active;
    double *precision; /* after each true detection */
    double *found;
};

struct coco_scratch *coco_scratch_new(const struct coco_classes *classes)
{
    size_t most = 1;
    for (size_t k = 0; k < classes->count; k++) {
        most = classes->classes[k].detections > most ? classes->classes[k].detections : most;
    }
    struct coco_scratch *scratch = xcalloc(1, sizeof *scratch);
    scratch->active = xmalloc(most * sizeof *scratch->active);
    scratch->precision = xmalloc(most * sizeof *scratch->precision);
    scratch->found = xmalloc(most * sizeof *scratch->found);
    return scratch;
}

void coco_scratch_free(struct coco_scratch *scratch)
{
    if (scratch != NULL) {
        free(scratch->active);
        free(scratch->precision);
        free(scratch->found);
        free(scratch);
    }
}

/* True when a false detection is false at all thresholds of a range or at none. */
static bool is_plain(uint64_t wrong, size_t areas)
{
    static const uint64_t all = (1u << COCO_THRESHOLDS) - 1;
    for (size_t a = 0; a < areas; a++) {
        uint64_t bits = wrong >> (a * COCO_THRESHOLDS) & all;
        if (bits != 0 && bits != all) {
            return false;
        }
    }
    return true;
}

/* Splits the detections; returns how many are active. */
static size_t split(const struct coco_class *class, size_t areas, const uint32_t *times,
                    struct active *active)
{
    double plain[COCO_AREAS_MAX] = {0};
    size_t n = 0;
    for (size_t i = 0; i < class->detections; i++) {
        uint32_t weight = times != NULL ? times[class->image[i]] : 1;
        uint64_t wrong = class->wrong[i];
        if (weight == 0) {
            continue;
        }
        if (class->found[i] != 0 || !is_plain(wrong, areas)) {
            struct active *one = &active[n++];
            one->found = class->found[i];
            one->wrong = wrong;
            one->times = weight;
            one->rank = class->rank[i];
            memcpy(one->plain_wrong, plain, sizeof plain);
        } else if (wrong != 0) {
            for (size_t a = 0; a < areas; a++) {
                plain[a] += (wrong >> (a * COCO_THRESHOLDS) & 1) != 0 ? weight : 0;
            }
        }
    }
    return n;
}

/* Area under the envelope over recall, each step taken whole. */
static double every_point(const struct coco_scratch *s, size_t n, double objects)
{
    double area = 0;
    for (size_t i = 0; i < n; i++) {
        area += (s->found[i] - (i > 0 ? s->found[i - 1] : 0)) / objects * s->precision[i];
    }
    return area;
}

/* One threshold and range. */
static void one_curve(const struct coco_scratch *s, size_t active, size_t area,
                      size_t threshold, double objects, struct coco_curve *curve)
{
    size_t bit = area * COCO_THRESHOLDS + threshold;
    double *precision = curve->precision[area][threshold];
    double found = 0;
    double wrong = 0;
    size_t n = 0;
    for (size_t i = 0; i < active; i++) {
        const struct active *one = &s->active[i];
        if ((one->found >> bit & 1) != 0) {
            found += one->times;
            s->precision[n] = found / (one->plain_wrong[area] + wrong + found + DBL_EPSILON);
            s->found[n++] = found;
        } else if ((one->wrong >> bit & 1) != 0) {
            wrong += one->times;
        }
    }
    for (size_t i = n; i > 1; i--) {
        if (s->precision[i - 1] > s->precision[i - 2]) {
            s->precision[i - 2] = s->precision[i - 1];
        }
    }
    size_t at = 0;
    for (size_t r = 0; r < COCO_RECALLS; r++) {
        while (at < n && s->found[at] / objects < coco_recall(r)) {
            at++;
        }
        precision[r] = at < n ? s->precision[at] : 0;
    }
    curve->recall[area][threshold] = found / objects;
    if (area == 0) {
        curve->every_point[threshold] = every_point(s, n, objects);
    }
}

/* Recall of all sizes with the best `limit` of each image. */
static double limited_recall(const struct coco_scratch *s, size_t active, size_t threshold,
                             size_t limit, double objects)
{
    double found = 0;
    for (size_t i = 0; i < active; i++) {
        const struct active *one = &s->active[i];
        found += one->rank < limit && (one->found >> threshold & 1) != 0 ? one->times : 0;
    }
    return found / objects;
}

void coco_curve(const struct coco_classes *classes, size_t index, size_t area_count,
                const uint32_t *times, struct coco_scratch *scratch, struct coco_curve *curve)
{
    const struct coco_class *class = &classes->classes[index];
    double objects[COCO_AREAS_MAX] = {0};
    for (size_t i = 0; i < class->object_rows; i++) {
        uint32_t weight = times != NULL ? times[class->object_image[i]] : 1;
        for (size_t a = 0; a < area_count; a++) {
            objects[a] += (double)weight * class->objects[i][a];
        }
    }
    for (size_t a = 0; a < COCO_AREAS_MAX; a++) {
        curve->present[a] = objects[a] > 0;
        curve->objects[a] = objects[a];
    }
    if (!curve->present[0]) { /* no other range has one either */
        return;
    }
    size_t active = split(class, area_count, times, scratch->active);
    for (size_t a = 0; a < area_count; a++) {
        for (size_t t = 0; curve->present[a] && t < COCO_THRESHOLDS; t++) {
            one_curve(scratch, active, a, t, objects[a], curve);
        }
    }
    for (size_t t = 0; t < COCO_THRESHOLDS; t++) {
        curve->recall_1[t] = limited_recall(scratch, active, t, 1, objects[0]);
        curve->recall_10[t] = limited_recall(scratch, active, t, 10, objects[0]);
    }
}
