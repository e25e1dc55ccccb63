/* The engine as a whole: what it refuses, and what holds for any text. */
#include "personal_data/assert_found.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <time.h>

static struct detector *new_detector(void)
{
    struct detector *detector = NULL;
    struct err err = {0};
    assert_int_equal(detector_new(&detector, &err), ERR_OK);
    return detector;
}

static void test_detect__refuses_what_is_not_utf8(void **state)
{
    (void)state;
    struct detect_spans spans = {0};
    struct err err = {0};
    struct detector *detector = new_detector();
    alarm(20); /* what walks over such bytes may never come to their end */
    assert_int_equal(detect_text(detector, str_n("\xff", 1), &spans, &err), ERR_FORMAT);
    alarm(0);
    detector_free(detector);
}

static void test_detect__refuses_what_is_too_long(void **state)
{
    (void)state;
    struct detect_spans spans = {0};
    struct err err = {0};
    struct detector *detector = new_detector();
    char *text = xcalloc(1, DETECT_TEXT_MAX + 1);
    memset(text, 'a', DETECT_TEXT_MAX + 1);
    assert_int_equal(detect_text(detector, str_n(text, DETECT_TEXT_MAX + 1), &spans, &err),
                     ERR_LIMIT);
    free(text);
    detector_free(detector);
}

static void test_detect__counts_code_points(void **state)
{
    (void)state;
    assert_found("caf\xc3\xa9 \xf0\x9f\x98\x80 Mrs Quill \xe2\x80\x93 Mrs Obuya",
                 "PERSON=Quill|PERSON=Obuya");
}

static const char *const pieces[] = {
    "Mrs ",
    "Quill",
    " J. ",
    "SMITH, ",
    "07700 900123",
    "12 Mill Lane, ",
    "@",
    "a.b@example.org",
    "AB12 CDE ",
    "\n",
    "\xc3\xb4",
    "\xf0\x9f\x98\x80",
    "'s ",
    "-",
    "dob 01/02/1980 ",
    "PC 2281 ",
    "crime ref 42/12345/26 ",
    "l1v3s at ",
    "lives at ",
    "The ",
    "of ",
    "CF10 3NQ",
    ", ",
    "1",
    "al-",
    "Kind regards\n",
    "aka ",
    "\"",
    "partial index KX",
    "+44",
    "0",
};

/* Spans are sorted, apart, not empty and within the text, whatever the pieces give. */
static void test_detect__spans_never_overlap(void **state)
{
    (void)state;
    struct detector *detector = new_detector();
    uint32_t random = 20370512;
    for (int round = 0; round < 400; round++) {
        struct detect_spans spans = {0};
        struct strbuf text;
        struct err err = {0};
        strbuf_init(&text, 65536);
        for (int i = 0; i < 40; i++) {
            random = random * 1664525U + 1013904223U;
            strbuf_printf(&text, "%s",
                          pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        assert_int_equal(detect_text(detector, strbuf_view(&text), &spans, &err), ERR_OK);
        size_t last = 0;
        for (size_t i = 0; i < spans.count; i++) {
            assert_true(spans.items[i].start >= last);
            assert_true(spans.items[i].end > spans.items[i].start);
            last = spans.items[i].end;
        }
        assert_true(last <= utf8_count(strbuf_view(&text)));
        detect_spans_free(&spans);
        strbuf_release(&text);
    }
    detector_free(detector);
}

static double seconds_for(struct detector *detector, const char *piece, size_t bytes)
{
    struct detect_spans spans = {0};
    struct err err = {0};
    struct timespec from;
    struct timespec to;
    struct strbuf text;
    strbuf_init(&text, bytes);
    while (!text.overflow) {
        strbuf_puts(&text, piece);
    }
    assert_int_equal(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from), 0);
    assert_int_equal(detect_text(detector, strbuf_view(&text), &spans, &err), ERR_OK);
    assert_int_equal(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to), 0);
    detect_spans_free(&spans);
    strbuf_release(&text);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* Eight times the text takes about eight times as long, not sixty-four, on repeats that make a
 * rule start at every place. */
static void test_detect__time_is_linear(void **state)
{
    (void)state;
    static const char *const repeats[] = {"A. ",           "John ",     "Abc, ",
                                          "lives at the ", "12 Abcd ",  "a.b@c.",
                                          "crime ref no ", "1/1/2000 ", "reg reg "};
    struct detector *detector = new_detector();
    detector_set(detector, (struct detector_options){.prefilter_at_once = true});
    (void)seconds_for(detector, "a", 64); /* the anchors are compiled here */
    for (size_t i = 0; i < sizeof repeats / sizeof *repeats; i++) {
        double small = seconds_for(detector, repeats[i], 8192);
        double large = seconds_for(detector, repeats[i], 65536);
        assert_true(large < 0.05 + small * 24);
    }
    detector_free(detector);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_detect__refuses_what_is_not_utf8),
        cmocka_unit_test(test_detect__refuses_what_is_too_long),
        cmocka_unit_test(test_detect__counts_code_points),
        cmocka_unit_test(test_detect__spans_never_overlap),
        cmocka_unit_test(test_detect__time_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
