/* Mean average precision of detections, COCO's.
 * SOURCE: cocodataset/cocoapi 8c9bcc3, PythonAPI/pycocotools/cocoeval.py. */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    struct metric_value value =
        metric_fraction(sum[0], sum[1], "no class has objects of this size that count");
    value.has_fraction = false;
    return value;
}

static const double rows[] = {1, 2, 0.5, 1};
static const struct metric_example examples[] = {
    {"by hand: precisions 1 and 0 in one class, .5 in another", rows, 2, 0.5}};

const struct metric metric_coco_ap = {
    .id = "coco.ap/1",
    .title = "Mean average precision (COCO)",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Detections of an image and class, best score first and at most 100 (keypoints: 20), "
        "each "
        "take the object that overlaps them most and by at least the threshold, of equal "
        "overlaps "
        "the later in the file; an object once taken is gone unless it is a crowd. Objects "
        "that "
        "are a crowd or outside the range of sizes are taken only when no other can be, and a "
        "detection that took one counts neither way, nor does one that took none and is itself "
        "outside the range. Over all images of a class by falling score (stable, images by "
        "id): "
        "precision after each detection, raised to the highest that follows, read at recalls "
        "0, "
        ".01 … 1 as the first point of at least that recall, 0 beyond the last. The figure is "
        "the mean over classes with such objects, thresholds .5, .55 … .95 and recalls. "
        "Overlap: "
        "intersection over union of boxes or masks (over the detection's area for a crowd), or "
        "object keypoint similarity. Vector: sum of precisions, how many. It cannot be added "
        "up "
        "from images: matching and curve come first. Source: cocoapi 8c9bcc3, cocoeval.py.",
    .domain = "0 to 1; undefined (-1 in pycocotools) without objects of the size",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
