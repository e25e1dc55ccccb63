/* Published numbers of sclite's own test set, jiwer and sc_stats, through the whole command. */
#include "score/speech/score_speech.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/json.h"
#include "metrics/speech/paired_systems.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *put_file(struct arena *arena, const char *name, const char *text)
{
    const char *path = arena_printf(arena, "/tmp/pai-speech-%d-%s", (int)getpid(), name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return path;
}

static struct js *scored(struct arena *arena, struct score_speech_plan plan,
                         const char *reference, const char *hypothesis, const char *name)
{
    struct score_options options = SCORE_OPTIONS_DEFAULTS;
    struct err err;
    struct strbuf out;
    struct js *value;
    options.json = true;
    options.resamples = 0;
    struct score_report *report = score_report_new(arena, "speech", &options);
    plan.reference = put_file(arena, arena_printf(arena, "r.%s", name), reference);
    plan.hypothesis = put_file(arena, arena_printf(arena, "h.%s", name), hypothesis);
    if (score_speech(report, &plan, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
    unlink(plan.reference);
    unlink(plan.hypothesis);
    strbuf_init(&out, 1 << 20);
    score_report_write(report, &out);
    struct str text = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    assert_int_equal(js_parse(arena, text, &value, &err), ERR_OK);
    return value;
}

static double number(const struct js *object, const char *name)
{
    const struct js *value = js_member(object, name);
    assert_non_null(value);
    assert_true(value->type == JS_INT || value->type == JS_REAL);
    return value->type == JS_INT ? (double)value->integer : value->real;
}

static double metric(const struct js *result, const char *name, const char *part)
{
    const struct js *figure = js_member(js_member(result, "metrics"), name);
    assert_non_null(figure);
    return number(figure, part);
}

/* jiwer, tests/test_measures.py and tests/test_cer.py. */
static void test_jiwer__published(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct score_speech_plan plan = {.format = "plain"};
    struct js *r =
        scored(arena, plan, "i am a short ground truth\n",
               "i am a considerably longer and very much incorrect hypothesis\n", "txt");
    assert_true(metric(r, "wer.levenshtein", "value") == 7.0 / 6);
    assert_true(metric(r, "mer", "value") == 0.7);
    assert_true(metric(r, "wil", "value") == 0.85);
    r = scored(arena, plan, "X Y X\n", "X Z\n", "txt");
    assert_true(metric(r, "cer", "value") == 3.0 / 5);
    r = scored(arena, plan, "This is a test\n", "This test\n", "txt");
    assert_true(metric(r, "wil", "value") == 0.5);
    arena_free(arena);
}

/* jiwer parts words at spaces alone and keeps case; sclite does neither. */
static void test_conventions__split_and_case(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct score_speech_plan plan = {.format = "plain"};
    struct js *r = scored(arena, plan, "a\tb  C\n", "a b c\n", "txt");
    assert_true(metric(r, "wer.sclite", "value") == 0);
    assert_true(metric(r, "mer", "correct") == 0);
    assert_true(metric(r, "mer", "substitutions") == 2);
    assert_true(metric(r, "mer", "insertions") == 1);
    plan.letters = "keep";
    r = scored(arena, plan, "a C\n", "a c\n", "txt");
    assert_true(metric(r, "wer.sclite", "value") == 0.5);
    plan.letters = "fold";
    r = scored(arena, plan, "a C\n", "a c\n", "txt");
    assert_true(metric(r, "mer", "value") == 0);
    arena_free(arena);
}

/* sclite 2.10 on SCTK's src/sclite/testdata/tests.ref and .hyp, speakers alt and od1 with -D.
 */
static void test_sclite__choices_and_optional_words(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct score_speech_plan plan = {.format = "trn"};
    const char *reference =
        "{ going to / gonna } go (a-1)\n{ uh / @ } yes { x / y { p / q } } (a-2)\n";
    struct js *r = scored(arena, plan, reference, "gonna go (A-1)\nyes y q (a-2)\n", "trn");
    assert_true(metric(r, "wer.sclite", "value") == 0);
    assert_true(metric(r, "wer.sclite", "correct") == 5);
    assert_true(metric(r, "cer", "value") == 0);
    plan.optional = true;
    r = scored(arena, plan, "(uh) yes (um) (b-1)\n", "yes um no (b-1)\n", "trn");
    assert_true(metric(r, "wer.sclite", "correct") == 3);
    assert_true(metric(r, "insertions", "value") == 1);
    arena_free(arena);
}

static void test_missing__rules(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct score_speech_plan plan = {.format = "trn", .missing = "deleted"};
    const char *reference = "a b (s-1)\nc d (s-2)\n";
    struct js *r = scored(arena, plan, reference, "a b (s-1)\n", "trn");
    assert_true(metric(r, "wer.sclite", "value") == 0.5);
    assert_true(metric(r, "deletions", "value") == 2);
    plan.missing = "sclite";
    r = scored(arena, plan, reference, "a b (s-1)\n", "trn");
    assert_true(metric(r, "wer.sclite", "value") == 0);
    assert_true(metric(r, "wer.sclite", "n") == 1);
    arena_free(arena);
}

static enum align_step step_of(char letter)
{
    return letter == '='   ? STEP_CORRECT
           : letter == 'S' ? STEP_SUBSTITUTION
           : letter == 'D' ? STEP_DELETION
                           : STEP_INSERTION;
}

static struct net_alignment path(struct arena *arena, const char *steps)
{
    size_t n = strlen(steps);
    struct net_alignment alignment = {
        .steps = arena_zalloc(arena, (n + 1) * sizeof(struct net_step)), .count = n};
    for (size_t i = 0; i < n; i++) {
        alignment.steps[i].step = step_of(steps[i]);
    }
    return alignment;
}

/* Two words right in both end a segment; one right between errors does not. */
static void test_segments__end_after_two_good_words(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct segment_list *list = segment_list_new();
    struct net_alignment first = path(arena, "==S=D==S==");
    struct net_alignment second = path(arena, "===I====S==");
    segment_list_add(list, &first, &second);
    struct segment_test test = segment_list_test(list);
    assert_int_equal(test.segments, 2);
    assert_int_equal(test.errors[0], 3);
    assert_int_equal(test.errors[1], 2);
    segment_list_free(list);
    arena_free(arena);
}

/* SCTK, src/sclite/testdata/base_sc_stats/test1a.stats.mapsswe: mean .667, deviation .577, Z 2.
 */
static void test_segments__published_z(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct segment_list *list = segment_list_new();
    static const char *const paths[3][2] = {
        {"SSS==", "SS==="}, {"SSS==", "SSS=="}, {"SSS==", "SS==="}};
    for (size_t i = 0; i < 3; i++) {
        struct net_alignment first = path(arena, paths[i][0]);
        struct net_alignment second = path(arena, paths[i][1]);
        segment_list_add(list, &first, &second);
    }
    struct segment_test test = segment_list_test(list);
    assert_int_equal(test.errors[0], 9);
    assert_int_equal(test.errors[1], 7);
    assert_true(fabs(test.mean - 2.0 / 3) < 1e-12);
    assert_true(fabs(test.deviation - 0.57735) < 1e-5);
    assert_true(fabs(test.test.statistic - 2) < 1e-12);
    assert_true(test.test.differs && test.test.better == 2);
    segment_list_free(list);
    arena_free(arena);
}

/* sc_stats 2.4.10 prints 0.003 for 11 against 15, whose exact p is 0.557. */
static void test_mcnemar__slip_of_sc_stats_and_exact(void **state)
{
    (void)state;
    struct paired_test test = mcnemar_sc_stats(11, 15);
    assert_true(fabs(test.p_sc_stats - 0.0033) < 5e-5);
    assert_true(fabs(test.p - 0.5572) < 5e-5);
    test = mcnemar_sc_stats(3, 9);
    assert_true(fabs(test.p_sc_stats - 0.146) < 5e-4);
    assert_true(fabs(test.p - test.p_sc_stats) < 1e-12);
}

static double group_part(const struct js *result, const char *column, const char *value,
                         const char *name, const char *part)
{
    const struct js *groups = js_member(js_member(result, "groups"), column);
    return number(js_member(js_member(js_member(groups, value), "metrics"), name), part);
}

/* By hand: three words a row, one wrong in each of the first kind. */
static void test_groups__members_of_the_rows(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct strbuf rows[2];
    strbuf_init(&rows[0], 1 << 16);
    strbuf_init(&rows[1], 1 << 16);
    for (int i = 0; i < 80; i++) {
        strbuf_printf(&rows[0], "{\"id\":%d,\"text\":\"a b c\",\"speaker\":\"s%d\"", i, i);
        if (i % 8 != 7) {
            strbuf_printf(&rows[0], ",\"accent\":\"%s\",\"groups\":{\"age\":%d}",
                          i % 2 == 0 ? "north" : "south", i % 3);
        }
        strbuf_puts(&rows[0], "}\n");
        strbuf_printf(&rows[1], "{\"id\":%d,\"text\":\"a %s c\"}\n", i, i % 2 == 0 ? "x" : "b");
    }
    struct js *r = scored(arena, (struct score_speech_plan){.group = "accent,age"}, rows[0].p,
                          rows[1].p, "jsonl");
    strbuf_release(&rows[0]);
    strbuf_release(&rows[1]);
    assert_true(group_part(r, "accent", "north", "wer.levenshtein", "value") == 1.0 / 3);
    assert_true(group_part(r, "accent", "north", "cer", "n") == 40);
    assert_true(group_part(r, "accent", "south", "wer.sclite", "substitutions") == 0);
    assert_true(group_part(r, "accent", "south", "wer.sclite", "n") == 30);
    assert_true(group_part(r, "accent,age", "north,2", "wer.sclite", "n") == 13);
    arena_free(arena);
}

static void test_groups__refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct score_options options = SCORE_OPTIONS_DEFAULTS;
    static const struct {
        const char *text;
        const char *name;
        const char *words;
    } cases[] = {
        {"{\"id\":1,\"text\":\"a\"}\n", "r.jsonl", "no row has \"accent\""},
        {"{\"id\":1,\"text\":\"a\",\"accent\":[]}\n", "r.jsonl",
         "line 1: group \"accent\" is of type"},
        {"a (s-1)\n", "r.trn", "--group accent: trn has no members"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct err err;
        const char *path = put_file(arena, cases[i].name, cases[i].text);
        struct score_report *report = score_report_new(arena, "speech", &options);
        struct score_speech_plan plan = {
            .reference = path, .hypothesis = path, .group = "accent"};
        assert_int_not_equal(score_speech(report, &plan, &err), ERR_OK);
        unlink(path);
        if (strstr(err.message, cases[i].words) == NULL) {
            fail_msg("%s", err.message);
        }
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jiwer__published),
        cmocka_unit_test(test_conventions__split_and_case),
        cmocka_unit_test(test_sclite__choices_and_optional_words),
        cmocka_unit_test(test_missing__rules),
        cmocka_unit_test(test_groups__members_of_the_rows),
        cmocka_unit_test(test_groups__refused),
        cmocka_unit_test(test_segments__end_after_two_good_words),
        cmocka_unit_test(test_segments__published_z),
        cmocka_unit_test(test_mcnemar__slip_of_sc_stats_and_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
