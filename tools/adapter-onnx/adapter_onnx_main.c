/* The adapter "onnx": a model file behind the face of the tool protocol. With the argument
 * --inspect it answers any item with what the model takes and gives, or with the one line that
 * says why it cannot be used: so `policeai tool wrap onnx` looks at a model in the sandbox. */
#include "toolkit/tool.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "ctc_text.h"
#include "found_box.h"
#include "model_fit.h"
#include "picture_tensor.h"
#include "vector_score.h"

#include <stdlib.h>
#include <string.h>

enum { WINDOW = 2, TEXT_MAX = 65536 };

static const char library_file[] = "./libonnxruntime.so";
static const char model_file[] = "./model.onnx";

struct adapter {
    struct arena *arena;
    struct onnx_spec spec;
    struct ort *ort;
    struct ort *finder; /* of "find", or NULL */
    int64_t threads;
    bool faces; /* the task knows of pictures without what is looked for */
    struct ctc_labels labels;
    double threshold;
    struct err failure; /* of --inspect: why it could not be opened */
    bool has_spec;
};

static enum err_code read_labels(struct adapter *adapter, struct err *err)
{
    struct str text;
    const char *path = adapter->spec.output.labels;
    if (path == NULL) {
        return ERR_OK;
    }
    TRY(file_read(adapter->arena, path, CTC_LABELS_BYTES_MAX, &text, err));
    enum err_code code = ctc_labels_parse(adapter->arena, text, adapter->spec.output.space,
                                          &adapter->labels, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", path);
    }
    return code;
}

static enum err_code read_task(struct adapter *adapter, struct str *task, struct err *err)
{
    struct str text;
    struct js *manifest;
    TRY(file_read(adapter->arena, "tool.json", LIMIT_MANIFEST, &text, err));
    TRY(js_parse(adapter->arena, text, &manifest, err));
    return js_need_str(manifest, "task", task, err);
}

static enum err_code run_model(struct adapter *adapter, struct arena *arena,
                               const struct picture *picture, const struct picture_spec *spec,
                               struct tensor_result *result, struct err *err)
{
    struct tensor_shape shape;
    const char *const outputs[] = {adapter->spec.output.tensor};
    float *values = picture_tensor(arena, picture, spec, &shape);
    TRY(ort_run(adapter->ort, arena, spec->tensor, values, &shape, outputs, 1, result, err));
    return model_fit_result(&adapter->spec, &result->shape, adapter->labels.count, err);
}

/* The part of the picture that "find" points at. */
static enum err_code find_part(struct adapter *adapter, struct arena *arena,
                               const struct picture *picture, bool *found, double box[4],
                               struct err *err)
{
    const struct find_spec *find = &adapter->spec.find;
    const char *const outputs[] = {find->boxes, find->scores};
    struct tensor_result results[2];
    struct tensor_shape shape;
    float *values = picture_tensor(arena, picture, &find->picture, &shape);
    TRY(ort_run(adapter->finder, arena, find->picture.tensor, values, &shape, outputs, 2,
                results, err));
    TRY(found_box_fit(find, &results[0].shape, &results[1].shape, err));
    *found =
        found_box_best(find, &results[0], &results[1], picture->width, picture->height, box);
    return ERR_OK;
}

/* A picture of one grey pixel goes through everything, so that what does not fit is told before
 * the first item and all that is loaded late is there when ready is said. */
static enum err_code try_once(struct adapter *adapter, struct err *err)
{
    static const unsigned char grey[] = {128, 128, 128};
    const struct picture picture = {1, 1, grey};
    struct tensor_result result;
    struct arena *arena = arena_new();
    bool found;
    double box[4];
    enum err_code code =
        run_model(adapter, arena, &picture, &adapter->spec.picture, &result, err);
    if (code == ERR_OK && adapter->finder != NULL) {
        code = find_part(adapter, arena, &picture, &found, box, err);
    }
    arena_free(arena);
    return code;
}

static enum err_code fit(const struct ort *ort, const struct model_use *use, struct err *err)
{
    struct model_tensors tensors;
    tensors.inputs = ort_inputs(ort, &tensors.input_count);
    tensors.outputs = ort_outputs(ort, &tensors.output_count);
    return model_fit_tensors(use, &tensors, err);
}

