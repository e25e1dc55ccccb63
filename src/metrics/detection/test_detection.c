/* Masks against strings published by others, overlaps and matching by hand-made cases, each a
 * convention of COCO's that is easy to get wrong. */
#include "metrics/detection/coco.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "metrics/detection/overlap.h"
#include "metrics/detection/pairwise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 20 };

static struct mask from_text(struct arena *arena, const char *text)
{
    struct mask mask;
    assert_int_equal(mask_from_text(arena, SIDE, SIDE, str_of(text), &mask, NULL), ERR_OK);
    return mask;
}

static void assert_same(const struct mask *a, const struct mask *b, const char *what)
{
    if (a->count != b->count || memcmp(a->runs, b->runs, a->count * sizeof *a->runs) != 0) {
        fail_msg("another mask than %s", what);
    }
}

/* Boxes, polygons and their masks of 20 x 20 pixels: faster_coco_eval 33ab609,
 * tests/test_mask_api.py, setUp. */
static const double boxes[][4] = {{3, 5, 4, 1}, {5, 3, 3, 5}, {8, 5, 8, 5}, {3, 4, 7, 3},
                                  {2, 5, 2, 7}, {8, 1, 9, 9}, {8, 1, 9, 6}, {7, 1, 9, 4},
                                  {4, 5, 4, 5}, {2, 4, 5, 4}};
static const char *const box_texts[] = {"Q21c000000o7",
                                        "W35?000]7",
                                        "U55?0000000000000[2",
                                        "P23a000000000000T6",
                                        "]17=0k9",
                                        "Q59;000000000000000k1",
                                        "Q56>000000000000000k1",
                                        "]44`0000000000000000_2",
                                        "e25?00000[7",
                                        "\\14`00000000P8"};
static const double polygons[][16] = {{7, 8, 9, 3, 7, 1, 5, 1, 5, 8, 3, 4, 4, 7, 7, 8},
                                      {4, 4, 7, 5, 5, 9, 3, 1, 2, 3, 1, 6, 6, 2, 2, 9},
                                      {5, 3, 7, 1, 2, 5, 4, 9, 6, 6, 4, 8, 2, 9, 7, 4},
                                      {5, 1, 1, 4, 7, 9, 2, 3, 6, 9, 7, 4, 3, 8, 1, 2},
                                      {7, 5, 5, 8, 5, 3, 8, 8, 2, 6, 8, 7, 4, 6, 2, 6},
                                      {8, 8, 4, 7, 6, 3, 9, 4, 9, 4, 7, 8, 7, 8, 2, 9},
                                      {2, 8, 8, 6, 5, 8, 4, 8, 9, 4, 8, 3, 4, 5, 9, 7},
                                      {4, 1, 8, 3, 8, 7, 9, 1, 3, 7, 5, 4, 9, 1, 9, 7},
                                      {1, 4, 2, 9, 3, 4, 5, 5, 1, 4, 2, 1, 3, 1, 8, 8},
                                      {6, 6, 4, 5, 9, 9, 1, 9, 8, 6, 5, 4, 3, 4, 7, 1}};
static const char *const polygon_texts[] = {"U36>1OO2Lm6",          "h02`012N_O0`00@1>OB3`0MQ8",
                                            "]1120=210AN>1BOT9",    "f01c01^OO>0E0R11[O0AO]8",
                                            "e22a0O@0b0010X7",      "f2110>212OO2Mj6",
                                            "S21c00M1AO?110@O?0l6", "V31c010000g6",
                                            "f04?OBN?131O01N10X7",  "`11c00K0E1:0F090F2a0MX7"};

static void test_mask__boxes_become_the_published_texts(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct mask all = {.count = 0};
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        struct mask mask;
        struct mask expected = from_text(arena, box_texts[i]);
        assert_int_equal(mask_from_box(arena, SIDE, SIDE, boxes[i], &mask, NULL), ERR_OK);
        assert_same(&mask, &expected, box_texts[i]);
        assert_true(mask_area(&mask) == (uint64_t)(boxes[i][2] * boxes[i][3]));
        assert_memory_equal(mask.box, boxes[i], sizeof mask.box);
        if (i == 0) {
            all = mask;
        } else {
            struct mask before = all;
            mask_union(arena, &before, &mask, &all);
        }
    }
    struct mask expected = from_text(arena, "\\18<00N1100N2000000000000000000k1");
    assert_same(&all, &expected, "the union of all");
    arena_free(arena);
}

static void test_mask__polygons_become_the_published_texts(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof polygons / sizeof *polygons; i++) {
        struct mask mask;
        struct mask expected = from_text(arena, polygon_texts[i]);
        assert_int_equal(mask_from_polygon(arena, SIDE, SIDE, polygons[i], 8, &mask, NULL),
                         ERR_OK);
        assert_same(&mask, &expected, polygon_texts[i]);
    }
    arena_free(arena);
}

