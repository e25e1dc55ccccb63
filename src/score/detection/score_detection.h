/* `policeai score detection`: COCO's average precision and recall of boxes, masks or keypoints.
 */
#ifndef POLICEAI_SCORE_DETECTION_SCORE_DETECTION_H
#define POLICEAI_SCORE_DETECTION_SCORE_DETECTION_H

#include "score/score_report.h"

/* `gt` and `dt` are paths of COCO's files, `iou` one of bbox, segm, keypoints. Fills the
 * report: COCO's 12 figures (10 of keypoints) with intervals by bootstrap over images, and AP,
 * AP50 and recall of each category. */
enum err_code score_detection(struct score_report *report, const char *gt, const char *dt,
                              const char *iou, struct err *err) MUST_USE;

#endif