static enum err_code open_finder(struct adapter *adapter, struct err *err)
{
    const struct find_spec *find = &adapter->spec.find;
    const char *const outputs[] = {find->boxes, find->scores};
    const struct model_use use = {&find->picture, "find", "find", outputs, 2};
    if (find->model == NULL) {
        return ERR_OK;
    }
    enum err_code code =
        ort_open(&adapter->finder, library_file,
                 arena_printf(adapter->arena, "./%s", find->model), adapter->threads, err);
    if (code != ERR_OK) {
        err_prefix(err, "%s", find->model);
        return code;
    }
    return fit(adapter->finder, &use, err);
}

static enum err_code open_spec(struct adapter *adapter, struct err *err)
{
    struct str task;
    TRY(onnx_spec_read(adapter->arena, ".", &adapter->spec, err));
    const char *const outputs[] = {adapter->spec.output.tensor};
    const struct model_use use = {&adapter->spec.picture, "picture", "output", outputs, 1};
    adapter->threshold = adapter->spec.output.threshold;
    TRY(read_task(adapter, &task, err));
    adapter->faces = str_is(task, "face-verification");
    TRY(model_fit_task(&adapter->spec, task, err));
    TRY(read_labels(adapter, err));
    TRY(fit(adapter->ort, &use, err));
    TRY(open_finder(adapter, err));
    return try_once(adapter, err);
}

static enum err_code take_threshold(struct adapter *adapter, const struct js *parameters,
                                    struct err *err)
{
    const struct js *threshold = js_member(parameters, "threshold");
    if (threshold == NULL) {
        return ERR_OK;
    }
    if (threshold->type != JS_INT && threshold->type != JS_REAL) {
        return err_set(err, ERR_FORMAT, "the parameter \"threshold\" is no number");
    }
    adapter->threshold =
        threshold->type == JS_INT ? (double)threshold->integer : threshold->real;
    return ERR_OK;
}

static struct adapter *adapter_new(void)
{
    struct adapter *adapter = xcalloc(1, sizeof *adapter);
    adapter->arena = arena_new();
    return adapter;
}

static enum err_code open_adapter(const struct tool_start *start, void **state, struct err *err)
{
    struct adapter *adapter = adapter_new();
    *state = adapter;
    adapter->threads = start->threads;
    TRY(ort_open(&adapter->ort, library_file, model_file, start->threads, err));
    TRY(open_spec(adapter, err));
    return take_threshold(adapter, start->parameters, err);
}

static enum err_code open_to_inspect(const struct tool_start *start, void **state,
                                     struct err *err)
{
    struct adapter *adapter = adapter_new();
    *state = adapter;
    (void)err;
    adapter->threads = start->threads;
    adapter->has_spec = file_exists("onnx.json");
    enum err_code code =
        ort_open(&adapter->ort, library_file, model_file, start->threads, &adapter->failure);
    if (code == ERR_OK && adapter->has_spec) {
        code = open_spec(adapter, &adapter->failure);
    }
    adapter->failure.code = code;
    return ERR_OK;
}

static void close_adapter(void *state)
{
    struct adapter *adapter = state;
    ort_close(adapter->ort);
    ort_close(adapter->finder);
    arena_free(adapter->arena);
    free(adapter);
}

static enum err_code look(struct adapter *adapter, struct arena *arena, const char *path,
                          bool *found, struct tensor_result *result, struct err *err)
{
    struct str bytes;
    struct picture picture;
    struct picture_spec spec = adapter->spec.picture;
    *found = true;
    TRY(file_read(arena, path, PICTURE_BYTES_MAX, &bytes, err));
    TRY(picture_decode(arena, bytes, &picture, err));
    if (adapter->finder != NULL) {
        TRY(find_part(adapter, arena, &picture, found, spec.box, err));
    }
    return *found ? run_model(adapter, arena, &picture, &spec, result, err) : ERR_OK;
}

/* What the model gives for the picture `member`; *found false when "find" found nothing in it.
 */
static enum err_code see(struct adapter *adapter, struct arena *arena, const struct js *input,
                         const char *member, bool *found, struct tensor_result *result,
                         struct err *err)
{
    const char *path;
    TRY(tool_input_path(input, member, arena, &path, err));
    enum err_code code = look(adapter, arena, path, found, result, err);
    if (code == ERR_OK && !*found && !adapter->faces) {
        code = err_set(err, ERR_INVALID, "nothing was found in it");
    }
    if (code != ERR_OK) {
        err_prefix(err, "\"%s\"", member);
    }
    return code;
}

