/* Error rates of OCR: others' published pairs, white space, what was not answered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/metric.h"

static void assert_vector(const char *id, const char *expected, const char *output,
                          const double wanted[4])
{
    struct arena *arena = arena_new();
    struct js *truth;
    struct js *answer = NULL;
    double vector[METRIC_VECTOR_MAX];
    bool has = false;
    assert_int_equal(js_parse(arena, str_of(arena_printf(arena, "{\"text\":\"%s\"}", expected)),
                              &truth, NULL),
                     ERR_OK);
    if (output != NULL) {
        assert_int_equal(js_parse(arena,
                                  str_of(arena_printf(arena, "{\"text\":\"%s\"}", output)),
                                  &answer, NULL),
                         ERR_OK);
    }
    assert_int_equal(metric_lookup(id)->item(NULL, truth, answer, vector, &has, NULL), ERR_OK);
    assert_true(has);
    for (int i = 0; i < 4; i++) {
        assert_true(vector[i] == wanted[i]);
    }
    arena_free(arena);
}

/* SOURCE: dinglehopper b488af3, src/dinglehopper/tests/test_character_error_rate.py: the
 * distances; ours are divided by the truth's length alone. */
static void characters_are_counted_as_dinglehopper_publishes(void **state)
{
    (void)state;
    assert_vector("cer.ocr/1", "a", "a", (double[]){1, 0, 0, 0});
    assert_vector("cer.ocr/1", "Foo", "Bar", (double[]){0, 3, 0, 0});
    assert_vector("cer.ocr/1", "Foo", "", (double[]){0, 0, 3, 0});
    assert_vector("cer.ocr/1", "", "Foo", (double[]){0, 0, 0, 3});
    assert_vector("cer.ocr/1", "Foo", "Food", (double[]){3, 0, 0, 1});
    assert_vector("cer.ocr/1", "Fnord", "Food", (double[]){3, 1, 1, 0});
    assert_vector("cer.ocr/1", "M\xC3\xBCll", "Mull", (double[]){3, 1, 0, 0});
    assert_vector("cer.ocr/1", "Abstand", "Sand", (double[]){3, 1, 3, 0});
}

static void white_space_is_one_blank_and_none_at_the_ends(void **state)
{
    (void)state;
    assert_vector("cer.ocr/1", "one two", "  one\\n\\n\xC2\xA0two\\n\\f",
                  (double[]){7, 0, 0, 0});
    assert_vector("cer.ocr/1", "one two", "onetwo", (double[]){6, 0, 1, 0});
    assert_vector("wer.ocr/1", "one two", " one\\ttwo \\n", (double[]){2, 0, 0, 0});
}

static void case_and_signs_count(void **state)
{
    (void)state;
    assert_vector("cer.ocr/1", "A.", "a.", (double[]){1, 1, 0, 0});
    assert_vector("wer.ocr/1", "No entry here", "No Entry her e", (double[]){1, 2, 0, 1});
}

static void no_answer_is_all_deleted(void **state)
{
    (void)state;
    assert_vector("cer.ocr/1", "one two", NULL, (double[]){0, 0, 7, 0});
    assert_vector("wer.ocr/1", "one two", NULL, (double[]){0, 0, 2, 0});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_are_counted_as_dinglehopper_publishes),
        cmocka_unit_test(white_space_is_one_blank_and_none_at_the_ends),
        cmocka_unit_test(case_and_signs_count),
        cmocka_unit_test(no_answer_is_all_deleted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
