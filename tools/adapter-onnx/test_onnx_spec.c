/* onnx.json: what is taken, and one refusal a rule with key and place. */
#include "onnx_spec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define SPEC(picture, output)                                                                  \
    "{\"adapter\":\"onnx\",\"picture\":{" picture "},\"output\":{" output "}}"
#define PICTURE "\"tensor\":\"x\",\"width\":8,\"height\":4"
#define EMBEDDING                                                                              \
    "\"tensor\":\"y\",\"as\":\"embedding\",\"similarity\":\"cosine\",\"threshold\":0.5"

static void assert_refused(const char *text, const char *words)
{
    struct arena *arena = arena_new();
    struct onnx_spec spec;
    struct err err = {.code = ERR_OK};
    assert_int_not_equal(onnx_spec_parse(arena, str_of(text), &spec, &err), ERR_OK);
    assert_string_equal(err.message, words);
    arena_free(arena);
}

static void test_parse__fills_in_what_is_left_out(void **state)
{
    struct arena *arena = arena_new();
    struct onnx_spec spec;
    (void)state;
    assert_int_equal(onnx_spec_parse(arena, STR(SPEC(PICTURE, EMBEDDING)), &spec, NULL),
                     ERR_OK);
    assert_string_equal(spec.picture.tensor, "x");
    assert_int_equal(spec.picture.fit, FIT_STRETCH);
    assert_int_equal(spec.picture.filter, FILTER_BILINEAR);
    assert_int_equal(spec.picture.layout, LAYOUT_NCHW);
    assert_int_equal(spec.picture.channels, CHANNELS_RGB);
    assert_int_equal(spec.picture.width_max, 8);
    assert_true(spec.picture.unit == 1 && spec.picture.pad == 0);
    assert_true(spec.picture.mean[2] == 0 && spec.picture.std[2] == 1);
    assert_true(spec.picture.box[0] == 0 && spec.picture.box[3] == 1);
    assert_int_equal(spec.output.similarity, SIMILARITY_COSINE);
    assert_true(spec.output.threshold == 0.5);
    arena_free(arena);
}

static void test_parse__takes_every_key(void **state)
{
    static const char text[] =
        SPEC("\"tensor\":\"x\",\"height\":48,\"width\":320,\"width_max\":900,\"fit\":\"line\","
             "\"resize\":\"antialias\",\"layout\":\"NHWC\",\"channels\":\"BGR\",\"pixels\":"
             "\"0-1\",\"pad\":127.5,\"mean\":[0.1,0.2,0.3],\"std\":[1,2,3],\"box\":[0,0.5,1,1]",
             "\"tensor\":\"y\",\"as\":\"ctc\",\"labels\":\"keys.txt\",\"space\":true");
    struct arena *arena = arena_new();
    struct onnx_spec spec;
    (void)state;
    assert_int_equal(onnx_spec_parse(arena, str_of(text), &spec, NULL), ERR_OK);
    assert_int_equal(spec.picture.width_max, 900);
    assert_int_equal(spec.picture.channel_count, 3);
    assert_true(spec.picture.mean[1] == 0.2 && spec.picture.std[2] == 3);
    assert_true(spec.picture.box[1] == 0.5);
    assert_string_equal(spec.output.labels, "keys.txt");
    assert_true(spec.output.space);
    arena_free(arena);
}

