/* Likely characters to text, and two vectors to a score. */
#include "ctc_text.h"
#include "vector_score.h"

#include <setjmp.h>
#include <stdarg.h>
#include <math.h>
#include <cmocka.h>

static void test_labels__are_lines(void **state)
{
    struct arena *arena = arena_new();
    struct ctc_labels labels;
    struct err err = {.code = ERR_OK};
    (void)state;
    assert_int_equal(ctc_labels_parse(arena, STR("a\r\n\xC3\xA9\n"), true, &labels, NULL),
                     ERR_OK);
    assert_int_equal(labels.count, 3);
    assert_true(str_is(labels.labels[1], "\xC3\xA9"));
    assert_true(str_is(labels.labels[2], " "));
    assert_int_equal(ctc_labels_parse(arena, STR("a\n\nb"), false, &labels, &err), ERR_FORMAT);
    assert_string_equal(err.message, "line 2 must have 1 to 64 bytes");
    assert_int_not_equal(ctc_labels_parse(arena, STR("\xFF"), false, &labels, NULL), ERR_OK);
    assert_int_not_equal(ctc_labels_parse(arena, STR(""), false, &labels, NULL), ERR_OK);
    arena_free(arena);
}

static void test_text__repeats_are_one_and_nothing_parts_them(void **state)
{
    struct arena *arena = arena_new();
    struct ctc_labels labels;
    struct strbuf text;
    /* classes: nothing, a, b; the likeliest: a a - a b b */
    static const float values[] = {.1F, .8F, .1F, .2F, .7F, .1F, .9F, .1F, .0F,
                                   .3F, .4F, .3F, .1F, .1F, .8F, .0F, .0F, 1.F};
    (void)state;
    assert_int_equal(ctc_labels_parse(arena, STR("a\nb"), false, &labels, NULL), ERR_OK);
    strbuf_init(&text, 100);
    ctc_text(&labels, values, 6, &text);
    assert_string_equal(text.p, "aab");
    strbuf_release(&text);
    arena_free(arena);
}

static void test_score__is_from_0_to_1(void **state)
{
    static const float right[] = {2, 0};
    static const float up[] = {0, 3};
    static const float left[] = {-1, 0};
    static const float none[] = {0, 0};
    double score;
    (void)state;
    assert_int_equal(vector_score(right, right, 2, SIMILARITY_COSINE, &score, NULL), ERR_OK);
    assert_true(score == 1);
    assert_int_equal(vector_score(right, up, 2, SIMILARITY_COSINE, &score, NULL), ERR_OK);
    assert_true(fabs(score - 0.5) < 1e-12);
    assert_int_equal(vector_score(right, left, 2, SIMILARITY_COSINE, &score, NULL), ERR_OK);
    assert_true(score == 0);
    assert_int_equal(vector_score(right, up, 2, SIMILARITY_EUCLID, &score, NULL), ERR_OK);
    assert_true(fabs(score - (1 - sqrt(2) / 2)) < 1e-12);
    assert_int_equal(vector_score(right, left, 2, SIMILARITY_EUCLID, &score, NULL), ERR_OK);
    assert_true(score == 0);
    assert_int_equal(vector_score(right, none, 2, SIMILARITY_COSINE, &score, NULL), ERR_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels__are_lines),
        cmocka_unit_test(test_text__repeats_are_one_and_nothing_parts_them),
        cmocka_unit_test(test_score__is_from_0_to_1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
