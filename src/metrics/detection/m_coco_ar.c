/* Mean average recall of detections, COCO's.
 * SOURCE: cocodataset/cocoapi 8c9bcc3, PythonAPI/pycocotools/cocoeval.py. */
#include "metrics/metric.h"

static struct metric_value finish(const double *sum)
{
    struct metric_value value =
        metric_fraction(sum[0], sum[1], "no class has objects of this size that count");
    value.has_fraction = false;
    return value;
}

static const double rows[] = {0.75, 1, 0.25, 1};
static const struct metric_example examples[] = {
    {"by hand: recall .75 in one class, .25 in another", rows, 2, 0.5}};

const struct metric metric_coco_ar = {
    .id = "coco.ar/1",
    .title = "Mean average recall (COCO)",
    .unit = "proportion",
    .higher_is_better = true,
    .definition =
        "Share of the objects that count which some detection takes (matched as coco.ap/1 "
        "says) "
        "with the best 1, 10 or 100 detections of each image and class (keypoints: 20), mean "
        "over classes with such objects and thresholds .5, .55 … .95. Vector: sum of recalls, "
        "how many. Source: cocoapi 8c9bcc3, cocoeval.py.",
    .domain = "0 to 1; undefined (-1 in pycocotools) without objects of the size",
    .length = 2,
    .interval = METRIC_POOLED,
    .finish = finish,
    .examples = examples,
    .example_count = sizeof examples / sizeof examples[0],
};
