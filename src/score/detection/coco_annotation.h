/* One element of "annotations" or of a list of results, as the file has it. */
#ifndef POLICEAI_SCORE_DETECTION_COCO_ANNOTATION_H
#define POLICEAI_SCORE_DETECTION_COCO_ANNOTATION_H

#include "base/json_pull.h"
#include "metrics/detection/coco.h"
#include "metrics/detection/overlap.h"

struct coco_annotation {
    bool has_id, has_image, has_category, has_box, has_area, has_score;
    bool has_segmentation, has_keypoints, has_visible;
    int64_t id;
    int64_t image;
    int64_t category;
    double box[4];
    double area;
    double score;
    bool crowd;
    bool ignore;
    int64_t visible;               /* "num_keypoints" */
    struct json_pull segmentation; /* stands before it */
    double keypoints[KEYPOINT_NUMBERS];
};

/* Reads an element to its end. Boxes and keypoints may be empty lists, as if they were not
 * there; keypoints are read only when wanted. ERR_FORMAT with the place; a key twice is
 * refused. */
enum err_code coco_annotation_read(struct json_pull *p, bool keypoints,
                                   struct coco_annotation *annotation,
                                   struct err *err) MUST_USE;
/* A segmentation to a mask of an image height x width: polygons, runs as a list, runs as text.
 * A first polygon of four numbers makes all of them boxes, as in cocoapi's _mask.pyx
 * frPyObjects. The mask lives in the arena. */
enum err_code coco_segmentation_read(struct arena *arena, const struct json_pull *at,
                                     uint32_t height, uint32_t width, struct mask *mask,
                                     struct err *err) MUST_USE;

#endif
