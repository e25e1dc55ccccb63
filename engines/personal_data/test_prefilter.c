/* The prefilter never loses a match: every text of the benchmarks, and texts made of pieces
 * that sit on the edges of anchors, with it and without. */
#include "personal_data/prefilter.h"

#include "personal_data/detect.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <stdlib.h>

static const struct detector_options filtered = {.no_names = true, .prefilter_at_once = true};
static const struct detector_options everywhere = {.no_names = true, .no_prefilter = true};

static struct detector *new_detector(void)
{
    struct detector *detector = NULL;
    struct err err = {0};
    assert_int_equal(detector_new(&detector, &err), ERR_OK);
    return detector;
}

static void expect_the_same(struct detector *detector, struct str text)
{
    struct detect_spans some = {0};
    struct detect_spans all = {0};
    struct err err = {0};
    detector_set(detector, filtered);
    assert_int_equal(detect_text(detector, text, &some, &err), ERR_OK);
    detector_set(detector, everywhere);
    assert_int_equal(detect_text(detector, text, &all, &err), ERR_OK);
    for (size_t i = 0; i < all.count && i < some.count; i++) {
        if (all.items[i].start != some.items[i].start ||
            all.items[i].end != some.items[i].end || all.items[i].rule != some.items[i].rule) {
            fail_msg("span %zu: %s at %zu everywhere, %s at %zu with anchors: %.*s", i,
                     all.items[i].rule, all.items[i].start, some.items[i].rule,
                     some.items[i].start, STR_ARG(text));
        }
    }
    if (all.count != some.count) {
        fail_msg("%zu spans everywhere, %zu with anchors: %.*s", all.count, some.count,
                 STR_ARG(text));
    }
    detect_spans_free(&some);
    detect_spans_free(&all);
}

static void test_prefilter__loses_nothing_of_the_benchmarks(void **state)
{
    (void)state;
    static const char *const names[] = {"identifiers-uk", "redaction-uk",
                                        "redaction-synthetic"};
    struct detector *detector = new_detector();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct arena *arena = arena_new();
        struct err err = {0};
        struct str all;
        struct str line;
        assert_int_equal(
            file_read(
                arena,
                arena_printf(arena, PAI_SOURCE_DIR "/benchmarks/%s/items.jsonl", names[i]),
                64U << 20, &all, &err),
            ERR_OK);
        while (str_split(&all, '\n', &line) && line.n > 0) {
            expect_the_same(detector, line);
        }
        arena_free(arena);
    }
    detector_free(detector);
}

static const char *const pieces[] = {
    "07700 900123",
    "AB12 CDE ",
    "ab12cde",
    "P123 ABC",
    " BHZ 1234",
    "ABC 123D",
    "reg ",
    "Flat 2, ",
    "12 Mill Lane, ",
    "CF10 3NQ",
    "lives at ",
    "the ",
    " of ",
    "The Old Forge, ",
    "1",
    "0",
    "4",
    "-",
    "/",
    " ",
    ", ",
    "\n",
    ".",
    ":",
    "@",
    "_",
    "(",
    "dob ",
    "born ",
    "01/02/1980",
    "3 March 1985",
    "PC ",
    "PC Quill 2281",
    "crime ref ",
    "log ",
    "42/12345/26",
    "NHS no ",
    "943 476 5919",
    "4242 4242 4242 4242",
    "GB29 NWBK 6016 1331 9268 19",
    "12-34-56",
    "12345678",
    "\xc3\xb4",
    "\xe2\x80\x93",
    "\xe2\x80\x9c",
    "\xc5\xbf",
    "\xe2\x84\xaa",
    "\xd9\xa3",
    "account ",
    "sort code ",
    "IMEI ",
    "a.b",
    "example.org",
    "https://",
    "www.",
    "ni ",
    "AB 12 34 56 C",
    "Road",
    " House, ",
    "\xc3\x89",
    "on Instagram as ",
    "x_y",
    "vrm",
    "ending ",
    "or ",
    "+",
    "44",
    "A",
    "Q",
    "aged ",
    "years old",
    "51.5014, -0.1419",
    "///",
    "SU 12345 67890",
    "VAT ",
    "P<GBR",
    "<<<<<<<<",
    " I ",
    "Il Mill Lane",
    "O",
    "l",
    "S",
    "th ",
    "John ",
    "home ",
    "PNC",
    "log: ",
    "AZ ",
    "1234",
    "SMITH9",
    "657054",
};

static void test_prefilter__loses_nothing_at_the_edges_of_anchors(void **state)
{
    (void)state;
    struct detector *detector = new_detector();
    uint32_t random = 20261129;
    for (int round = 0; round < 8000; round++) {
        struct strbuf text;
        strbuf_init(&text, 4096);
        for (int i = 0; i < 12; i++) {
            random = random * 1664525U + 1013904223U;
            strbuf_puts(&text, pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        expect_the_same(detector, strbuf_view(&text));
        strbuf_release(&text);
    }
    detector_free(detector);
}

static void test_prefilter__names_an_anchor_that_does_not_compile(void **state)
{
    (void)state;
    struct detect_rule rule = {.label = "X", .pattern = "x", .anchor = "(?=x)", .reach = 1};
    const struct detect_rule *rules[] = {&rule};
    struct prefilter *prefilter = NULL;
    struct err err = {0};
    assert_int_equal(prefilter_new(&prefilter, rules, 1, &err), ERR_INVALID);
    assert_non_null(strstr(err.message, "(?=x)"));
}

static void test_prefilter__opens_a_window_as_wide_as_the_reach(void **state)
{
    (void)state;
    struct detect_rule rule = {.label = "X", .pattern = "x", .anchor = "[0-9]", .reach = 3};
    struct detect_rule free_rule = {.label = "Y", .pattern = "y"};
    const struct detect_rule *rules[] = {&rule, &free_rule};
    struct prefilter *prefilter = NULL;
    struct windows windows[2] = {0};
    struct err err = {0};
    assert_int_equal(prefilter_new(&prefilter, rules, 2, &err), ERR_OK);
    assert_int_equal(prefilter_run(prefilter, STR("abcdef7gh8"), windows, &err), ERR_OK);
    assert_int_equal(windows[0].count, 1);
    assert_int_equal(windows[0].items[0].from, 4);
    assert_int_equal(windows[0].items[0].to, 10);
    assert_int_equal(windows[1].items[0].to, 10);
    windows_free(&windows[0]);
    windows_free(&windows[1]);
    prefilter_free(prefilter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prefilter__loses_nothing_of_the_benchmarks),
        cmocka_unit_test(test_prefilter__loses_nothing_at_the_edges_of_anchors),
        cmocka_unit_test(test_prefilter__names_an_anchor_that_does_not_compile),
        cmocka_unit_test(test_prefilter__opens_a_window_as_wide_as_the_reach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
