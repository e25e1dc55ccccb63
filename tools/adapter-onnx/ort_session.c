#include "ort_session.h"

#include "base/file.h"
#include "base/mem.h"
#include "ort_api.h"

#include <dlfcn.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 260 };

struct ort {
    struct arena *arena;
    void *library;
    const struct ort_base *base;
    const struct ort_api *api;
    struct ort_env *env;
    struct ort_options *options;
    struct ort_session *session;
    struct ort_memory *memory;
    struct tensor_info inputs[TENSORS_MAX], outputs[TENSORS_MAX];
    size_t input_count, output_count;
};

/* The runtime's words in one line, without what is no text. */
static enum err_code judge(const struct ort *ort, struct ort_status *status, const char *what,
                           struct err *err)
{
    struct strbuf words;
    if (status == NULL) {
        return ERR_OK;
    }
    strbuf_init(&words, 4096);
    const char *said = ort->api->get_error_message(status);
    for (size_t i = 0; said[i] != '\0' && words.n < WORDS_MAX; i++) {
        strbuf_putc(&words, said[i] >= ' ' && said[i] <= '~' ? said[i] : ' ');
    }
    err_set(err, ERR_EXTERNAL, "%s: %.*s", what, STR_ARG(str_trim(strbuf_view(&words))));
    strbuf_release(&words);
    ort->api->release_status(status);
    return ERR_EXTERNAL;
}

static enum err_code open_library(struct ort *ort, const char *path, struct err *err)
{
    const struct ort_base *(*get_base)(void) = NULL;
    ort->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (ort->library == NULL) {
        return err_set(err, ERR_EXTERNAL, "the library cannot be opened: %s", dlerror());
    }
    void *symbol = dlsym(ort->library, "OrtGetApiBase");
    if (symbol == NULL) {
        return err_set(err, ERR_EXTERNAL,
                       "%s is no ONNX Runtime: it has no OrtGetApiBase; take libonnxruntime.so "
                       "of a release",
                       path);
    }
    memcpy(&get_base, &symbol, sizeof get_base); /* ISO C has no cast for it */
    ort->base = get_base();
    ort->api = ort->base->get_api(ORT_API_WANTED);
    if (ort->api == NULL) {
        return err_set(err, ERR_UNSUPPORTED,
                       "ONNX Runtime %s is too old: 1.%d or later is needed",
                       ort->base->version(), ORT_API_WANTED);
    }
    return ERR_OK;
}

static enum err_code set_options(struct ort *ort, int64_t threads, struct err *err)
{
    static const char what[] = "ONNX Runtime cannot be set up";
    const struct ort_api *api = ort->api;
    TRY(judge(ort, api->create_env(ORT_LOG_FATAL, "policeai", &ort->env), what, err));
    TRY(judge(ort, api->disable_telemetry(ort->env), what, err));
    TRY(judge(ort, api->create_options(&ort->options), what, err));
    TRY(judge(ort, api->set_execution_mode(ort->options, ORT_SEQUENTIAL), what, err));
    TRY(judge(ort, api->set_graph_level(ort->options, ORT_ENABLE_ALL), what, err));
    TRY(judge(ort, api->set_intra_threads(ort->options, (int)threads), what, err));
    TRY(judge(ort, api->set_inter_threads(ort->options, 1), what, err));
    TRY(judge(ort, api->add_config(ort->options, "session.intra_op.allow_spinning", "0"), what,
              err));
    return judge(ort,
                 api->create_cpu_memory(ORT_ARENA_ALLOCATOR, ORT_MEMORY_DEFAULT, &ort->memory),
                 what, err);
}

/* The runtime's words for the two commonest mistakes do not say what to do. */
static enum err_code judge_model(const struct ort *ort, struct ort_status *status,
                                 struct err *err)
{
    struct err said = {.code = ERR_OK};
    enum err_code code = judge(ort, status, "the model cannot be loaded", &said);
    if (code != ERR_OK && strstr(said.message, "protobuf parsing failed") != NULL) {
        return err_set(err, code, "it is no model in ONNX, or it is cut off");
    }
    bool custom = strstr(said.message, "is not a registered function/op") != NULL;
    return code == ERR_OK ? ERR_OK
                          : err_set(err, code, "%s%s", said.message,
                                    custom ? "; operators of its own are not taken" : "");
}

static enum err_code load_model(struct ort *ort, const char *path, struct err *err)
{
    struct arena *arena = arena_new(); /* the session keeps nothing of these bytes */
    struct str model;
    enum err_code code = file_read(arena, path, MODEL_BYTES_MAX, &model, err);
    if (code == ERR_OK) {
        code = judge_model(ort,
                           ort->api->create_session_from_array(ort->env, model.p, model.n,
                                                               ort->options, &ort->session),
                           err);
    }
    arena_free(arena);
    return code;
}

