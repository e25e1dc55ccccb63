/* A transcript's passages, times and doubts. */
#include "task/task.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

#define WORD(word, start, end, confidence)                                                     \
    "{\"word\":\"" word "\",\"start\":" start ",\"end\":" end ",\"confidence\":" confidence "}"

static const char answer[] =
    "{\"text\":\"one two three\",\"words\":[" WORD("one", "0", "0.5", "1") "," WORD(
        "two", "0.6", "1", "0.25") "," WORD("three", "3661.5", "3662", "0.9") "]}";

static void assert_shown(const char *output, const char *style, const char *document,
                         const char *places, const char *summary)
{
    struct arena *arena = arena_new();
    struct task_shown shown;
    struct js *out;
    const struct task *task = task_lookup(STR("transcription"));
    assert_int_equal(js_parse(arena, str_of(output), &out, NULL), ERR_OK);
    assert_int_equal(task->check_output(NULL, out, NULL), ERR_OK);
    task_shown_init(&shown);
    task->show(NULL, out, style, &shown);
    assert_string_equal(shown.document.p, document);
    assert_string_equal(shown.places.p, places);
    assert_string_equal(shown.summary.p, summary);
    task_shown_release(&shown);
    arena_free(arena);
}

static void test_transcript__is_shown(void **state)
{
    (void)state;
    static const char unsure[] = "00:00:00.600 word 2: confidence 0.25\n";
    static const char summary[] = "3 words, 1 of them unsure (confidence under 0.5)";
    assert_shown(answer, "times", "[00:00:00.000] one two\n[01:01:01.500] three\n", unsure,
                 summary);
    assert_shown(answer, "text", "one two three\n", unsure, summary);
    assert_shown(answer, "vtt",
                 "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\none two\n\n"
                 "01:01:01.500 --> 01:01:02.000\nthree\n",
                 unsure, summary);
    assert_shown("{\"text\":\"no times\"}", "times", "no times\n", "", "no word times given");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_transcript__is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
