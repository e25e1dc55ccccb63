/* Conventions of average precision; see detection_conventions.h. */
#include "score/detection/detection_conventions.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum points { RECALLS_101, RECALLS_11, EVERY_POINT };

struct convention {
    const char *name;
    const char *why;
    enum points points;
    bool file_ignore; /* "ignore" of the file holds */
    bool mask_area;   /* results' areas are those of their masks */
    void (*change)(struct coco_settings *settings);
};

static void id_0(struct coco_settings *settings)
{
    settings->id_0_unmatched = true;
}

static void earlier(struct coco_settings *settings)
{
    settings->earlier_of_equal = true;
}

static void one_class(struct coco_settings *settings)
{
    settings->one_class = true;
}

static void no_limit(struct coco_settings *settings)
{
    settings->max_detections = SIZE_MAX;
}

static const struct convention conventions[] = {
    {.name = "COCO", .why = "as in the figures above"},
    {.name = "pycocotools' id 0",
     .why = "a match is stored as the annotation's id, so that one with id 0 reads as none",
     .change = id_0},
    {.name = "ignore of the file",
     .why = "pycocotools overwrites \"ignore\" with \"iscrowd\"; here the file's own holds too",
     .file_ignore = true},
    {.name = "earlier of equal overlaps",
     .why = "pycocotools takes the later of two objects that overlap a detection equally",
     .change = earlier},
    {.name = "mask areas",
     .why = "where results have boxes, pycocotools takes their areas from the boxes",
     .mask_area = true},
    {.name = "every point (VOC 2010)",
     .why = "the whole area under the envelope instead of its mean at 101 recalls",
     .points = EVERY_POINT},
    {.name = "11 points (VOC 2007)",
     .why = "precision at recalls 0, .1 … 1 only",
     .points = RECALLS_11},
    {.name = "any number of detections",
     .why = "COCO looks at the best 100 of an image and class (keypoints: 20)",
     .change = no_limit},
    {.name = "one class", .why = "categories do not matter (useCats 0)", .change = one_class},
};

/* Mean over classes and thresholds [0, thresholds). */
static struct metric_value average(const struct coco_curve *curves, size_t count,
                                   size_t thresholds, enum points points)
{
    double sum = 0;
    double cells = 0;
    for (size_t k = 0; k < count; k++) {
        for (size_t t = 0; curves[k].present[0] && t < thresholds; t++) {
            const double *precision = curves[k].precision[0][t];
            size_t step = points == RECALLS_11 ? 10 : 1;
            for (size_t r = 0; points != EVERY_POINT && r < COCO_RECALLS; r += step) {
                sum += precision[r];
                cells++;
            }
            sum += points == EVERY_POINT ? curves[k].every_point[t] : 0;
            cells += points == EVERY_POINT;
        }
    }
    struct metric_value value = metric_fraction(sum, cells, "no objects");
    value.has_fraction = false;
    return value;
}

static void add_one(struct score_report *report, const struct convention *convention,
                    const struct coco_input *input, const struct coco_settings *changed)
{
    size_t threads = (size_t)score_report_options(report)->threads;
    struct coco_classes classes;
    coco_match(input, changed, threads, &classes);
    struct coco_curve *curves = detection_curves(&classes, changed->area_count, threads);
    for (int wide = 1; wide >= 0; wide--) {
        struct coco_figure figure = {.precision = true, .threshold = wide ? -1 : 0};
        struct coco_mean mean = coco_mean_of(&figure, curves, classes.count);
        struct metric_value value =
            convention->points == RECALLS_101
                ? metric_fraction(mean.sum, mean.count, "no objects")
                : average(curves, classes.count, wide ? COCO_THRESHOLDS : 1,
                          convention->points);
        value.has_fraction = false;
        score_report_convention(report,
                                &(struct score_convention){.quantity = wide ? "AP" : "AP50",
                                                           .convention = convention->name,
                                                           .value = value,
                                                           .why = convention->why});
    }
    free(curves);
    coco_classes_free(&classes);
}

void detection_conventions(struct score_report *report, const struct coco_data *data,
                           const struct coco_settings *settings)
{
    struct coco_object *objects = xmalloc(data->object_count * sizeof *objects);
    struct coco_object *detections = xmalloc(data->detection_count * sizeof *detections);
    for (size_t i = 0; i < sizeof conventions / sizeof *conventions; i++) {
        const struct convention *convention = &conventions[i];
        struct coco_settings changed = *settings;
        if (convention->mask_area && settings->kind != COCO_MASKS) {
            continue;
        }
        for (size_t g = 0; g < data->object_count; g++) {
            objects[g] = data->objects[g];
            objects[g].ignore =
                convention->file_ignore ? data->ignored_in_file[g] : objects[g].ignore;
        }
        for (size_t d = 0; d < data->detection_count; d++) {
            detections[d] = data->detections[d];
            if (convention->mask_area) {
                detections[d].area = (double)mask_area(&detections[d].mask);
            }
        }
        if (convention->change != NULL) {
            convention->change(&changed);
        }
        struct coco_input input = {objects,           data->object_count,
                                   detections,        data->detection_count,
                                   data->image_count, data->category_count};
        add_one(report, convention, &input, &changed);
    }
    free(objects);
    free(detections);
}
