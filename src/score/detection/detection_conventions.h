/* Average precision as it is counted elsewhere, side by side. */
#ifndef POLICEAI_SCORE_DETECTION_DETECTION_CONVENTIONS_H
#define POLICEAI_SCORE_DETECTION_DETECTION_CONVENTIONS_H

#include "score/detection/coco_file.h"

/* Adds AP and AP50 by each convention to the report. */
void detection_conventions(struct score_report *report, const struct coco_data *data,
                           const struct coco_settings *settings);
/* Curves of all classes, each image once; freed with free(). */
struct coco_curve *detection_curves(const struct coco_classes *classes, size_t area_count,
                                    size_t threads);

#endif
