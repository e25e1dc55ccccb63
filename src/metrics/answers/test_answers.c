/* Answers and their citations: others' published pairs, and cases made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metrics/answers/squad.h"
#include "metrics/metric.h"

#include <math.h>

static void assert_normal(const char *text, const char *wanted)
{
    struct arena *arena = arena_new();
    struct str normal = squad_normal(arena, str_of(text));
    if (!str_is(normal, wanted)) {
        fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(normal), wanted);
    }
    arena_free(arena);
}

static void texts_are_compared_as_squad_does(void **state)
{
    (void)state;
    /* SOURCE: google-research/text-to-text-transfer-transformer, t5/evaluation/qa_utils_test.py
     */
    assert_normal("`Needs\tA_LOT of the 'normalization'.\"\xE2\x80\x98",
                  "needs alot of normalization\xE2\x80\x98");
    assert_normal("needs no normalization", "needs no normalization");
    assert_normal("   Rock    n  Roll.", "rock n roll");
    /* by hand: an article is a whole word, also beside a sign that is not of ASCII */
    assert_normal("The theatre, an anthem \xE2\x80\x98the\xE2\x80\x99 a",
                  "theatre anthem \xE2\x80\x98 \xE2\x80\x99");
    assert_normal("the", "");
    assert_normal("\xC3\x84"
                  "a a\xC3\xA4",
                  "\xC3\xA4"
                  "a a\xC3\xA4");
}

static bool vector_of(const char *id, const char *input, const char *expected,
                      const char *output, double *vector)
{
    struct arena *arena = arena_new();
    struct js *in;
    struct js *truth;
    struct js *answer = NULL;
    bool has = false;
    assert_int_equal(js_parse(arena, str_of(input), &in, NULL), ERR_OK);
    assert_int_equal(js_parse(arena, str_of(expected), &truth, NULL), ERR_OK);
    if (output != NULL) {
        assert_int_equal(js_parse(arena, str_of(output), &answer, NULL), ERR_OK);
    }
    assert_int_equal(metric_lookup(id)->item(in, truth, answer, vector, &has, NULL), ERR_OK);
    arena_free(arena);
    return has;
}

static void assert_scores(const char *answers, const char *answer, double exact, double f1)
{
    struct arena *arena = arena_new();
    double v[METRIC_VECTOR_MAX];
    const char *expected = arena_printf(arena, "{\"answers\":[%s],\"citations\":[]}", answers);
    const char *output =
        answer != NULL ? arena_printf(arena, "{\"answer\":\"%s\",\"citations\":[]}", answer)
                       : NULL;
    assert_true(vector_of("exact_match.squad/1", "{}", expected, output, v));
    assert_true(v[0] == exact && v[1] == 1);
    assert_true(vector_of("f1.squad/1", "{}", expected, output, v));
    assert_true(fabs(v[0] - f1) < 1e-12 && v[1] == 1);
    arena_free(arena);
}

static void answers_are_scored_as_others_publish(void **state)
{
    (void)state;
    /* SOURCE: torchmetrics, tests/unittests/text/test_squad.py */
    assert_scores("\"1976\"", "1976", 1, 1);
    assert_scores("\"World\"", "Hello", 0, 0);
    /* SOURCE: a public test of torchmetrics' SQuAD with Japanese: 2 of 4 words, 2 of 2 */
    assert_scores("\"2 \xE6\x99\x82\xE9\x96\x93\"",
                  "2 \xE6\x99\x82\xE9\x96\x93 21 \xE5\x88\x86", 0, 2.0 / 3);
    assert_scores("\"rock n roll\"", "rock", 0, 0.5);
}

static void the_best_right_answer_counts_and_words_count_as_often_as_they_stand(void **state)
{
    (void)state;
    assert_scores("\"six\",\"half past six\"", "At half past six!", 0, 6.0 / 7);
    assert_scores("\"six six\"", "six six six", 0, 0.8);
}