static void test_parse__refuses_by_key(void **state)
{
    (void)state;
    assert_refused("[1]", "onnx.json: must be an object with \"adapter\": \"onnx\"");
    assert_refused("{\"adapter\":\"onnx\",\"picture\":{},\"output\":{},\"outputs\":{}}",
                   "onnx.json: unknown key \"outputs\"");
    assert_refused(SPEC(PICTURE ",\"centre\":1", EMBEDDING),
                   "onnx.json: \"picture\": unknown key \"centre\"");
    assert_refused(SPEC(PICTURE ",\"fit\":\"squash\"", EMBEDDING),
                   "onnx.json: \"picture\": \"fit\" is \"squash\"; write stretch, crop, pad or "
                   "line");
    assert_refused(SPEC(PICTURE ",\"layout\":\"nchw\"", EMBEDDING),
                   "onnx.json: \"picture\": \"layout\" is \"nchw\"; write NCHW or NHWC");
    assert_refused(SPEC(PICTURE ",\"mean\":[1]", EMBEDDING),
                   "onnx.json: \"picture\": \"mean\" has 1 numbers, must have 3");
    assert_refused(SPEC(PICTURE ",\"std\":[1,1,0]", EMBEDDING),
                   "onnx.json: \"picture\": \"std\" must be a number from 1e-06 to 1e+06");
    assert_refused(SPEC(PICTURE ",\"width_max\":9", EMBEDDING),
                   "onnx.json: \"picture\": \"width_max\" goes with \"fit\": \"line\" alone");
    assert_refused(
        SPEC(PICTURE ",\"box\":[0.5,0,0.5,1]", EMBEDDING),
        "onnx.json: \"picture\": \"box\" must be [left, top, right, bottom] as shares "
        "of the picture, left < right and top < bottom");
    assert_refused(SPEC(PICTURE, "\"tensor\":\"y\",\"as\":\"boxes\""),
                   "onnx.json: \"output\": \"as\" is \"boxes\"; write embedding or ctc");
    assert_refused(SPEC(PICTURE, EMBEDDING ",\"labels\":\"a\""),
                   "onnx.json: \"output\": unknown key \"labels\"");
    assert_refused(
        SPEC(PICTURE, "\"tensor\":\"y\",\"as\":\"embedding\",\"similarity\":\"euclid\""),
        "onnx.json: \"output\": \"threshold\" is missing; write a score from 0 to 1");
    assert_refused(
        SPEC(PICTURE, "\"tensor\":\"y\",\"as\":\"ctc\",\"labels\":\"a/keys.txt\""),
        "onnx.json: \"output\": \"labels\" is \"a/keys.txt\", must be the name of a file "
        "beside onnx.json");
    assert_refused(
        SPEC(PICTURE, "\"tensor\":\"y\",\"as\":\"ctc\",\"labels\":\"..\""),
        "onnx.json: \"output\": \"labels\" is \"..\", must be the name of a file beside "
        "onnx.json");
}

#define FIND(picture, more)                                                                    \
    "{\"adapter\":\"onnx\",\"picture\":{" PICTURE "},\"output\":{" EMBEDDING "},\"find\":{"    \
    "\"model\":\"f.onnx\",\"boxes\":\"b\",\"scores\":\"s\",\"picture\":{" picture "}" more     \
    "}}"

static void test_parse__takes_a_model_that_finds(void **state)
{
    struct arena *arena = arena_new();
    struct onnx_spec spec;
    (void)state;
    assert_int_equal(onnx_spec_parse(arena, STR(FIND(PICTURE, ",\"least\":0.7,\"margin\":0.2")),
                                     &spec, NULL),
                     ERR_OK);
    assert_string_equal(spec.find.model, "f.onnx");
    assert_int_equal(spec.find.picture.width, 8);
    assert_true(spec.find.least == 0.7 && spec.find.margin == 0.2);
    assert_int_equal(onnx_spec_parse(arena, STR(SPEC(PICTURE, EMBEDDING)), &spec, NULL),
                     ERR_OK);
    assert_null(spec.find.model);
    arena_free(arena);
    assert_refused(FIND(PICTURE, ""),
                   "onnx.json: \"find\": \"least\" is missing; write a score from 0 to 1");
    assert_refused(
        FIND(PICTURE ",\"fit\":\"crop\"", ",\"least\":0.7"),
        "onnx.json: \"find\": \"picture\" must take the whole: \"fit\": \"stretch\", no "
        "\"box\"");
    assert_refused(
        FIND(PICTURE ",\"box\":[0,0,1,0.9]", ",\"least\":0.7"),
        "onnx.json: \"find\": \"picture\" must take the whole: \"fit\": \"stretch\", no "
        "\"box\"");
}

static void test_parse__bounds_the_sides(void **state)
{
    struct arena *arena = arena_new();
    struct onnx_spec spec;
    (void)state;
    assert_int_not_equal(
        onnx_spec_parse(arena,
                        STR(SPEC("\"tensor\":\"x\",\"width\":4097,\"height\":4", EMBEDDING)),
                        &spec, NULL),
        ERR_OK);
    assert_int_not_equal(
        onnx_spec_parse(arena,
                        STR(SPEC("\"tensor\":\"x\",\"width\":0,\"height\":4", EMBEDDING)),
                        &spec, NULL),
        ERR_OK);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse__fills_in_what_is_left_out),
        cmocka_unit_test(test_parse__takes_every_key),
        cmocka_unit_test(test_parse__refuses_by_key),
        cmocka_unit_test(test_parse__takes_a_model_that_finds),
        cmocka_unit_test(test_parse__bounds_the_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
