/* TREC's files: order of ties, what is refused with which words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "score/retrieval/trec_files.h"

#include <string.h>

static int make_files(void **state)
{
    struct arena *arena = arena_new();
    struct trec_files *files = arena_zalloc(arena, sizeof *files);
    trec_files_init(files, arena);
    *state = files;
    return 0;
}

static int end_files(void **state)
{
    struct trec_files *files = *state;
    struct arena *arena = files->arena;
    trec_files_release(files);
    arena_free(arena);
    return 0;
}

static void judged(struct trec_files *files, const char *line)
{
    assert_int_equal(trec_files_judgement(files, str_of(line), NULL), ERR_OK);
}

static void answered(struct trec_files *files, const char *line)
{
    struct err err;
    if (trec_files_answer(files, str_of(line), &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

static void refused(enum err_code code, const struct err *err, const char *words)
{
    assert_int_equal(code, ERR_FORMAT);
    if (strstr(err->message, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err->message, words);
    }
}

/* usnistgov/trec_eval issue 22: with equal scores the later name comes first. */
static void test_ranking__ties_go_by_name_last_first(void **state)
{
    struct trec_files *files = *state;
    judged(files, "1 0 a 0");
    judged(files, "1 0 b 1");
    judged(files, "1\t0\tc -1");
    answered(files, "1 Q0 a 1 1.0 t");
    answered(files, "1 Q0 b 2 1 t");
    answered(files, "1 Q0 d 3 1e0 t more words");
    answered(files, "1 Q0 c 3 -.5 t");
    struct ranking ranking = trec_ranking(&files->topics[0], 1, 0, false);
    assert_int_equal(ranking.retrieved, 4);
    assert_int_equal(ranking.rel[0], RANK_UNPOOLED);
    assert_int_equal(ranking.rel[1], 1);
    assert_int_equal(ranking.rel[2], 0);
    assert_int_equal(ranking.rel[3], RANK_UNJUDGED);
    assert_int_equal(ranking.relevant, 1);
    trec_ranking_release(&ranking);
    ranking = trec_ranking(&files->topics[0], 1, 3, true);
    assert_int_equal(ranking.retrieved, 2);
    trec_ranking_release(&ranking);
}

static void test_scores__quick_reading_is_exact(void **state)
{
    static const char *const texts[] = {
        "0.1", "-0.3", "123456.789012345", "5",      "0.000001",          "1e-7", ".5",
        "7.",  "-0",   "99999999999999.9", "+2.5e3", "0.3333333333333333"};
    struct trec_files *files = *state;
    judged(files, "1 0 x 0");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char line[100];
        snprintf(line, sizeof line, "1 Q0 d%zu 1 %s t", i, texts[i]);
        answered(files, line);
        assert_true(files->topics[0].answers[i].score == strtod(texts[i], NULL));
    }
}

static void test_lines__refusals_name_the_thing(void **state)
{
    struct trec_files *files = *state;
    struct err err;
    refused(trec_files_judgement(files, STR("1 0 a"), &err), &err, "3 fields, not 4");
    refused(trec_files_judgement(files, STR("1 0 a 1 x"), &err), &err, "5 fields, not 4");
    refused(trec_files_judgement(files, STR("1 0 a 1.5"), &err), &err, "level \"1.5\"");
    refused(trec_files_judgement(files, STR("1 0 a 99999"), &err), &err, "level \"99999\"");
    judged(files, "1 0 a 1");
    refused(trec_files_judgement(files, STR("1 0 a 0"), &err), &err, "judged twice");
    refused(trec_files_answer(files, STR("1 Q0 a 1 2"), &err), &err, "5 fields, not 6");
    refused(trec_files_answer(files, STR("1 Q0 a 1 nan t"), &err), &err, "score \"nan\"");
    refused(trec_files_answer(files, STR("1 Q0 a 1 inf t"), &err), &err, "score \"inf\"");
    refused(trec_files_answer(files, STR("1 Q0 a 1 1e999 t"), &err), &err, "score \"1e999\"");
    answered(files, "1 Q0 a 1 2 t");
    refused(trec_files_answer(files, STR("1 Q0 a 2 1 t"), &err), &err,
            "document a stands twice in topic 1");
}

static void test_topics__by_name_in_both_or_all(void **state)
{
    struct trec_files *files = *state;
    size_t count;
    judged(files, "2 0 a 1");
    judged(files, "10 0 a 1");
    judged(files, "3 0 a 1");
    answered(files, "3 Q0 a 1 1 t");
    answered(files, "10 Q0 a 1 1 u");
    answered(files, "7 Q0 a 1 1 t");
    assert_true(files->tags_differ);
    struct trec_topic **topics = trec_files_order(files, false, &count);
    assert_int_equal(count, 2);
    assert_string_equal(topics[0]->name, "10");
    assert_string_equal(topics[1]->name, "3");
    (void)trec_files_order(files, true, &count);
    assert_int_equal(count, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_ranking__ties_go_by_name_last_first, make_files,
                                        end_files),
        cmocka_unit_test_setup_teardown(test_scores__quick_reading_is_exact, make_files,
                                        end_files),
        cmocka_unit_test_setup_teardown(test_lines__refusals_name_the_thing, make_files,
                                        end_files),
        cmocka_unit_test_setup_teardown(test_topics__by_name_in_both_or_all, make_files,
                                        end_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
