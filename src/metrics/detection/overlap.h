/* How well a detection covers an object: boxes and keypoints (masks: mask.h). */
#ifndef POLICEAI_METRICS_DETECTION_OVERLAP_H
#define POLICEAI_METRICS_DETECTION_OVERLAP_H

#include <stdbool.h>

/* Intersection over union of two boxes {x, y, width, height} in pixels; over the detection's
 * own area where the object is a crowd. 0 where they only touch or one is empty. SOURCE:
 * cocodataset/cocoapi 8c9bcc3, common/maskApi.c bbIou. */
double overlap_boxes(const double detection[4], const double object[4], bool crowd);

enum { KEYPOINTS = 17, KEYPOINT_NUMBERS = 3 * KEYPOINTS };

/* Object keypoint similarity, 0 to 1: x, y, visibility of 17 points each; box and area are the
 * object's. Only the object's labelled points (visibility > 0) count; where it has none, the
 * distance outside its doubled box does. SOURCE: cocoapi 8c9bcc3, cocoeval.py computeOks, and
 * its 17 constants kpt_oks_sigmas. */
double overlap_keypoints(const double detection[KEYPOINT_NUMBERS],
                         const double object[KEYPOINT_NUMBERS], const double box[4],
                         double area);

#endif
