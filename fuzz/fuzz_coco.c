/* COCO's two files, separated by a line "--": whatever is taken can be scored, whole. Every
 * object and result has its place, boxes are no wider than nothing, masks fill their image;
 * precision and recall come out from 0 to 1. The first byte chooses the kind of overlap. */
#include "score/detection/coco_file.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_mask(const struct mask *mask)
{
    uint64_t pixels = 0;
    for (size_t i = 0; i < mask->count; i++) {
        pixels += mask->runs[i];
        if (i > 0 && mask->runs[i] == 0) {
            BUG("an empty run in a mask");
        }
    }
    if (pixels != (uint64_t)mask->height * mask->width) {
        BUG("a mask that does not fill its image");
    }
}

static void check_object(const struct coco_object *object, const struct coco_data *data,
                         enum coco_kind kind)
{
    if (object->image >= data->image_count || object->category >= data->category_count) {
        BUG("an object without a place");
    }
    if (!(object->box[2] >= 0 && object->box[3] >= 0)) {
        BUG("an impossible box");
    }
    if (kind == COCO_MASKS) {
        check_mask(&object->mask);
    }
    if (kind == COCO_KEYPOINTS && object->keypoints == NULL) {
        BUG("an object without keypoints");
    }
}

static void check_curve(const struct coco_curve *curve, size_t areas)
{
    for (size_t a = 0; a < areas; a++) {
        for (size_t t = 0; curve->present[a] && t < COCO_THRESHOLDS; t++) {
            double before = 1;
            for (size_t r = 0; r < COCO_RECALLS; r++) {
                double p = curve->precision[a][t][r];
                if (!(p >= 0 && p <= before)) {
                    BUG("precision %g after %g", p, before);
                }
                before = p;
            }
            if (!(curve->recall[a][t] >= 0 && curve->recall[a][t] <= 1)) {
                BUG("recall %g", curve->recall[a][t]);
            }
        }
    }
}

static void score(const struct coco_data *data, enum coco_kind kind)
{
    struct coco_settings settings = coco_settings(kind);
    struct coco_input input = {data->objects,         data->object_count, data->detections,
                               data->detection_count, data->image_count,  data->category_count};
    struct coco_classes classes;
    struct coco_curve *curve = calloc(1, sizeof *curve);
    for (size_t i = 0; i < data->object_count; i++) {
        check_object(&data->objects[i], data, kind);
    }
    for (size_t i = 0; i < data->detection_count; i++) {
        check_object(&data->detections[i], data, kind);
    }
    coco_match(&input, &settings, 1, &classes);
    struct coco_scratch *scratch = coco_scratch_new(&classes);
    for (size_t k = 0; curve != NULL && k < classes.count; k++) {
        coco_curve(&classes, k, settings.area_count, NULL, scratch, curve);
        check_curve(curve, settings.area_count);
    }
    coco_scratch_free(scratch);
    coco_classes_free(&classes);
    free(curve);
}

static struct str copy(struct arena *arena, struct str text)
{
    return str_n(arena_strndup(arena, text.p, text.n), text.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length == 0) {
        return 0;
    }
    struct arena *arena = arena_new();
    struct score_options options = SCORE_OPTIONS_DEFAULTS;
    enum coco_kind kind = (enum coco_kind)(bytes[0] % 3);
    struct str text = str_n((const char *)bytes + 1, length - 1);
    size_t middle = str_find(text, STR("\n--\n"));
    struct str truth = copy(arena, str_sub(text, 0, middle));
    struct str results =
        copy(arena, middle == SIZE_MAX ? STR("[]") : str_from(text, middle + 4));
    struct coco_data *data = arena_zalloc(arena, sizeof *data);
    struct err err = {.code = ERR_OK};
    options.lenient = bytes[0] >= 128;
    struct score_report *report = score_report_new(arena, "detection", &options);
    if (coco_read_truth(report, "gt", truth, kind, data, &err) == ERR_OK &&
        coco_read_results(report, "dt", results, kind, data, &err) == ERR_OK) {
        score(data, kind);
    } else if (err.message[0] == '\0') {
        BUG("refused without a word");
    }
    arena_free(arena);
    return 0;
}
