/* What a tool heard, as pages of a minute: each as a person would lay it out by hand. */
#include "casefile/heard_pages.h"
#include "casefile/word_places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static enum err_code heard_of(struct arena *arena, const char *text, struct heard *heard)
{
    struct err err = {0};
    struct js *output;
    assert_int_equal(js_parse(arena, str_of(text), &output, &err), ERR_OK);
    return heard_read(arena, output, heard, &err);
}

#define WORD(word, start, end, sure)                                                           \
    "{\"word\":\"" word "\",\"start\":" start ",\"end\":" end ",\"confidence\":" sure "}"
#define HEARD(seconds, words) "{\"words\":[" words "],\"seconds\":" seconds "}"

static void a_minute_is_a_page(void **state)
{
    struct arena *arena = arena_new();
    struct heard heard;
    (void)state;
    assert_int_equal(
        heard_of(arena,
                 HEARD("127.2", WORD("caf\xC3\xA9", "0.5", "0.9", "0.8") "," WORD(
                                    "now", "1", "1.25",
                                    "0.4") "," WORD("then", "3", "3.5",
                                                    "1") "," WORD("end", "127", "127.5", "0")),
                 &heard),
        ERR_OK);
    assert_int_equal(heard.count, 3);
    assert_true(str_is(heard.pages[0].text, "caf\xC3\xA9 now\nthen")); /* after a pause */
    assert_true(str_is(heard.pages[0].label, "0:00 to 1:00"));
    assert_int_equal(heard.pages[1].text.n, 0); /* nobody spoke */
    assert_true(str_is(heard.pages[2].text, "end"));
    assert_true(str_is(heard.pages[2].label, "2:00 to 2:08"));
    assert_int_equal(heard.words, 4);
    assert_int_equal(heard.confidence, 55); /* (0.8 + 0.4 + 1 + 0) / 4 */
    arena_free(arena);
}

static void a_word_keeps_its_time(void **state)
{
    struct arena *arena = arena_new();
    struct heard heard;
    struct word_place place = {0};
    size_t at = 0;
    (void)state;
    assert_int_equal(heard_of(arena,
                              HEARD("62", WORD("one", "60", "60.3", "0.25") "," WORD(
                                              "two", "61.07", "62.01", "0.5")),
                              &heard),
                     ERR_OK);
    assert_int_equal(heard.pages[0].words.n, 0);
    assert_true(word_place_next(heard.pages[1].words, &at, &place));
    assert_int_equal(place.x0, 6000);
    assert_int_equal(place.confidence, 25);
    assert_true(word_place_next(heard.pages[1].words, &at, &place));
    assert_int_equal(place.start, 4);
    assert_int_equal(place.end, 7);
    assert_int_equal(place.x0, 6107);
    assert_int_equal(place.x1, 6200); /* not after the end */
    assert_false(word_place_next(heard.pages[1].words, &at, &place));
    arena_free(arena);
}

static void silence_has_no_page(void **state)
{
    struct arena *arena = arena_new();
    struct heard heard;
    (void)state;
    assert_int_equal(heard_of(arena, HEARD("2.5", ""), &heard), ERR_OK);
    assert_int_equal(heard.count, 0);
    assert_int_equal(heard.duration, 250);
    arena_free(arena);
}

static void bad_answers_are_refused(void **state)
{
    static const char *const bad[] = {
        "{}",
        "[]",
        HEARD("-1", ""),
        HEARD("1e300", ""),
        HEARD("\"2\"", ""),
        HEARD("5", "1"),
        HEARD("5", WORD("", "1", "2", "1")),
        HEARD("5", WORD("two words", "1", "2", "1")),
        HEARD("5", WORD("a\\n", "1", "2", "1")),
        HEARD("5", WORD("a", "2", "1", "1")),
        HEARD("5", WORD("a", "6", "7", "1")), /* after the end */
        HEARD("5", WORD("a", "1", "2", "1.5")),
        HEARD("5", WORD("a", "3", "4", "1") "," WORD("b", "1", "2", "1"))};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct arena *arena = arena_new();
        struct heard heard;
        if (heard_of(arena, bad[i], &heard) == ERR_OK) {
            print_error("taken: %s\n", bad[i]);
            fail();
        }
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_minute_is_a_page), cmocka_unit_test(a_word_keeps_its_time),
        cmocka_unit_test(silence_has_no_page), cmocka_unit_test(bad_answers_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
