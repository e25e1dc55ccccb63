/* Average precision and recall of detections, as COCO defines them.
 *
 * In three steps: coco_match pairs detections with objects, once for all ten thresholds and all
 * ranges of size; coco_curve turns one class into precisions at 101 recalls, with any
 * multiplicities of the images, so that a resample costs one pass; coco_means makes the
 * figures. SOURCE: cocodataset/cocoapi 8c9bcc3, PythonAPI/pycocotools/cocoeval.py. */
#ifndef POLICEAI_METRICS_DETECTION_COCO_H
#define POLICEAI_METRICS_DETECTION_COCO_H

#include "metrics/detection/mask.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum coco_kind { COCO_BOXES, COCO_MASKS, COCO_KEYPOINTS };

enum { COCO_THRESHOLDS = 10, COCO_RECALLS = 101, COCO_AREAS_MAX = 4 };

/* An annotated object, or a detection. */
struct coco_object {
    int64_t id;
    uint32_t image;    /* index, images in the order of their ids */
    uint32_t category; /* index, categories in the order of their ids */
    double box[4];     /* x, y, width, height */
    double area;
    double score; /* of a detection */
    bool ignore;  /* of an object: counts neither as found nor as missed */
    bool crowd;   /* of an object: takes any number of detections */
    struct mask mask;
    const double *keypoints; /* KEYPOINT_NUMBERS, or NULL */
};

struct coco_range {
    const char *name; /* "small" */
    double low;       /* both bounds belong to it */
    double high;
};

/* What is done; coco_settings gives COCO's own, which the members below the line depart from.
 */
struct coco_settings {
    enum coco_kind kind;
    size_t area_count;
    struct coco_range areas[COCO_AREAS_MAX]; /* the first is all */
    size_t max_detections;                   /* best ones of an image and class: 100, or 20 */
    bool earlier_of_equal; /* of equal overlaps take the earlier object, not the later */
    bool id_0_unmatched; /* a match with the object of id 0 reads as none, as in pycocotools */
    bool one_class;      /* categories do not matter */
};

/* COCO's own settings of that kind. */
struct coco_settings coco_settings(enum coco_kind kind);
/* The ten thresholds .5, .55 … .95 and the 101 recalls 0, .01 … 1, as numpy.linspace has them.
 */
double coco_threshold(size_t index);
double coco_recall(size_t index);

/* One class after matching. Bit `area x COCO_THRESHOLDS + threshold` of `found` is set where a
 * detection is true, of `wrong` where it is false; neither where it is ignored. */
struct coco_class {
    size_t detections; /* by falling score */
    uint64_t *found;
    uint64_t *wrong;
    uint32_t *image;
    uint8_t *rank; /* within its image, from 0; 255 and more are 255 */
    double *score;
    size_t object_rows; /* images with objects that count */
    uint32_t *object_image;
    uint32_t (*objects)[COCO_AREAS_MAX]; /* of that image, by area */
};

/* `class_count` classes in the order of their index; freed by coco_classes_free. */
struct coco_classes {
    size_t count;
    struct coco_class *classes;
};

/* Detections may come in any order; those of equal score keep it. Arrays are lent. `threads` as
 * in parallel_run; nothing depends on it. */
struct coco_input {
    const struct coco_object *objects;
    size_t object_count;
    const struct coco_object *detections;
    size_t detection_count;
    size_t image_count;
    size_t category_count;
};
void coco_match(const struct coco_input *input, const struct coco_settings *settings,
                size_t threads, struct coco_classes *classes);
void coco_classes_free(struct coco_classes *classes);

/* Precisions and recalls of one class. */
struct coco_curve {
    bool present[COCO_AREAS_MAX]; /* the class has objects of this size */
    double precision[COCO_AREAS_MAX][COCO_THRESHOLDS][COCO_RECALLS];
    double recall[COCO_AREAS_MAX][COCO_THRESHOLDS];
    double recall_1[COCO_THRESHOLDS]; /* of all sizes, with the best 1 and 10 of an image */
    double recall_10[COCO_THRESHOLDS];
    double every_point[COCO_THRESHOLDS]; /* area under the envelope, of all sizes */
    double objects[COCO_AREAS_MAX];      /* that count */
};
/* Room that coco_curve needs for a class; freed by coco_scratch_free. */
struct coco_scratch;
struct coco_scratch *coco_scratch_new(const struct coco_classes *classes);
void coco_scratch_free(struct coco_scratch *scratch);
/* Class `index` where image i counts times[i] times (NULL: once). */
void coco_curve(const struct coco_classes *classes, size_t index, size_t area_count,
                const uint32_t *times, struct coco_scratch *scratch, struct coco_curve *curve);

/* Which figure: mean over classes, thresholds and (precision) recalls. */
struct coco_figure {
    const char *name; /* "AP50" */
    bool precision;   /* or recall */
    int threshold;    /* index, or -1: mean over all */
    size_t area;      /* index of the range */
    size_t limit;     /* detections an image: 1, 10, or the settings' own */
};
enum { COCO_FIGURES_MAX = 12 };
/* The figures of a kind in COCO's order; returns how many. */
size_t coco_figures(enum coco_kind kind, struct coco_figure figures[COCO_FIGURES_MAX]);

/* A mean that is being taken. */
struct coco_mean {
    double sum;
    double count;
};
/* Adds what one class gives to a figure: nothing where it has no object of that size. */
void coco_mean_add(struct coco_mean *mean, const struct coco_figure *figure,
                   const struct coco_curve *curve);
/* The figure over all curves, summed in numpy's order; count 0: no class has such objects. */
struct coco_mean coco_mean_of(const struct coco_figure *figure, const struct coco_curve *curves,
                              size_t count);

#endif
