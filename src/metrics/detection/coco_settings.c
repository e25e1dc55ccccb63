/* COCO's constants; see coco.h. */
#include "metrics/detection/coco.h"

enum { SMALL = 32 * 32, LARGE = 96 * 96 };
static const double EVERY_SIZE = 1e10;

struct coco_settings coco_settings(enum coco_kind kind)
{
    struct coco_settings settings = {.kind = kind, .max_detections = 100};
    size_t n = 0;
    settings.areas[n++] = (struct coco_range){"all", 0, EVERY_SIZE};
    if (kind != COCO_KEYPOINTS) {
        settings.areas[n++] = (struct coco_range){"small", 0, SMALL};
    } else {
        settings.max_detections = 20;
    }
    settings.areas[n++] = (struct coco_range){"medium", SMALL, LARGE};
    settings.areas[n++] = (struct coco_range){"large", LARGE, EVERY_SIZE};
    settings.area_count = n;
    return settings;
}

double coco_threshold(size_t index)
{
    return index == COCO_THRESHOLDS - 1
               ? 0.95
               : (double)index * ((0.95 - 0.5) / (COCO_THRESHOLDS - 1)) + 0.5;
}

double coco_recall(size_t index)
{
    return index == COCO_RECALLS - 1 ? 1.0 : (double)index * (1.0 / (COCO_RECALLS - 1));
}

size_t coco_figures(enum coco_kind kind, struct coco_figure figures[COCO_FIGURES_MAX])
{
    static const struct coco_figure boxes[] = {
        {"AP", true, -1, 0, 100},         {"AP50", true, 0, 0, 100},
        {"AP75", true, 5, 0, 100},        {"AP_small", true, -1, 1, 100},
        {"AP_medium", true, -1, 2, 100},  {"AP_large", true, -1, 3, 100},
        {"AR1", false, -1, 0, 1},         {"AR10", false, -1, 0, 10},
        {"AR100", false, -1, 0, 100},     {"AR_small", false, -1, 1, 100},
        {"AR_medium", false, -1, 2, 100}, {"AR_large", false, -1, 3, 100}};
    static const struct coco_figure keypoints[] = {
        {"AP", true, -1, 0, 20},         {"AP50", true, 0, 0, 20},
        {"AP75", true, 5, 0, 20},        {"AP_medium", true, -1, 1, 20},
        {"AP_large", true, -1, 2, 20},   {"AR", false, -1, 0, 20},
        {"AR50", false, 0, 0, 20},       {"AR75", false, 5, 0, 20},
        {"AR_medium", false, -1, 1, 20}, {"AR_large", false, -1, 2, 20}};
    bool points = kind == COCO_KEYPOINTS;
    const struct coco_figure *from = points ? keypoints : boxes;
    size_t count = points ? sizeof keypoints / sizeof *keypoints : sizeof boxes / sizeof *boxes;
    for (size_t i = 0; i < count; i++) {
        figures[i] = from[i];
    }
    return count;
}
