/* Stable sorting by falling score: of equal scores the first stays first. */
#ifndef POLICEAI_METRICS_DETECTION_BY_SCORE_H
#define POLICEAI_METRICS_DETECTION_BY_SCORE_H

#include "metrics/detection/coco.h"

struct by_score {
    double score;
    size_t place;
    uint32_t rank;
};

/* n places by falling score. */
void by_score_sort_places(struct by_score *places, size_t n);
/* n indices of detections by the detections' falling score. */
void by_score_sort(uint32_t *indices, size_t n, const struct coco_object *detections);

#endif