static enum err_code read_shape(const struct ort *ort, const struct ort_shape *from,
                                int *element, struct tensor_shape *shape, struct err *err)
{
    static const char what[] = "a tensor's shape";
    TRY(judge(ort, ort->api->element_type(from, element), what, err));
    TRY(judge(ort, ort->api->dimension_count(from, &shape->count), what, err));
    if (shape->count > TENSOR_DIMENSIONS_MAX) {
        return err_set(err, ERR_LIMIT, "a tensor of %zu dimensions, at most %d are taken",
                       shape->count, TENSOR_DIMENSIONS_MAX);
    }
    return judge(ort, ort->api->dimensions(from, shape->sides, shape->count), what, err);
}

struct side {
    struct tensor_info *tensors;
    size_t *count;
    struct ort_status *(*count_of)(const struct ort_session *, size_t *);
    struct ort_status *(*name_of)(const struct ort_session *, size_t, struct ort_allocator *,
                                  char **);
    struct ort_status *(*type_of)(const struct ort_session *, size_t, struct ort_type **);
};

static enum err_code read_tensor(struct ort *ort, const struct side *side, size_t at,
                                 struct ort_allocator *allocator, struct err *err)
{
    struct tensor_info *info = &side->tensors[at];
    const struct ort_shape *shape = NULL;
    struct ort_type *type = NULL;
    char *name = NULL;
    TRY(judge(ort, side->name_of(ort->session, at, allocator, &name), "a tensor's name", err));
    info->name = arena_strdup(ort->arena, name);
    TRY(judge(ort, ort->api->allocator_free(allocator, name), "a tensor's name", err));
    TRY(judge(ort, side->type_of(ort->session, at, &type), "a tensor's type", err));
    enum err_code code =
        judge(ort, ort->api->type_as_shape(type, &shape), "a tensor's type", err);
    if (code == ERR_OK && shape != NULL) { /* NULL: a sequence, a map */
        code = read_shape(ort, shape, &info->element, &info->shape, err);
    }
    ort->api->release_type(type);
    return code;
}

static enum err_code read_side(struct ort *ort, const struct side *side, struct err *err)
{
    struct ort_allocator *allocator = NULL;
    TRY(judge(ort, ort->api->default_allocator(&allocator), "memory", err));
    TRY(judge(ort, side->count_of(ort->session, side->count), "the model's tensors", err));
    if (*side->count > TENSORS_MAX) {
        return err_set(err, ERR_LIMIT, "the model has %zu tensors on one side, at most %d",
                       *side->count, TENSORS_MAX);
    }
    for (size_t i = 0; i < *side->count; i++) {
        TRY(read_tensor(ort, side, i, allocator, err));
    }
    return ERR_OK;
}

static enum err_code open_all(struct ort *ort, const char *library, const char *model,
                              int64_t threads, struct err *err)
{
    TRY(open_library(ort, library, err));
    TRY(set_options(ort, threads, err));
    TRY(load_model(ort, model, err));
    const struct ort_api *api = ort->api;
    const struct side inputs = {ort->inputs, &ort->input_count, api->input_count,
                                api->input_name, api->input_type};
    const struct side outputs = {ort->outputs, &ort->output_count, api->output_count,
                                 api->output_name, api->output_type};
    TRY(read_side(ort, &inputs, err));
    return read_side(ort, &outputs, err);
}

enum err_code ort_open(struct ort **out, const char *library, const char *model,
                       int64_t threads, struct err *err)
{
    struct ort *ort = xcalloc(1, sizeof *ort);
    ort->arena = arena_new();
    enum err_code code = open_all(ort, library, model, threads, err);
    if (code != ERR_OK) {
        ort_close(ort);
        return code;
    }
    *out = ort;
    return ERR_OK;
}

/* The library itself stays open: its threads may outlive the session. */
void ort_close(struct ort *ort)
{
    if (ort == NULL) {
        return;
    }
    if (ort->session != NULL) {
        ort->api->release_session(ort->session);
    }
    if (ort->memory != NULL) {
        ort->api->release_memory(ort->memory);
    }
    if (ort->options != NULL) {
        ort->api->release_options(ort->options);
    }
    if (ort->env != NULL) {
        ort->api->release_env(ort->env);
    }
    arena_free(ort->arena);
    free(ort);
}

const char *ort_version(const struct ort *ort)
{
    return ort->base->version();
}

const struct tensor_info *ort_inputs(const struct ort *ort, size_t *count)
{
    *count = ort->input_count;
    return ort->inputs;
}

