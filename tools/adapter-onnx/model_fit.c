#include "model_fit.h"

#include "ort_api.h"

#include <string.h>

enum { PICTURE_DIMENSIONS = 4, LIST_BYTES = 300, SHAPE_BYTES = 200 };

static const char *const kind_names[] = {"embedding", "ctc"};

static const struct tensor_info *find(const struct tensor_info *tensors, size_t count,
                                      const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(tensors[i].name, name) == 0) {
            return &tensors[i];
        }
    }
    return NULL;
}

/* "side": input or output; names those that the model has. */
static enum err_code no_such(const char *key, const char *side, const char *name,
                             const struct tensor_info *tensors, size_t count, struct err *err)
{
    struct strbuf list;
    strbuf_init(&list, LIST_BYTES);
    for (size_t i = 0; i < count && list.n < LIST_BYTES / 2; i++) {
        strbuf_printf(&list, "%s\"%s\"", i > 0 ? ", " : "", tensors[i].name);
    }
    err_set(err, ERR_INVALID,
            "onnx.json: \"%s\": the model has no %s \"%s\"; \"tensor\" may be %s", key, side,
            name, list.p);
    strbuf_release(&list);
    return ERR_INVALID;
}

/* The shape that the picture will come in; -1 where its width follows the picture. */
static struct tensor_shape wanted_shape(const struct picture_spec *picture)
{
    int64_t width = picture->width_max > picture->width ? -1 : picture->width;
    int64_t channels = picture->channel_count;
    return picture->layout == LAYOUT_NCHW
               ? (struct tensor_shape){{1, channels, picture->height, width}, 4}
               : (struct tensor_shape){{1, picture->height, width, channels}, 4};
}

static enum err_code fit_picture(const struct model_use *use, const struct tensor_info *tensor,
                                 struct err *err)
{
    const struct picture_spec *picture = use->picture;
    const struct tensor_shape wanted = wanted_shape(picture);
    bool fits = tensor->shape.count == PICTURE_DIMENSIONS;
    for (size_t i = 0; fits && i < PICTURE_DIMENSIONS; i++) {
        fits = tensor->shape.sides[i] < 0 || tensor->shape.sides[i] == wanted.sides[i];
    }
    if (tensor->element != ORT_FLOAT) {
        return err_set(err, ERR_UNSUPPORTED,
                       "the model's input \"%s\" takes %s; a picture can be given as float "
                       "alone",
                       tensor->name, tensor_element_name(tensor->element));
    }
    if (!fits) {
        struct strbuf theirs;
        struct strbuf ours;
        strbuf_init(&theirs, SHAPE_BYTES);
        strbuf_init(&ours, SHAPE_BYTES);
        tensor_shape_words(&theirs, &tensor->shape);
        tensor_shape_words(&ours, &wanted);
        err_set(err, ERR_INVALID,
                "onnx.json: \"%s\" makes %s (1 x %s), the model's input \"%s\" takes %s; "
                "change \"width\", \"height\", \"channels\" or \"layout\"",
                use->picture_key, ours.p,
                picture->layout == LAYOUT_NCHW ? "channels x height x width"
                                               : "height x width x channels",
                tensor->name, theirs.p);
        strbuf_release(&theirs);
        strbuf_release(&ours);
        return ERR_INVALID;
    }
    return ERR_OK;
}

static enum err_code fit_output(const struct model_use *use, const char *name,
                                const struct model_tensors *tensors, struct err *err)
{
    const struct tensor_info *output = find(tensors->outputs, tensors->output_count, name);
    if (output == NULL) {
        return no_such(use->output_key, "output", name, tensors->outputs, tensors->output_count,
                       err);
    }
    if (output->element != ORT_FLOAT) {
        return err_set(err, ERR_UNSUPPORTED, "the model's output \"%s\" is %s, must be float",
                       output->name, tensor_element_name(output->element));
    }
    return ERR_OK;
}

enum err_code model_fit_tensors(const struct model_use *use,
                                const struct model_tensors *tensors, struct err *err)
{
    const struct tensor_info *input =
        find(tensors->inputs, tensors->input_count, use->picture->tensor);
    if (input == NULL) {
        return no_such(use->picture_key, "input", use->picture->tensor, tensors->inputs,
                       tensors->input_count, err);
    }
    if (tensors->input_count > 1) {
        return err_set(err, ERR_UNSUPPORTED,
                       "the model takes %zu inputs (\"%s\", \"%s\"…); only models with one "
                       "input can be wrapped",
                       tensors->input_count, tensors->inputs[0].name, tensors->inputs[1].name);
    }
    for (size_t i = 0; i < use->output_count; i++) {
        TRY(fit_output(use, use->outputs[i], tensors, err));
    }
    return fit_picture(use, input, err);
}

enum err_code model_fit_result(const struct onnx_spec *spec, const struct tensor_shape *shape,
                               size_t label_count, struct err *err)
{
    struct strbuf words;
    enum err_code code = ERR_OK;
    strbuf_init(&words, SHAPE_BYTES);
    tensor_shape_words(&words, shape);
    if (spec->output.kind == OUTPUT_CTC) {
        size_t classes = label_count + 1;
        if (shape->count != 3 || shape->sides[0] != 1) {
            code = err_set(err, ERR_INVALID,
                           "the model's output \"%s\" came as %s; \"ctc\" reads 1 x places x "
                           "classes",
                           spec->output.tensor, words.p);
        } else if (shape->sides[2] != (int64_t)classes) {
            code = err_set(err, ERR_INVALID,
                           "the model's output \"%s\" has %lld classes, \"labels\" make %zu "
                           "(with the empty one%s); take the labels file of this model, or "
                           "change \"space\"",
                           spec->output.tensor, (long long)shape->sides[2], classes,
                           spec->output.space ? " and the blank" : "");
        }
    } else if (shape->count < 2 || shape->sides[0] != 1) {
        code = err_set(err, ERR_INVALID,
                       "the model's output \"%s\" came as %s; \"embedding\" reads 1 x length",
                       spec->output.tensor, words.p);
    }
    strbuf_release(&words);
    return code;
}

enum err_code model_fit_task(const struct onnx_spec *spec, struct str task, struct err *err)
{
    static const struct {
        const char *task;
        enum output_kind kind;
    } answers[] = {{"face-verification", OUTPUT_EMBEDDING},
                   {"image-matching", OUTPUT_EMBEDDING},
                   {"ocr", OUTPUT_CTC}};
    const char *kind = kind_names[spec->output.kind];
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        if (str_is(task, answers[i].task)) {
            return answers[i].kind == spec->output.kind
                       ? ERR_OK
                       : err_set(err, ERR_INVALID,
                                 "onnx.json: \"as\" is %s; the task %s is answered by %s", kind,
                                 answers[i].task, kind_names[answers[i].kind]);
        }
    }
    return err_set(err, ERR_UNSUPPORTED,
                   "a model in ONNX can be wrapped for face-verification, image-matching and "
                   "ocr, not for %.*s",
                   STR_ARG(str_sub(task, 0, SHAPE_BYTES / 4)));
}