static void where_nothing_is_right_the_empty_answer_is(void **state)
{
    (void)state;
    assert_scores("", "", 1, 1);
    assert_scores("", "the", 1, 1);
    assert_scores("", "noon", 0, 0);
    assert_scores("\"noon\"", "", 0, 0);
    assert_scores("", NULL, 0, 0);
}

static const char asked[] =
    "{\"question\":\"?\",\"passages\":[{\"id\":\"p1\",\"text\":\"Caf\xC3\xA9: opens at 6.30\"},"
    "{\"id\":\"p2\",\"text\":\"shut at noon\"}]}";

static void assert_fraction(const char *id, const char *expected, const char *output,
                            double top, double bottom)
{
    double v[METRIC_VECTOR_MAX];
    assert_true(vector_of(id, asked, expected, output, v));
    if (v[0] != top || v[1] != bottom) {
        fail_msg("%s of %s: %g/%g", id, output != NULL ? output : "nothing", v[0], v[1]);
    }
}

#define AT(id, start, end) "{\"id\":\"" id "\",\"start\":" start ",\"end\":" end "}"
#define SAYS(answer, citations) "{\"answer\":\"" answer "\",\"citations\":[" citations "]}"
static const char right[] = "{\"answers\":[\"6.30\"],\"citations\":[\"p1\"]}";
static const char none[] = "{\"answers\":[],\"citations\":[]}";

static void a_passage_counts_once_however_often_it_is_cited(void **state)
{
    (void)state;
    static const char thrice[] =
        SAYS("6.30", AT("p1", "15", "19") "," AT("p2", "0", "4") "," AT("p1", "0", "4"));
    assert_fraction("cited_passages.precision/1", right, thrice, 1, 2);
    assert_fraction("cited_passages.recall/1", right, thrice, 1, 1);
    assert_fraction("cited_passages.recall/1", right, SAYS("6.30", ""), 0, 1);
    assert_fraction("cited_passages.recall/1", right, NULL, 0, 1);
    assert_fraction("cited_passages.precision/1", none, SAYS("", AT("p2", "0", "4")), 0, 1);
}

/* Places are code points: the é is one. */
static void an_answer_is_supported_where_a_cited_span_has_its_words(void **state)
{
    (void)state;
    static const char id[] = "unsupported_answers/1";
    assert_fraction(id, right, SAYS("at 6.30", AT("p1", "12", "19")), 0, 1);
    assert_fraction(id, right, SAYS("630", AT("p1", "15", "19")), 0, 1);
    assert_fraction(id, right, SAYS("at 6.30", AT("p1", "12", "18")), 1, 1);
    assert_fraction(id, right, SAYS("pens", AT("p1", "0", "19")), 1, 1);
    assert_fraction(id, right, SAYS("at 6.30", ""), 1, 1);
    assert_fraction(id, right, SAYS("at 6.30", AT("p2", "0", "12")), 1, 1);
    assert_fraction(id, right, SAYS("", ""), 0, 0);
    assert_fraction(id, right, NULL, 1, 1);
}

static void an_answer_where_there_is_none_is_counted(void **state)
{
    (void)state;
    double v[METRIC_VECTOR_MAX];
    static const char id[] = "answers_where_none/1";
    assert_fraction(id, none, SAYS("noon", ""), 1, 1);
    assert_fraction(id, none, SAYS("", ""), 0, 1);
    assert_fraction(id, none, NULL, 1, 1);
    assert_false(vector_of(id, asked, right, SAYS("noon", ""), v));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_compared_as_squad_does),
        cmocka_unit_test(answers_are_scored_as_others_publish),
        cmocka_unit_test(the_best_right_answer_counts_and_words_count_as_often_as_they_stand),
        cmocka_unit_test(where_nothing_is_right_the_empty_answer_is),
        cmocka_unit_test(a_passage_counts_once_however_often_it_is_cited),
        cmocka_unit_test(an_answer_is_supported_where_a_cited_span_has_its_words),
        cmocka_unit_test(an_answer_where_there_is_none_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
