/* Words that can be ticked, and the spans that come of them. */
#include "benchmark/label_marks.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
// clang-format on

/* "from-to" of each word in code points, joined. */
static void words_are(const char *text, const char *expected)
{
    struct arena *arena = arena_new();
    struct strbuf found;
    size_t count;
    struct label_word *words = label_words(arena, str_of(text), &count);
    strbuf_init(&found, 1000);
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(
            &found, "%s%.*s:%lld-%lld", i > 0 ? " " : "",
            STR_ARG(str_sub(str_of(text), words[i].from, words[i].to - words[i].from)),
            (long long)words[i].start, (long long)words[i].end);
    }
    assert_string_equal(found.p, expected);
    strbuf_release(&found);
    arena_free(arena);
}

static void test_words__leave_marks_outside(void **state)
{
    (void)state;
    words_are("Zo\u00eb Smith's (van).", "Zo\u00eb:0-3 Smith:4-9 van:13-16 .:17-18");
    words_are("at 10:30, 1,000 seen", "at:0-2 10:30:3-8 1,000:10-15 seen:16-20");
    words_are("Tel:07700 j.x@y.uk?", "Tel:0-3 07700:4-9 j.x@y.uk:10-18");
    words_are("\u2018Bob\u2019s\u2019 ...", "Bob:1-4 ...:8-11");
    words_are(" \n", "");
}

static void test_neighbours__become_one_span(void **state)
{
    struct arena *arena = arena_new();
    struct label_marks marks = {NULL, 0, 0};
    struct strbuf out;
    size_t count;
    const size_t chosen[] = {1, 2, 4};
    struct label_word *words = label_words(arena, STR("Mr John Smith met Ann."), &count);
    (void)state;
    assert_int_equal(count, 5);
    assert_int_equal(label_marks_add(&marks, words, count, chosen, 3, STR("PERSON"), NULL),
                     ERR_OK);
    strbuf_init(&out, 1000);
    label_marks_write(&marks, &out);
    assert_string_equal(out.p, "{\"spans\":[{\"start\":3,\"end\":13,\"label\":\"PERSON\"},"
                               "{\"start\":18,\"end\":21,\"label\":\"PERSON\"}]}");
    assert_int_equal(label_marks_add(&marks, words, count, chosen, 1, STR("X"), NULL),
                     ERR_CONFLICT);
    assert_int_equal(label_marks_add(&marks, words, count, chosen, 0, STR("X"), NULL),
                     ERR_INVALID);
    assert_int_equal(label_marks_remove(&marks, 2, NULL), ERR_NOT_FOUND);
    assert_int_equal(label_marks_remove(&marks, 0, NULL), ERR_OK);
    assert_int_equal(marks.count, 1);
    label_marks_free(&marks);
    strbuf_release(&out);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words__leave_marks_outside),
        cmocka_unit_test(test_neighbours__become_one_span),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
