/* A picture to a tensor: places, levels and sizes worked out by hand; Pillow's own shrinking.
 */
#include "picture_tensor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <math.h>
#include <cmocka.h>

enum { WIDE = 8 };

/* Column x of every row has red 10x, green 10x + 1, blue 10x + 2. */
static unsigned char columns[WIDE * WIDE * 3];

static struct picture picture_of(int width, int height)
{
    for (int i = 0; i < width * height * 3; i++) {
        columns[i] = (unsigned char)(10 * (i / 3 % width) + i % 3);
    }
    return (struct picture){width, height, columns};
}

static struct picture_spec spec_of(int width, int height)
{
    return (struct picture_spec){.tensor = "x",
                                 .width = width,
                                 .height = height,
                                 .width_max = width,
                                 .box = {0, 0, 1, 1},
                                 .channel_count = 3,
                                 .unit = 1,
                                 .std = {1, 1, 1}};
}

static void assert_near(double value, double wanted)
{
    if (!(fabs(value - wanted) < 1e-4)) {
        fail_msg("%g, wanted %g", value, wanted);
    }
}

static void test_tensor__lays_planes_or_pixels(void **state)
{
    struct arena *arena = arena_new();
    const struct picture picture = picture_of(2, 1);
    struct picture_spec spec = spec_of(2, 1);
    struct tensor_shape shape;
    static const double planes[] = {0, 10, 1, 11, 2, 12};
    static const double pixels[] = {2, 1, 0, 12, 11, 10};
    (void)state;
    const float *values = picture_tensor(arena, &picture, &spec, &shape);
    assert_int_equal(shape.sides[1], 3);
    assert_int_equal(shape.sides[3], 2);
    for (size_t i = 0; i < 6; i++) {
        assert_near(values[i], planes[i]);
    }
    spec.layout = LAYOUT_NHWC;
    spec.channels = CHANNELS_BGR;
    values = picture_tensor(arena, &picture, &spec, &shape);
    assert_int_equal(shape.sides[3], 3);
    assert_int_equal(shape.sides[2], 2);
    for (size_t i = 0; i < 6; i++) {
        assert_near(values[i], pixels[i]);
    }
    arena_free(arena);
}

static void test_tensor__brings_levels(void **state)
{
    struct arena *arena = arena_new();
    const struct picture picture = picture_of(2, 1);
    struct picture_spec spec = spec_of(2, 1);
    struct tensor_shape shape;
    (void)state;
    spec.unit = 1.0 / 255;
    spec.mean[1] = 0.5;
    spec.std[1] = 0.25;
    const float *values = picture_tensor(arena, &picture, &spec, &shape);
    assert_near(values[1], 10.0 / 255);
    assert_near(values[3], (11.0 / 255 - 0.5) / 0.25);
    spec.unit = 1;
    spec.channels = CHANNELS_GREY;
    spec.channel_count = 1;
    values = picture_tensor(arena, &picture, &spec, &shape);
    assert_int_equal(shape.sides[1], 1);
    assert_near(values[1], 0.299 * 10 + 0.587 * 11 + 0.114 * 12);
    arena_free(arena);
}

/* SOURCE of the second row of numbers: Pillow 9.4, an "F" image of one row 0, 10, … 70 resized
 * to 3 x 1 with Image.Resampling.BILINEAR. */
static void test_tensor__shrinks_as_told(void **state)
{
    struct arena *arena = arena_new();
    const struct picture picture = picture_of(8, 1);
    struct picture_spec spec = spec_of(3, 1);
    struct tensor_shape shape;
    static const double nearest[] = {8.333333, 35, 61.666667};
    static const double all[] = {11.052631, 35.000000, 58.947369};
    (void)state;
    const float *values = picture_tensor(arena, &picture, &spec, &shape);
    for (size_t i = 0; i < 3; i++) {
        assert_near(values[i], nearest[i]);
    }
    spec.filter = FILTER_ANTIALIAS;
    values = picture_tensor(arena, &picture, &spec, &shape);
    for (size_t i = 0; i < 3; i++) {
        assert_near(values[i], all[i]);
    }
    arena_free(arena);
}

static void test_tensor__crops_and_pads_in_the_middle(void **state)
{
    struct arena *arena = arena_new();
    const struct picture picture = picture_of(8, 2);
    struct picture_spec spec = spec_of(2, 2);
    struct tensor_shape shape;
    (void)state;
    spec.fit = FIT_CROP;
    const float *values = picture_tensor(arena, &picture, &spec, &shape);
    assert_near(values[0], 30);
    assert_near(values[1], 40);
    spec = spec_of(8, 4);
    spec.fit = FIT_PAD;
    spec.pad = 200;
    values = picture_tensor(arena, &picture, &spec, &shape);
    assert_near(values[0], 200);
    assert_near(values[8 + 3], 30);
    assert_near(values[3 * 8], 200);
    arena_free(arena);
}

static void test_tensor__a_line_keeps_its_proportions(void **state)
{
    struct arena *arena = arena_new();
    const struct picture picture = picture_of(8, 2);
    struct picture_spec spec = spec_of(3, 1);
    struct tensor_shape shape;
    (void)state;
    spec.fit = FIT_LINE;
    spec.width_max = 5;
    picture_tensor(arena, &picture, &spec, &shape);
    assert_int_equal(shape.sides[3], 4); /* half as high, half as wide */
    spec.width = 6;
    spec.width_max = 9;
    spec.pad = 7;
    const float *values = picture_tensor(arena, &picture, &spec, &shape);
    assert_int_equal(shape.sides[3], 6); /* filled up on the right */
    assert_near(values[0], 5);
    assert_near(values[4], 7);
    spec.height = 4;
    spec.width = 6;
    spec.width_max = 9;
    picture_tensor(arena, &picture, &spec, &shape);
    assert_int_equal(shape.sides[3], 9); /* pressed together */
    arena_free(arena);
}

static void test_tensor__takes_a_part(void **state)
{
    struct arena *arena = arena_new();
    const struct picture picture = picture_of(8, 2);
    struct picture_spec spec = spec_of(2, 1);
    struct tensor_shape shape;
    (void)state;
    spec.box[0] = 0.5;
    spec.box[2] = 0.75;
    const float *values = picture_tensor(arena, &picture, &spec, &shape);
    assert_near(values[0], 40);
    assert_near(values[1], 50);
    spec.box[0] = 0.999;
    spec.box[2] = 1;
    values = picture_tensor(arena, &picture, &spec, &shape); /* never less than a pixel */
    assert_near(values[0], 70);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tensor__lays_planes_or_pixels),
        cmocka_unit_test(test_tensor__brings_levels),
        cmocka_unit_test(test_tensor__shrinks_as_told),
        cmocka_unit_test(test_tensor__crops_and_pads_in_the_middle),
        cmocka_unit_test(test_tensor__a_line_keeps_its_proportions),
        cmocka_unit_test(test_tensor__takes_a_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
