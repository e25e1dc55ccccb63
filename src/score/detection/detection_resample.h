/* Intervals of COCO's figures by bootstrap over images. */
#ifndef POLICEAI_SCORE_DETECTION_DETECTION_RESAMPLE_H
#define POLICEAI_SCORE_DETECTION_DETECTION_RESAMPLE_H

#include "metrics/detection/coco.h"
#include "score/score_report.h"
#include "stats/interval.h"

/* Figures over all classes (classes == false) or of each class. */
struct detection_plan {
    const struct coco_classes *classes;
    size_t area_count;
    size_t image_count;
    const struct coco_figure *figures; /* over all classes */
    size_t figure_count;
    const struct coco_figure *class_figures; /* of each class */
    size_t class_figure_count;
};

/* One interval, or why there is none. */
struct detection_interval {
    bool has;
    struct interval interval;
    const char *reason;
};

/* Draws whole images; resample r from stream r of the seed, so that the number of threads
 * changes nothing. `all` has figure_count, `each` classes x class_figure_count intervals, row
 * by row. */
void detection_resample(const struct detection_plan *plan, const struct score_options *options,
                        struct detection_interval *all, struct detection_interval *each);

#endif
