#include "onnx_spec.h"

#include "base/file.h"
#include "base/limits.h"

#include <math.h>
#include <string.h>

static const double number_max = 1e6;
enum { PIXEL_MAX = 255, BOX_SIDES = 4 };

static enum err_code text_of(struct arena *arena, const struct js *object, const char *key,
                             const char **out, struct err *err)
{
    struct str text;
    TRY(js_need_str(object, key, &text, err));
    if (text.n == 0 || text.n > SPEC_NAME_MAX || str_has_byte(text, '\0')) {
        return err_set(err, ERR_FORMAT, "\"%s\" must have 1 to %d bytes", key, SPEC_NAME_MAX);
    }
    *out = arena_strndup(arena, text.p, text.n);
    return ERR_OK;
}

/* One of the words, by its place; `*which` stays when the key is absent. */
static enum err_code word_of(const struct js *object, const char *key, const char *const *words,
                             size_t count, int *which, struct err *err)
{
    struct str given = {NULL, 0};
    struct strbuf all;
    TRY(js_may_str(object, key, &given, err));
    if (given.p == NULL) {
        return ERR_OK;
    }
    strbuf_init(&all, 256);
    for (size_t i = 0; i < count; i++) {
        if (str_is(given, words[i])) {
            *which = (int)i;
            strbuf_release(&all);
            return ERR_OK;
        }
        strbuf_printf(&all, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", words[i]);
    }
    err_set(err, ERR_FORMAT, "\"%s\" is \"%.*s\"; write %s", key,
            STR_ARG(str_sub(given, 0, SPEC_NAME_MAX / 4)), all.p);
    strbuf_release(&all);
    return ERR_FORMAT;
}

static enum err_code number_from(const struct js *value, const char *key, double min,
                                 double max, double *out, struct err *err)
{
    double number = NAN;
    if (value->type == JS_INT) {
        number = (double)value->integer;
    } else if (value->type == JS_REAL) {
        number = value->real;
    }
    if (!(number >= min && number <= max)) {
        return err_set(err, ERR_FORMAT, "\"%s\" must be a number from %g to %g", key, min, max);
    }
    *out = number;
    return ERR_OK;
}

static enum err_code may_number(const struct js *object, const char *key, double min,
                                double max, double *out, struct err *err)
{
    const struct js *value = js_member(object, key);
    return value == NULL ? ERR_OK : number_from(value, key, min, max, out, err);
}

static enum err_code may_numbers(const struct js *object, const char *key, size_t count,
                                 double min, double max, double *out, struct err *err)
{
    const struct js *list = NULL;
    TRY(js_may(object, key, JS_ARRAY, &list, err));
    if (list != NULL && list->array.count != count) {
        return err_set(err, ERR_FORMAT, "\"%s\" has %zu numbers, must have %zu", key,
                       list->array.count, count);
    }
    for (size_t i = 0; list != NULL && i < count; i++) {
        TRY(number_from(&list->array.items[i], key, min, max, &out[i], err));
    }
    return ERR_OK;
}

static enum err_code read_box(const struct js *json, struct picture_spec *picture,
                              struct err *err)
{
    double *box = picture->box;
    box[2] = 1;
    box[3] = 1;
    TRY(may_numbers(json, "box", BOX_SIDES, 0, 1, box, err));
    if (box[0] >= box[2] || box[1] >= box[3]) {
        return err_set(err, ERR_FORMAT,
                       "\"box\" must be [left, top, right, bottom] as shares of the picture, "
                       "left < right and top < bottom");
    }
    return ERR_OK;
}

static enum err_code read_size(const struct js *json, struct picture_spec *picture,
                               struct err *err)
{
    static const char *const fits[] = {"stretch", "crop", "pad", "line"};
    static const char *const filters[] = {"bilinear", "antialias"};
    int fit = FIT_STRETCH;
    int filter = FILTER_BILINEAR;
    TRY(js_need_int(json, "width", 1, SPEC_SIDE_MAX, &picture->width, err));
    TRY(js_need_int(json, "height", 1, SPEC_SIDE_MAX, &picture->height, err));
    TRY(word_of(json, "fit", fits, sizeof fits / sizeof fits[0], &fit, err));
    TRY(word_of(json, "resize", filters, sizeof filters / sizeof filters[0], &filter, err));
    picture->fit = (enum picture_fit)fit;
    picture->filter = (enum picture_filter)filter;
    picture->width_max = picture->width;
    if (js_member(json, "width_max") != NULL && picture->fit != FIT_LINE) {
        return err_set(err, ERR_FORMAT, "\"width_max\" goes with \"fit\": \"line\" alone");
    }
    return js_may_int(json, "width_max", picture->width, SPEC_SIDE_MAX, &picture->width_max,
                      err);
}

static enum err_code read_levels(const struct js *json, struct picture_spec *picture,
                                 struct err *err)
{
    static const char *const pixels[] = {"0-255", "0-1"};
    int which = 0;
    size_t count = (size_t)picture->channel_count;
    TRY(word_of(json, "pixels", pixels, 2, &which, err));
    picture->unit = which == 0 ? 1 : 1.0 / PIXEL_MAX;
    picture->pad = 0;
    TRY(may_number(json, "pad", 0, PIXEL_MAX, &picture->pad, err));
    for (size_t i = 0; i < count; i++) {
        picture->mean[i] = 0;
        picture->std[i] = 1;
    }
    TRY(may_numbers(json, "mean", count, -number_max, number_max, picture->mean, err));
    return may_numbers(json, "std", count, 1 / number_max, number_max, picture->std, err);
}

static enum err_code read_picture(struct arena *arena, const struct js *json,
                                  struct picture_spec *picture, struct err *err)
{
    static const char *const keys[] = {"tensor", "width", "height", "fit",      "width_max",
                                       "resize", "box",   "layout", "channels", "pixels",
                                       "pad",    "mean",  "std",    NULL};
    static const char *const layouts[] = {"NCHW", "NHWC"};
    static const char *const orders[] = {"RGB", "BGR", "grey"};
    int layout = LAYOUT_NCHW;
    int order = CHANNELS_RGB;
    TRY(js_only(json, keys, err));
    TRY(text_of(arena, json, "tensor", &picture->tensor, err));
    TRY(read_size(json, picture, err));
    TRY(read_box(json, picture, err));
    TRY(word_of(json, "layout", layouts, 2, &layout, err));
    TRY(word_of(json, "channels", orders, 3, &order, err));
    picture->layout = (enum tensor_layout)layout;
    picture->channels = (enum channel_order)order;
    picture->channel_count = order == CHANNELS_GREY ? 1 : 3;
    return read_levels(json, picture, err);
}

static enum err_code read_embedding(const struct js *json, struct output_spec *output,
                                    struct err *err)
{
    static const char *const keys[] = {"tensor", "as", "similarity", "threshold", NULL};
    static const char *const similarities[] = {"cosine", "euclid"};
    int similarity = -1;
    TRY(js_only(json, keys, err));
    TRY(word_of(json, "similarity", similarities, 2, &similarity, err));
    if (similarity < 0) {
        return err_set(err, ERR_FORMAT, "\"similarity\" is missing; write cosine or euclid");
    }
    output->similarity = (enum similarity)similarity;
    output->threshold = NAN;
    TRY(may_number(json, "threshold", 0, 1, &output->threshold, err));
    if (isnan(output->threshold)) {
        return err_set(err, ERR_FORMAT, "\"threshold\" is missing; write a score from 0 to 1");
    }
    return ERR_OK;
}

/* The name of a file in the tool's folder. */
static enum err_code file_of(struct arena *arena, const struct js *json, const char *key,
                             const char **name, struct err *err)
{
    TRY(text_of(arena, json, key, name, err));
    if (strchr(*name, '/') != NULL || (*name)[0] == '.') {
        return err_set(err, ERR_FORMAT,
                       "\"%s\" is \"%s\", must be the name of a file beside onnx.json", key,
                       *name);
    }
    return ERR_OK;
}

static enum err_code read_find(struct arena *arena, const struct js *json,
                               struct find_spec *find, struct err *err)
{
    static const char *const keys[] = {"model", "picture", "boxes", "scores",
                                       "least", "margin",  NULL};
    const struct js *picture;
    const double *box = find->picture.box;
    TRY(js_only(json, keys, err));
    TRY(file_of(arena, json, "model", &find->model, err));
    TRY(text_of(arena, json, "boxes", &find->boxes, err));
    TRY(text_of(arena, json, "scores", &find->scores, err));
    find->least = NAN;
    TRY(may_number(json, "least", 0, 1, &find->least, err));
    if (isnan(find->least)) {
        return err_set(err, ERR_FORMAT, "\"least\" is missing; write a score from 0 to 1");
    }
    TRY(may_number(json, "margin", -0.5, 4, &find->margin, err));
    TRY(js_need(json, "picture", JS_OBJECT, &picture, err));
    TRY(read_picture(arena, picture, &find->picture, err));
    if (find->picture.fit != FIT_STRETCH || box[0] > 0 || box[1] > 0 || box[2] < 1 ||
        box[3] < 1) {
        return err_set(err, ERR_FORMAT,
                       "\"picture\" must take the whole: \"fit\": \"stretch\", no \"box\"");
    }
    return ERR_OK;
}

static enum err_code read_ctc(struct arena *arena, const struct js *json,
                              struct output_spec *output, struct err *err)
{
    static const char *const keys[] = {"tensor", "as", "labels", "space", NULL};
    const struct js *space = NULL;
    TRY(js_only(json, keys, err));
    TRY(file_of(arena, json, "labels", &output->labels, err));
    TRY(js_may(json, "space", JS_BOOL, &space, err));
    output->space = space != NULL && space->boolean;
    return ERR_OK;
}

static enum err_code read_output(struct arena *arena, const struct js *json,
                                 struct output_spec *output, struct err *err)
{
    static const char *const kinds[] = {"embedding", "ctc"};
    int kind = -1;
    TRY(text_of(arena, json, "tensor", &output->tensor, err));
    TRY(word_of(json, "as", kinds, 2, &kind, err));
    if (kind < 0) {
        return err_set(err, ERR_FORMAT, "\"as\" is missing; write embedding or ctc");
    }
    output->kind = (enum output_kind)kind;
    return output->kind == OUTPUT_CTC ? read_ctc(arena, json, output, err)
                                      : read_embedding(json, output, err);
}

static enum err_code read_all(struct arena *arena, struct str text, struct onnx_spec *spec,
                              struct err *err)
{
    static const char *const keys[] = {"adapter", "picture", "find", "output", NULL};
    struct js *json;
    const struct js *find = NULL;
    const struct js *part;
    TRY(js_parse(arena, text, &json, err));
    if (json->type != JS_OBJECT || !js_is(js_member(json, "adapter"), "onnx")) {
        return err_set(err, ERR_FORMAT, "must be an object with \"adapter\": \"onnx\"");
    }
    TRY(js_only(json, keys, err));
    TRY(js_need(json, "picture", JS_OBJECT, &part, err));
    enum err_code code = read_picture(arena, part, &spec->picture, err);
    if (code != ERR_OK) {
        err_prefix(err, "\"picture\"");
        return code;
    }
    TRY(js_need(json, "output", JS_OBJECT, &part, err));
    code = read_output(arena, part, &spec->output, err);
    if (code != ERR_OK) {
        err_prefix(err, "\"output\"");
        return code;
    }
    TRY(js_may(json, "find", JS_OBJECT, &find, err));
    code = find != NULL ? read_find(arena, find, &spec->find, err) : ERR_OK;
    if (code != ERR_OK) {
        err_prefix(err, "\"find\"");
    }
    return code;
}

enum err_code onnx_spec_parse(struct arena *arena, struct str text, struct onnx_spec *spec,
                              struct err *err)
{
    *spec = (struct onnx_spec){.output = {.threshold = 0}};
    enum err_code code = text.n > LIMIT_MANIFEST ? err_set(err, ERR_LIMIT, "longer than %u KiB",
                                                           LIMIT_MANIFEST / 1024)
                                                 : read_all(arena, text, spec, err);
    if (code != ERR_OK) {
        err_prefix(err, "onnx.json");
    }
    return code;
}

enum err_code onnx_spec_read(struct arena *arena, const char *folder, struct onnx_spec *spec,
                             struct err *err)
{
    struct str text;
    TRY(file_read(arena, arena_printf(arena, "%s/onnx.json", folder), LIMIT_MANIFEST, &text,
                  err));
    return onnx_spec_parse(arena, text, spec, err);
}