static void test_mask__runs_that_do_not_fill_the_image_are_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct mask mask;
    struct err err;
    static const int64_t few[] = {5, 5};
    static const int64_t negative[] = {5, -5, 400};
    assert_int_equal(mask_from_counts(arena, SIDE, SIDE, few, 2, &mask, &err), ERR_FORMAT);
    assert_non_null(strstr(err.message, "10 pixels long, the image has 400"));
    assert_int_equal(mask_from_counts(arena, SIDE, SIDE, negative, 3, &mask, NULL), ERR_FORMAT);
    assert_int_equal(mask_from_text(arena, SIDE, SIDE, STR("Q21c000000o"), &mask, NULL),
                     ERR_FORMAT);
    assert_int_equal(mask_from_text(arena, SIDE, SIDE, STR("~"), &mask, NULL), ERR_FORMAT);
    arena_free(arena);
}

static void test_mask__empty_inner_runs_change_nothing(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    static const int64_t loose[] = {5, 0, 5, 10, 0, 10, 370};
    static const int64_t tight[] = {10, 20, 370};
    struct mask a;
    struct mask b;
    assert_int_equal(mask_from_counts(arena, SIDE, SIDE, loose, 7, &a, NULL), ERR_OK);
    assert_int_equal(mask_from_counts(arena, SIDE, SIDE, tight, 3, &b, NULL), ERR_OK);
    assert_same(&a, &b, "the one without");
    assert_true(mask_overlap(&a, &b, false) == 1);
    arena_free(arena);
}

static void test_overlap__a_crowd_is_over_the_detections_own_area(void **state)
{
    (void)state;
    static const double detection[] = {0, 0, 10, 10};
    static const double object[] = {5, 0, 100, 10};
    assert_true(overlap_boxes(detection, object, true) == 0.5);
    assert_true(overlap_boxes(detection, object, false) == 50.0 / 1050);
    static const double beside[] = {10, 0, 10, 10};
    assert_true(overlap_boxes(detection, beside, false) == 0);
}

static void test_pairwise__adds_as_numpy_does(void **state)
{
    (void)state;
    static double values[20000];
    for (size_t i = 0; i < 20000; i++) {
        values[i] = 1.0 / (double)(i + 1);
    }
    /* numpy 1.24.2: np.add.reduce(1 / np.arange(1.0, n + 1)) */
    assert_true(pairwise_sum(values, 7) == 2.5928571428571425);
    assert_true(pairwise_sum(values, 100) == 5.187377517639621);
    assert_true(pairwise_sum(values, 20000) == 10.480728217229329);
}

/* One image and class. */
struct scene {
    struct coco_object objects[8];
    size_t object_count;
    struct coco_object detections[8];
    size_t detection_count;
};

static void add(struct coco_object *to, int64_t id, double x, double width, double score)
{
    *to = (struct coco_object){
        .id = id, .box = {x, 0, width, 10}, .area = width * 10, .score = score};
}

static struct coco_curve curve_of(const struct scene *scene, struct coco_settings settings)
{
    struct coco_input input = {
        scene->objects, scene->object_count, scene->detections, scene->detection_count, 1, 1};
    struct coco_classes classes;
    static struct coco_curve curve;
    coco_match(&input, &settings, 1, &classes);
    struct coco_scratch *scratch = coco_scratch_new(&classes);
    coco_curve(&classes, 0, settings.area_count, NULL, scratch, &curve);
    coco_scratch_free(scratch);
    coco_classes_free(&classes);
    return curve;
}

/* Two objects that a first detection overlaps equally; a second one reaches the earlier only.
 */
static void test_match__of_equal_overlaps_takes_the_later(void **state)
{
    (void)state;
    struct scene scene = {.object_count = 2, .detection_count = 2};
    add(&scene.objects[0], 1, 0, 10, 0);
    add(&scene.objects[1], 2, 4, 10, 0);
    add(&scene.detections[0], 1, 2, 10, 0.9);
    add(&scene.detections[1], 2, 0, 10, 0.8);
    struct coco_settings settings = coco_settings(COCO_BOXES);
    assert_true(curve_of(&scene, settings).recall[0][0] == 1);
    settings.earlier_of_equal = true;
    assert_true(curve_of(&scene, settings).recall[0][0] == 0.5);
}

static void test_match__id_0_is_an_object_like_any_other(void **state)
{
    (void)state;
    struct scene scene = {.object_count = 1, .detection_count = 1};
    add(&scene.objects[0], 0, 0, 10, 0);
    add(&scene.detections[0], 1, 0, 10, 0.9);
    struct coco_settings settings = coco_settings(COCO_BOXES);
    assert_true(curve_of(&scene, settings).recall[0][9] == 1);
    settings.id_0_unmatched = true;
    assert_true(curve_of(&scene, settings).recall[0][9] == 0);
}

