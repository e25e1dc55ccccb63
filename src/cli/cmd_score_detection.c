/* policeai score detection */
#include "cli/score_call.h"
#include "score/detection/score_detection.h"

struct detection_options {
    struct score_options score;
    const char *gt;
    const char *dt;
    const char *iou;
};

#define AT(member) offsetof(struct detection_options, member)
static const struct opt options[] = {
    {"gt", 0, OPT_TEXT, AT(gt), "FILE", "annotations (COCO JSON, plain or gzip)", 0, 0},
    {"dt", 0, OPT_TEXT, AT(dt), "FILE", "results (COCO JSON, plain or gzip)", 0, 0},
    {"iou", 0, OPT_TEXT, AT(iou), "KIND", "bbox (default), segm or keypoints", 0, 0},
    SCORE_OPTION_ROWS(struct detection_options, score),
    {.name = NULL}};

static const struct detection_options defaults = {.score = SCORE_OPTIONS_DEFAULTS,
                                                  .iou = "bbox"};

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct detection_options *o = given;
    TRY(score_needs(o->gt, "gt", err));
    TRY(score_needs(o->dt, "dt", err));
    return score_detection(report, o->gt, o->dt, o->iou, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct detection_options *o = call->options;
    return score_call(call, "detection", &o->score, score, err);
}

const struct command command_score_detection = {
    .name = "score detection",
    .synopsis = "--gt G.json --dt D.json [--iou bbox|segm|keypoints] [--json] …",
    .summary = "average precision and recall of objects found in images",
    .help =
        "COCO's AP, AP50, AP75, AP_small, AP_medium, AP_large, AR1, AR10, AR100, AR_small … "
        "(keypoints: AP, AP50,\nAP75, AP_medium, AP_large, AR …), the same digits as "
        "pycocotools, with intervals by bootstrap over images,\nand AP, AP50 and recall of "
        "each category. doc/score/detection.md says what each is.",
    .options = options,
    .options_size = sizeof(struct detection_options),
    .defaults = &defaults,
    .run = run,
};
