/* COCO's two files: annotations of images, and a list of results. */
#ifndef POLICEAI_SCORE_DETECTION_COCO_FILE_H
#define POLICEAI_SCORE_DETECTION_COCO_FILE_H

#include "metrics/detection/coco.h"
#include "score/score_report.h"

struct coco_image {
    int64_t id;
    int64_t height; /* 0: not given; masks need it */
    int64_t width;
};

struct coco_category {
    int64_t id;
    const char *name;
};

struct coco_data {
    struct coco_image *images; /* by id */
    size_t image_count;
    struct coco_category *categories; /* by id */
    size_t category_count;
    struct coco_object *objects;
    bool *ignored_in_file; /* "ignore" of each object, which COCO overwrites */
    size_t object_count;
    bool id_0; /* an object has the id 0 */
    struct coco_object *detections;
    size_t detection_count;
    bool boxed; /* the first result has a box, which then gives the areas */
};

/* Bytes of a file, unpacked. */
enum { COCO_FILE_MAX = 2047 * 1024 * 1024, COCO_CATEGORIES_MAX = 10000 };

/* From the bytes of a file of annotations, NUL-terminated; everything lives in the report's
 * arena. `path` is what errors call it. Elements that cannot be used are skipped where the
 * report is lenient. */
enum err_code coco_read_truth(struct score_report *report, const char *path, struct str text,
                              enum coco_kind kind, struct coco_data *data,
                              struct err *err) MUST_USE;
/* Then from those of a list of results. */
enum err_code coco_read_results(struct score_report *report, const char *path, struct str text,
                                enum coco_kind kind, struct coco_data *data,
                                struct err *err) MUST_USE;

#endif
