/* Several speakers through the whole command, against what meeteval publishes; SegLST. */
#include "score/speech/score_speech.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"
#include "score/speech/seglst.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct scored {
    struct arena *arena;
    enum err_code code;
    struct err err;
    struct js *result;
};

static const char *put_file(struct arena *arena, const char *name, const char *text)
{
    const char *path = arena_printf(arena, "/tmp/pai-meeting-%d-%s", (int)getpid(), name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return path;
}

static struct scored score_files(struct score_speech_plan plan, const char *ending,
                                 const char *reference, const char *hypothesis, bool lenient)
{
    struct scored scored = {.arena = arena_new()};
    struct score_options options = SCORE_OPTIONS_DEFAULTS;
    struct strbuf out;
    options.json = true;
    options.lenient = lenient;
    struct score_report *report = score_report_new(scored.arena, "speech", &options);
    plan.reference =
        put_file(scored.arena, arena_printf(scored.arena, "r.%s", ending), reference);
    plan.hypothesis =
        put_file(scored.arena, arena_printf(scored.arena, "h.%s", ending), hypothesis);
    scored.code = score_speech(report, &plan, &scored.err);
    unlink(plan.reference);
    unlink(plan.hypothesis);
    if (scored.code == ERR_OK) {
        strbuf_init(&out, 1 << 20);
        score_report_write(report, &out);
        struct str text = arena_str(scored.arena, strbuf_view(&out));
        strbuf_release(&out);
        assert_int_equal(js_parse(scored.arena, text, &scored.result, NULL), ERR_OK);
    }
    return scored;
}

static double number(const struct js *object, const char *name)
{
    const struct js *value = js_member(object, name);
    assert_non_null(value);
    assert_true(value->type == JS_INT || value->type == JS_REAL);
    return value->type == JS_INT ? (double)value->integer : value->real;
}

static const struct js *figure(const struct js *result, const char *name)
{
    return js_member(js_member(result, "metrics"), name);
}

static double rate(const char *ending, const char *reference, const char *hypothesis,
                   double collar, const char *name)
{
    struct scored scored =
        score_files((struct score_speech_plan){.meeting = true, .collar = collar}, ending,
                    reference, hypothesis, false);
    if (scored.code != ERR_OK) {
        fail_msg("%s", scored.err.message);
    }
    double value = number(figure(scored.result, name), "value");
    arena_free(scored.arena);
    return value;
}

/* meeteval f35fc07, tests/test_time_constrained.py test_time_constrained_sorting_options. */
static void test_tcpwer__words_share_the_time_of_a_segment(void **state)
{
    (void)state;
    const char *two = "f 1 A 2 6 e f g h\nf 1 A 0 4 a b c d\n";
    const char *one = "f 1 A 0 6 a b c d e f g h\n";
    assert_true(rate("stm", two, one, 0, "tcpwer") == 0.75);
    assert_true(rate("stm", two, one, 1, "tcpwer") == 0);
    assert_true(rate("stm", two, one, 0, "cpwer") == 0);
}

/* By hand: of "abc d" in four seconds d has the last; the middle of d alone is at 0.5. */
static void test_tcpwer__longer_words_last_longer(void **state)
{
    (void)state;
    assert_true(rate("stm", "f 1 A 0 4 abc d\n", "f 1 A 2.5 3.5 d\n", 0, "tcpwer") == 1.5);
    assert_true(rate("stm", "f 1 A 0 4 abc d\n", "f 1 A 2.6 3.5 d\n", 0, "tcpwer") == 0.5);
    assert_true(rate("stm", "f 1 A 0 4 éèà d\n", "f 1 A 2.6 3.5 d\n", 0, "tcpwer") == 0.5);
}

/* 0.7 - 0.4 is less than 0.3 in doubles; what begins at 0.3 does not overlap what ends there.
 */
static void test_tcpwer__equal_times_are_equal(void **state)
{
    (void)state;
    assert_true(rate("stm", "f 1 A 0 0.3 a\n", "f 1 B 0.7 0.7 a\n", 0.4, "tcpwer") == 2);
    assert_true(rate("stm", "f 1 A 0 0.9 a b c\n", "f 1 B 0.3 0.3 a\n", 0, "tcpwer") ==
                4.0 / 3);
    assert_true(rate("stm", "f 1 A 0 0.3 a\n", "f 1 B 0.699999 0.699999 a\n", 0.4, "tcpwer") ==
                0);
}

/* meeteval f35fc07, meeteval/io/seglst.py apply_multi_file. */
static void test_cpwer__recordings_apart(void **state)
{
    (void)state;
    struct scored scored =
        score_files((struct score_speech_plan){.meeting = true, .collar = 5}, "stm",
                    "x 1 A 0 1 a b c\nx 1 B 0 1 d e f\ny 1 C 0 1 g h i\n",
                    "x 1 D 0 1 a b c\ny 1 E 0 1 d e f\ny 1 F 0 1 g h i\n", false);
    assert_int_equal(scored.code, ERR_OK);
    const struct js *all = figure(scored.result, "cpwer");
    assert_true(number(all, "value") == 6.0 / 9);
    assert_true(number(all, "deletions") == 3);
    assert_true(number(all, "insertions") == 3);
    assert_true(number(all, "missed_speaker") == 1);
    assert_true(number(all, "falarm_speaker") == 1);
    assert_true(number(all, "scored_speaker") == 3);
    const struct js *pairs = js_member(js_member(scored.result, "assignment"), "cpwer");
    assert_true(str_is(js_member(pairs, "x")->raw, "[[\"A\",\"D\"],[\"B\",null]]"));
    assert_true(str_is(js_member(pairs, "y")->raw, "[[\"C\",\"F\"],[null,\"E\"]]"));
    arena_free(scored.arena);
}

/* A speaker without a word is a speaker (meeteval keeps empty segments). */
static void test_cpwer__silent_speaker_counts(void **state)
{
    (void)state;
    struct scored scored =
        score_files((struct score_speech_plan){.meeting = true, .collar = 5}, "stm",
                    "x 1 A 0 1 a b\nx 1 B 0 1\n", "x 1 D 0 1 a b\n", false);
    assert_int_equal(scored.code, ERR_OK);
    assert_true(number(figure(scored.result, "cpwer"), "missed_speaker") == 1);
    assert_true(number(figure(scored.result, "cpwer"), "value") == 0);
    arena_free(scored.arena);
}

/* An array is told by its name, lines by --meeting; times may be text, or not be there. */
static void test_seglst__array_lines_and_times(void **state)
{
    (void)state;
    const char *reference =
        "[{\"session_id\":\"x\",\"speaker\":\"A\",\"words\":\"c d\",\"start_time\":\"2.5\","
        "\"end_time\":3},\n{\"session_id\":\"x\",\"speaker\":\"A\",\"words\":\"a\\u00a0b\","
        "\"start_time\":0,\"end_time\":1}]";
    const char *lines = "{\"session_id\":\"x\",\"speaker\":\"B\",\"words\":\"a b c\"}\n"
                        "{\"session_id\":\"x\",\"speaker\":\"B\",\"words\":\"e\"}\n";
    assert_true(rate("json", reference, reference, 0, "tcpwer") == 0);
    assert_true(rate("jsonl", reference, lines, 0, "cpwer") == 0.25);
    struct scored scored =
        score_files((struct score_speech_plan){.collar = 5}, "json", reference, lines, false);
    assert_int_equal(scored.code, ERR_OK);
    assert_null(figure(scored.result, "tcpwer"));
    assert_int_equal(js_member(scored.result, "notes")->array.count, 1);
    arena_free(scored.arena);
}

static void refused(struct score_speech_plan plan, const char *ending, const char *reference,
                    const char *hypothesis, const char *words)
{
    struct scored scored = score_files(plan, ending, reference, hypothesis, false);
    assert_int_not_equal(scored.code, ERR_OK);
    if (strstr(scored.err.message, words) == NULL) {
        fail_msg("%s", scored.err.message);
    }
    arena_free(scored.arena);
}

static void test_meeting__refuses_what_it_cannot_score(void **state)
{
    (void)state;
    const struct score_speech_plan plan = {.meeting = true, .collar = 5};
    const char *good = "x 1 A 0 1 a b\n";
    refused(plan, "stm", "x 1 A 0 1 { a / b }\n", good, "line 1: a choice");
    refused(plan, "stm", good, "y 1 A 0 1 a\n", "line 1: recording y is not in the reference");
    refused(plan, "stm", "x 1 A 0 1 a\ny 1 A 0 1 b\n", good, "recording y is not in");
    refused(plan, "stm", "x 1 A 0 1 IGNORE_TIME_SEGMENT_IN_SCORING\n", good,
            "not to be scored");
    refused(plan, "ctm", "x 1 0 1 a\n", "x 1 0 1 a\n", "ctm does not say who spoke");
    refused((struct score_speech_plan){.meeting = true, .collar = NAN}, "stm", good, good,
            "--collar is nan");
    refused((struct score_speech_plan){.meeting = true, .hypothesis2 = "x.stm"}, "stm", good,
            good, "--hyp2");
    refused(plan, "json", "[{\"session_id\":\"x\",\"speaker\":\"A\",\"words\":\"a\"},\n\n7]",
            "[]", "line 3: a segment is of type");
    refused(plan, "json",
            "[{\"session_id\":\"x\",\"speaker\":\"A\",\"words\":\"a\",\"start_time\":2,"
            "\"end_time\":1}]",
            "[]", "ends at 1, before it begins at 2");
    refused(plan, "json",
            "[{\"session_id\":\"x\",\"speaker\":\"A\",\"words\":\"a\",\"start_time\":2}]", "[]",
            "only one of");
    refused(plan, "json", "[{\"session_id\":\" \",\"speaker\":\"A\",\"words\":\"a\"}]", "[]",
            "\"session_id\" is empty");
}

static void test_meeting__silence_where_asked_for(void **state)
{
    (void)state;
    struct scored scored = score_files(
        (struct score_speech_plan){.meeting = true, .collar = 5, .missing = "deleted"}, "stm",
        "x 1 A 0 1 a\ny 1 A 0 1 b c\n", "x 1 A 0 1 a\n", false);
    assert_int_equal(scored.code, ERR_OK);
    assert_true(number(figure(scored.result, "cpwer"), "deletions") == 2);
    assert_true(number(figure(scored.result, "tcpwer"), "deletions") == 2);
    arena_free(scored.arena);
}

static void test_meeting__lenient_leaves_out_and_counts(void **state)
{
    (void)state;
    struct scored scored = score_files((struct score_speech_plan){.meeting = true, .collar = 5},
                                       "stm", "x 1 A 0 1 a\nx 1 A 1 2 { b / c }\nz 1 A 0 1 d\n",
                                       "x 1 A 0 1 a\ny 1 A 0 1 e\ny 1 A 1 2 e\n", true);
    assert_int_equal(scored.code, ERR_OK);
    assert_true(number(figure(scored.result, "cpwer"), "denominator") == 1);
    assert_true(number(js_member(scored.result, "skipped"), "count") == 3);
    arena_free(scored.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tcpwer__words_share_the_time_of_a_segment),
        cmocka_unit_test(test_tcpwer__longer_words_last_longer),
        cmocka_unit_test(test_tcpwer__equal_times_are_equal),
        cmocka_unit_test(test_cpwer__recordings_apart),
        cmocka_unit_test(test_cpwer__silent_speaker_counts),
        cmocka_unit_test(test_seglst__array_lines_and_times),
        cmocka_unit_test(test_meeting__refuses_what_it_cannot_score),
        cmocka_unit_test(test_meeting__silence_where_asked_for),
        cmocka_unit_test(test_meeting__lenient_leaves_out_and_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
