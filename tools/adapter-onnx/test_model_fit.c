/* What does not fit is told by tensor; and where the functions of ONNX Runtime stand. */
#include "model_fit.h"

#include "ort_api.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static const struct onnx_spec faces = {.picture = {.tensor = "in",
                                                   .width = 112,
                                                   .height = 112,
                                                   .width_max = 112,
                                                   .channel_count = 3},
                                       .output = {.tensor = "out", .kind = OUTPUT_EMBEDDING}};

static void assert_fit(const struct onnx_spec *spec, struct tensor_info input,
                       struct tensor_info output, const char *words)
{
    struct err err = {.code = ERR_OK};
    const struct model_tensors tensors = {&input, &output, 1, 1};
    const char *const outputs[] = {spec->output.tensor};
    const struct model_use use = {&spec->picture, "picture", "output", outputs, 1};
    enum err_code code = model_fit_tensors(&use, &tensors, &err);
    assert_int_equal(code == ERR_OK, words == NULL);
    if (words != NULL) {
        assert_string_equal(err.message, words);
    }
}

static void test_tensors__what_is_open_fits(void **state)
{
    const struct tensor_info out = {"out", ORT_FLOAT, {{1, 512}, 2}};
    (void)state;
    assert_fit(&faces, (struct tensor_info){"in", ORT_FLOAT, {{1, 3, 112, 112}, 4}}, out, NULL);
    assert_fit(&faces, (struct tensor_info){"in", ORT_FLOAT, {{-1, 3, -1, -1}, 4}}, out, NULL);
}

static void test_tensors__are_named_with_the_fix(void **state)
{
    const struct tensor_info in = {"in", ORT_FLOAT, {{1, 3, 112, 112}, 4}};
    const struct tensor_info out = {"out", ORT_FLOAT, {{1, 512}, 2}};
    struct tensor_info wrong = {"data", ORT_FLOAT, {{1, 3, 112, 112}, 4}};
    (void)state;
    assert_fit(&faces, wrong, out,
               "onnx.json: \"picture\": the model has no input \"in\"; \"tensor\" may be "
               "\"data\"");
    wrong = (struct tensor_info){"y", ORT_FLOAT, {{1, 512}, 2}};
    assert_fit(
        &faces, in, wrong,
        "onnx.json: \"output\": the model has no output \"out\"; \"tensor\" may be \"y\"");
    wrong = (struct tensor_info){"in", ORT_UINT8, {{1, 3, 112, 112}, 4}};
    assert_fit(&faces, wrong, out,
               "the model's input \"in\" takes uint8; a picture can be given as float alone");
    wrong = (struct tensor_info){"in", ORT_FLOAT, {{1, 224, 224, 3}, 4}};
    assert_fit(&faces, wrong, out,
               "onnx.json: \"picture\" makes 1x3x112x112 (1 x channels x height x width), the "
               "model's input \"in\" takes 1x224x224x3; change \"width\", \"height\", "
               "\"channels\" or \"layout\"");
    wrong = (struct tensor_info){"out", ORT_INT64, {{1, 512}, 2}};
    assert_fit(&faces, in, wrong, "the model's output \"out\" is int64, must be float");
}

static void test_result__classes_are_counted(void **state)
{
    const struct onnx_spec lines = {.output = {.tensor = "out", .kind = OUTPUT_CTC}};
    struct err err = {.code = ERR_OK};
    (void)state;
    const struct tensor_shape fits = {{1, 40, 11}, 3};
    assert_int_equal(model_fit_result(&lines, &fits, 10, &err), ERR_OK);
    assert_int_equal(model_fit_result(&lines, &fits, 12, &err), ERR_INVALID);
    assert_string_equal(
        err.message, "the model's output \"out\" has 11 classes, \"labels\" make 13 (with the "
                     "empty one); take the labels file of this model, or change \"space\"");
    const struct tensor_shape flat = {{40, 11}, 2};
    assert_int_equal(model_fit_result(&lines, &flat, 10, &err), ERR_INVALID);
    assert_int_equal(model_fit_result(&faces, &(struct tensor_shape){{2, 512}, 2}, 0, &err),
                     ERR_INVALID);
}

static void test_task__must_be_answered_by_the_kind(void **state)
{
    struct err err = {.code = ERR_OK};
    (void)state;
    assert_int_equal(model_fit_task(&faces, STR("face-verification"), NULL), ERR_OK);
    assert_int_equal(model_fit_task(&faces, STR("image-matching"), NULL), ERR_OK);
    assert_int_equal(model_fit_task(&faces, STR("ocr"), &err), ERR_INVALID);
    assert_string_equal(err.message,
                        "onnx.json: \"as\" is embedding; the task ocr is answered by ctc");
    assert_int_equal(model_fit_task(&faces, STR("transcription"), &err), ERR_UNSUPPORTED);
}

/* SOURCE: the order of struct OrtApi in onnxruntime_c_api.h; counted there, and held against
 * the header of release 1.29 by offsetof when this was written. */
static void test_api__functions_stand_in_their_places(void **state)
{
    static const struct {
        size_t at, place;
    } places[] = {
        {offsetof(struct ort_api, get_error_message), 2},
        {offsetof(struct ort_api, create_env), 3},
        {offsetof(struct ort_api, disable_telemetry), 6},
        {offsetof(struct ort_api, create_session_from_array), 8},
        {offsetof(struct ort_api, run), 9},
        {offsetof(struct ort_api, create_options), 10},
        {offsetof(struct ort_api, set_execution_mode), 13},
        {offsetof(struct ort_api, set_inter_threads), 25},
        {offsetof(struct ort_api, input_count), 30},
        {offsetof(struct ort_api, output_type), 34},
        {offsetof(struct ort_api, output_name), 37},
        {offsetof(struct ort_api, create_tensor_with_data), 49},
        {offsetof(struct ort_api, tensor_data), 51},
        {offsetof(struct ort_api, type_as_shape), 55},
        {offsetof(struct ort_api, dimensions), 62},
        {offsetof(struct ort_api, tensor_shape), 65},
        {offsetof(struct ort_api, create_cpu_memory), 69},
        {offsetof(struct ort_api, allocator_free), 76},
        {offsetof(struct ort_api, default_allocator), 78},
        {offsetof(struct ort_api, release_env), 92},
        {offsetof(struct ort_api, release_options), 100},
        {offsetof(struct ort_api, add_config), 130},
    };
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        assert_int_equal(places[i].at, places[i].place * sizeof(ort_unused *));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tensors__what_is_open_fits),
        cmocka_unit_test(test_tensors__are_named_with_the_fix),
        cmocka_unit_test(test_result__classes_are_counted),
        cmocka_unit_test(test_task__must_be_answered_by_the_kind),
        cmocka_unit_test(test_api__functions_stand_in_their_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