static enum err_code answer_pair(struct adapter *adapter, struct arena *arena,
                                 const struct js *input, struct jsonw *output, struct err *err)
{
    static const char *const members[] = {"left", "right"};
    struct tensor_result sides[2];
    double score;
    for (size_t i = 0; i < 2; i++) {
        bool found;
        TRY(see(adapter, arena, input, members[i], &found, &sides[i], err));
        if (!found) {
            jsonw_object(output);
            jsonw_key(output, "failure");
            jsonw_printf(output, "no face found on the %s", members[i]);
            jsonw_end(output);
            return ERR_OK;
        }
    }
    if (sides[0].count != sides[1].count) {
        return err_set(err, ERR_FORMAT, "the model gave vectors of %zu and %zu values",
                       sides[0].count, sides[1].count);
    }
    TRY(vector_score(sides[0].values, sides[1].values, sides[0].count,
                     adapter->spec.output.similarity, &score, err));
    char *written = arena_printf(arena, "%.6f", score); /* what is shown is what is judged */
    jsonw_object(output);
    jsonw_member(output, "match", strtod(written, NULL) >= adapter->threshold ? "yes" : "no");
    jsonw_key(output, "score");
    jsonw_raw(output, str_of(written));
    jsonw_end(output);
    return ERR_OK;
}

static enum err_code answer_line(struct adapter *adapter, struct arena *arena,
                                 const struct js *input, struct jsonw *output, struct err *err)
{
    struct tensor_result result = {.count = 0};
    struct strbuf text;
    bool found;
    TRY(see(adapter, arena, input, "image", &found, &result, err));
    strbuf_init(&text, TEXT_MAX);
    ctc_text(&adapter->labels, result.values, (size_t)result.shape.sides[1], &text);
    enum err_code code = strbuf_check(&text, "the text", err);
    if (code == ERR_OK) {
        jsonw_object(output);
        jsonw_member_str(output, "text", strbuf_view(&text));
        jsonw_end(output);
    }
    strbuf_release(&text);
    return code;
}

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    struct adapter *adapter = state;
    return adapter->spec.output.kind == OUTPUT_CTC
               ? answer_line(adapter, arena, input, output, err)
               : answer_pair(adapter, arena, input, output, err);
}

static void write_tensors(struct jsonw *w, const char *key, const struct tensor_info *tensors,
                          size_t count)
{
    struct strbuf shape;
    strbuf_init(&shape, 1024);
    jsonw_key(w, key);
    jsonw_array(w);
    for (size_t i = 0; i < count; i++) {
        strbuf_clear(&shape);
        tensor_shape_words(&shape, &tensors[i].shape);
        jsonw_object(w);
        jsonw_member(w, "name", tensors[i].name);
        jsonw_member(w, "type", tensor_element_name(tensors[i].element));
        jsonw_member_str(w, "shape", strbuf_view(&shape));
        jsonw_end(w);
    }
    jsonw_end(w);
    strbuf_release(&shape);
}

static enum err_code answer_inspect(void *state, struct arena *arena, const struct js *input,
                                    struct jsonw *output, struct err *err)
{
    const struct adapter *adapter = state;
    (void)arena;
    (void)input;
    if (adapter->failure.code != ERR_OK) {
        return err_set(err, adapter->failure.code, "%s", adapter->failure.message);
    }
    size_t count;
    jsonw_object(output);
    jsonw_member(output, "library", ort_version(adapter->ort));
    const struct tensor_info *tensors = ort_inputs(adapter->ort, &count);
    write_tensors(output, "inputs", tensors, count);
    tensors = ort_outputs(adapter->ort, &count);
    write_tensors(output, "outputs", tensors, count);
    jsonw_end(output);
    return ERR_OK;
}

int main(int argc, char **argv)
{
    static const struct tool tool = {
        .window = WINDOW, .open = open_adapter, .answer = answer, .close = close_adapter};
    static const struct tool inspector = {
        .window = 1, .open = open_to_inspect, .answer = answer_inspect, .close = close_adapter};
    return tool_main(argc > 1 && strcmp(argv[1], "--inspect") == 0 ? &inspector : &tool);
}