const struct tensor_info *ort_outputs(const struct ort *ort, size_t *count)
{
    *count = ort->output_count;
    return ort->outputs;
}

const char *tensor_element_name(int element)
{
    static const struct {
        enum ort_element element;
        const char *name;
    } names[] = {{ORT_FLOAT, "float"},     {ORT_UINT8, "uint8"},   {ORT_INT32, "int32"},
                 {ORT_INT64, "int64"},     {ORT_STRING, "string"}, {ORT_BOOL, "bool"},
                 {ORT_FLOAT16, "float16"}, {ORT_DOUBLE, "double"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((int)names[i].element == element) {
            return names[i].name;
        }
    }
    return element == 0 ? "no tensor" : "another type";
}

void tensor_shape_words(struct strbuf *out, const struct tensor_shape *shape)
{
    for (size_t i = 0; i < shape->count; i++) {
        strbuf_puts(out, i > 0 ? "x" : "");
        if (shape->sides[i] < 0) {
            strbuf_puts(out, "any");
        } else {
            strbuf_printf(out, "%lld", (long long)shape->sides[i]);
        }
    }
    strbuf_puts(out, shape->count == 0 ? "one value" : "");
}

static size_t values_in(const struct tensor_shape *shape)
{
    size_t count = 1;
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->sides[i] <= 0 || (size_t)shape->sides[i] > TENSOR_VALUES_MAX / count) {
            return 0;
        }
        count *= (size_t)shape->sides[i];
    }
    return count;
}

static enum err_code copy_values(const struct ort *ort, struct arena *arena,
                                 struct ort_value *value, const char *name,
                                 struct tensor_result *result, struct err *err)
{
    void *data = NULL;
    result->count = values_in(&result->shape);
    if (result->count == 0) {
        struct strbuf words;
        strbuf_init(&words, WORDS_MAX);
        tensor_shape_words(&words, &result->shape);
        err_set(err, ERR_LIMIT,
                "the output \"%s\" came as %s, which is none or too many values", name,
                words.p);
        strbuf_release(&words);
        return ERR_LIMIT;
    }
    TRY(judge(ort, ort->api->tensor_data(value, &data), "the output", err));
    result->values = arena_alloc(arena, result->count * sizeof *result->values);
    memcpy(result->values, data, result->count * sizeof *result->values);
    for (size_t i = 0; i < result->count; i++) {
        if (!isfinite(result->values[i])) {
            return err_set(err, ERR_FORMAT,
                           "value %zu of the output \"%s\" is no finite number", i, name);
        }
    }
    return ERR_OK;
}

static enum err_code take_output(const struct ort *ort, struct arena *arena,
                                 struct ort_value *value, const char *name,
                                 struct tensor_result *result, struct err *err)
{
    struct ort_shape *shape = NULL;
    int is = 0;
    int element = 0;
    TRY(judge(ort, ort->api->is_tensor(value, &is), "the output", err));
    if (is == 0) {
        return err_set(err, ERR_UNSUPPORTED, "the output \"%s\" is no tensor", name);
    }
    TRY(judge(ort, ort->api->tensor_shape(value, &shape), "the output", err));
    enum err_code code = read_shape(ort, shape, &element, &result->shape, err);
    ort->api->release_shape(shape);
    TRY(code);
    if (element != ORT_FLOAT) {
        return err_set(err, ERR_UNSUPPORTED, "the output \"%s\" is of %s, must be float", name,
                       tensor_element_name(element));
    }
    return copy_values(ort, arena, value, name, result, err);
}

enum err_code ort_run(struct ort *ort, struct arena *arena, const char *input, float *values,
                      const struct tensor_shape *shape, const char *const *outputs,
                      size_t count, struct tensor_result *results, struct err *err)
{
    struct ort_value *given = NULL;
    struct ort_value *got[OUTPUTS_MAX] = {NULL};
    size_t value_count = values_in(shape);
    if (value_count == 0 || count > OUTPUTS_MAX) {
        return err_set(err, ERR_LIMIT, "the input has none or too many values");
    }
    TRY(judge(ort,
              ort->api->create_tensor_with_data(ort->memory, values,
                                                value_count * sizeof *values, shape->sides,
                                                shape->count, ORT_FLOAT, &given),
              "the input", err));
    const struct ort_value *const inputs[] = {given};
    enum err_code code =
        judge(ort, ort->api->run(ort->session, NULL, &input, inputs, 1, outputs, count, got),
              "the model cannot be run", err);
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        code = take_output(ort, arena, got[i], outputs[i], &results[i], err);
    }
    ort->api->release_value(given);
    for (size_t i = 0; i < count; i++) {
        if (got[i] != NULL) {
            ort->api->release_value(got[i]);
        }
    }
    return code;
}