static void test_match__bounds_of_a_size_belong_to_both(void **state)
{
    (void)state;
    struct scene scene = {.object_count = 1, .detection_count = 1};
    add(&scene.objects[0], 1, 0, 10, 0);
    add(&scene.detections[0], 1, 0, 10, 0.9);
    scene.objects[0].area = scene.detections[0].area = 1024;
    struct coco_curve curve = curve_of(&scene, coco_settings(COCO_BOXES));
    assert_true(curve.present[1] && curve.present[2] && !curve.present[3]);
    assert_true(curve.recall[1][0] == 1 && curve.recall[2][0] == 1);
}

static void test_match__a_crowd_takes_many_and_costs_nothing(void **state)
{
    (void)state;
    struct scene scene = {.object_count = 2, .detection_count = 4};
    add(&scene.objects[0], 1, 0, 100, 0);
    scene.objects[0].crowd = scene.objects[0].ignore = true;
    add(&scene.objects[1], 2, 200, 10, 0);
    add(&scene.detections[0], 1, 5, 10, 0.9);
    add(&scene.detections[1], 2, 25, 10, 0.8);
    add(&scene.detections[2], 3, 200, 10, 0.7);
    add(&scene.detections[3], 4, 300, 10, 0.6);
    struct coco_curve curve = curve_of(&scene, coco_settings(COCO_BOXES));
    assert_true(curve.objects[0] == 1);
    assert_true(curve.precision[0][0][100] == 1 / (1 + 2.220446049250313e-16));
}

/* A detection that meets an ignored object at .5 and nothing at .75 is ignored there and false
 * here. */
static void test_match__ignored_at_one_threshold_false_at_another(void **state)
{
    (void)state;
    struct scene scene = {.object_count = 2, .detection_count = 2};
    add(&scene.objects[0], 1, 0, 10, 0);
    scene.objects[0].ignore = true;
    add(&scene.objects[1], 2, 100, 10, 0);
    add(&scene.detections[0], 1, 2, 10, 0.9); /* overlap 2/3 with the ignored one */
    add(&scene.detections[1], 2, 100, 10, 0.8);
    struct coco_curve curve = curve_of(&scene, coco_settings(COCO_BOXES));
    assert_true(curve.precision[0][0][100] > 0.99);
    assert_true(fabs(curve.precision[0][5][100] - 0.5) < 1e-12);
}

static void test_curve__a_resample_counts_an_image_as_often_as_drawn(void **state)
{
    (void)state;
    struct coco_object objects[3];
    struct coco_object detections[3];
    for (uint32_t i = 0; i < 3; i++) {
        add(&objects[i], i + 1, 0, 10, 0);
        add(&detections[i], i + 1, i == 1 ? 50 : 0, 10, 0.9 - 0.1 * i);
        objects[i].image = detections[i].image = i;
    }
    struct coco_input input = {objects, 3, detections, 3, 3, 1};
    struct coco_settings settings = coco_settings(COCO_BOXES);
    struct coco_classes classes;
    static struct coco_curve curve;
    static const uint32_t times[] = {0, 1, 2};
    coco_match(&input, &settings, 2, &classes);
    struct coco_scratch *scratch = coco_scratch_new(&classes);
    coco_curve(&classes, 0, settings.area_count, times, scratch, &curve);
    assert_true(curve.objects[0] == 3);
    assert_true(curve.recall[0][0] == 2.0 / 3);
    assert_true(fabs(curve.precision[0][0][60] - 2.0 / 3) < 1e-12);
    coco_scratch_free(scratch);
    coco_classes_free(&classes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mask__boxes_become_the_published_texts),
        cmocka_unit_test(test_mask__polygons_become_the_published_texts),
        cmocka_unit_test(test_mask__runs_that_do_not_fill_the_image_are_refused),
        cmocka_unit_test(test_mask__empty_inner_runs_change_nothing),
        cmocka_unit_test(test_overlap__a_crowd_is_over_the_detections_own_area),
        cmocka_unit_test(test_pairwise__adds_as_numpy_does),
        cmocka_unit_test(test_match__of_equal_overlaps_takes_the_later),
        cmocka_unit_test(test_match__id_0_is_an_object_like_any_other),
        cmocka_unit_test(test_match__bounds_of_a_size_belong_to_both),
        cmocka_unit_test(test_match__a_crowd_takes_many_and_costs_nothing),
        cmocka_unit_test(test_match__ignored_at_one_threshold_false_at_another),
        cmocka_unit_test(test_curve__a_resample_counts_an_image_as_often_as_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
