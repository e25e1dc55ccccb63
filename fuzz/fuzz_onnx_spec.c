/* onnx.json of the adapter "onnx": refused with words, or a spec by which any picture becomes a
 * tensor of the shape that it says; and the labels file beside it. */
#include "../tools/adapter-onnx/ctc_text.h"
#include "../tools/adapter-onnx/picture_tensor.h"

#include <math.h>
#include <stdint.h>

enum { SMALL = 64, PICTURE = 9 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_tensor(const struct picture_spec *spec, int width, int height)
{
    static unsigned char pixels[PICTURE * PICTURE * 3];
    const struct picture picture = {width, height, pixels};
    struct arena *arena = arena_new();
    struct tensor_shape shape;
    pixels[0] = 255;
    const float *values = picture_tensor(arena, &picture, spec, &shape);
    int64_t count = 1;
    for (size_t i = 0; i < shape.count; i++) {
        count *= shape.sides[i];
    }
    for (int64_t i = 0; i < count; i++) {
        if (!isfinite(values[i])) {
            BUG("value %lld is no number", (long long)i);
        }
    }
    int64_t wide = shape.sides[spec->layout == LAYOUT_NCHW ? 3 : 2];
    if (shape.count != 4 || wide < spec->width || wide > spec->width_max) {
        BUG("%lld columns of %lld to %lld", (long long)wide, (long long)spec->width,
            (long long)spec->width_max);
    }
    arena_free(arena);
}

static void check_spec(struct arena *arena, struct str text)
{
    struct onnx_spec spec;
    struct err err = {.code = ERR_OK};
    if (onnx_spec_parse(arena, text, &spec, &err) != ERR_OK) {
        if (err.message[0] == '\0') {
            BUG("refused without a word");
        }
        return;
    }
    if (spec.picture.tensor == NULL || spec.output.tensor == NULL ||
        (spec.output.kind == OUTPUT_CTC) != (spec.output.labels != NULL) ||
        (spec.find.model != NULL &&
         (spec.find.boxes == NULL || spec.find.scores == NULL ||
          spec.find.picture.fit != FIT_STRETCH || !(spec.find.least >= 0))) ||
        !(spec.output.threshold >= 0 && spec.output.threshold <= 1)) {
        BUG("an accepted spec is not whole");
    }
    if (spec.picture.width_max <= SMALL && spec.picture.height <= SMALL) {
        check_tensor(&spec.picture, PICTURE, PICTURE);
        check_tensor(&spec.picture, PICTURE, 1);
        check_tensor(&spec.picture, 1, PICTURE);
        check_tensor(&spec.picture, 1, 1);
    }
}

static void check_labels(struct arena *arena, struct str text)
{
    static const float likely[] = {0, 1};
    struct ctc_labels labels;
    struct strbuf read;
    if (ctc_labels_parse(arena, text, false, &labels, NULL) != ERR_OK || labels.count != 1) {
        return;
    }
    strbuf_init(&read, CTC_LABEL_BYTES);
    ctc_text(&labels, likely, 1, &read);
    if (!str_eq(strbuf_view(&read), labels.labels[0]) || str_has_byte(labels.labels[0], '\n')) {
        BUG("the label was not read");
    }
    strbuf_release(&read);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct str text = str_n((const char *)bytes, length);
    check_spec(arena, text);
    check_labels(arena, text);
    arena_free(arena);
    return 0;
}
