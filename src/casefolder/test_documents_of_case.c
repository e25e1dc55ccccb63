/* A document in a case: pages, places, regions, the same words elsewhere, whose a thing is. The
 * pages are put in by hand, without a tool. All names are made up. */
#include "base/file.h"
#include "casefolder/case_elsewhere.h"
#include "casefolder/case_pages.h"
#include "casefolder/case_review.h"
#include "casefolder/hide_request.h"
#include "casefolder/number_list.h"
#include "crypto/digest.h"
#include "crypto/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { NOW = 1700000000 };
#define PAGE_1 "John Smith came.\nA stranger"
#define PAGE_2 "Smith left.\n"
#define NOTE "A stranger called John Smith on 07700 900123.\n"

struct rig {
    char folder[32];
    struct arena *arena;
    struct case_folder *open;
    struct case_file document, note;
    struct case_doubt_rule rule;
};

static void must(enum err_code code, const struct err *err)
{
    if (code != ERR_OK) {
        fail_msg("%s (%s)", err->message, err->hint);
    }
}

/* Words of PAGE_1, one place each: "John" "Smith" "came" "." on a line, "A" "stranger" below.
 */
static const struct case_word_place places_1[] = {
    {0, 4, {1000, 1000, 2000, 1200}},   {5, 10, {2200, 1000, 3200, 1200}},
    {11, 15, {5000, 1000, 6000, 1200}}, {15, 16, {6000, 1000, 6100, 1200}},
    {17, 18, {1000, 2000, 1100, 2200}}, {19, 27, {1300, 2000, 3000, 2200}}};
static const struct case_word_place places_2[] = {{0, 5, {1000, 1000, 2000, 1200}},
                                                  {6, 10, {2500, 1000, 3000, 1200}}};

static enum err_code take(struct rig *rig, int64_t number, struct err *err)
{
    static const struct case_box name[] = {{1000, 1000, 3200, 1200}};
    static const struct case_box ink[] = {{1000, 50000, 9000, 60000}};
    const struct case_mark marks[] = {{.start = 0,
                                       .end = 10,
                                       .place = {1, name, 1},
                                       .label = STR("PERSON"),
                                       .confidence = 950},
                                      {.place = {1, ink, 1},
                                       .label = STR("UNREADABLE"),
                                       .text = STR("handwriting"),
                                       .confidence = CONFIDENCE_UNKNOWN,
                                       .source = STR("unreadable")}};
    const struct case_page_answer answer = {.file = &rig->document,
                                            .sha256 = STR("d"),
                                            .tool = STR("test 1"),
                                            .pages = 2,
                                            .number = number,
                                            .text = number == 1 ? STR(PAGE_1) : STR(PAGE_2),
                                            .marks = marks,
                                            .count = number == 1 ? 2 : 0,
                                            .places = number == 1 ? places_1 : places_2,
                                            .place_count = number == 1 ? 6 : 2};
    return case_page_take(rig->open, &answer, &rig->rule, NOW, err);
}

static void take_note(struct rig *rig)
{
    const struct case_mark marks[] = {
        {.start = 18, .end = 28, .label = STR("PERSON"), .confidence = 950},
        {.start = 32, .end = 44, .label = STR("PHONE"), .confidence = 950}};
    struct sha256 digest = sha256_of(STR(NOTE));
    char hex[SHA256_HEX_SIZE];
    struct err err = {0};
    sha256_hex(hex, &digest);
    const struct case_answer answer = {.file = &rig->note,
                                       .sha256 = str_of(hex),
                                       .text = STR(NOTE),
                                       .tool = STR("test 1"),
                                       .marks = marks,
                                       .count = 2};
    must(case_marks_take(rig->open, &answer, &rig->rule, NOW, &err), &err);
}

static int set_up(void **state)
{
    struct rig *rig = calloc(1, sizeof *rig);
    struct err err = {0};
    struct case_file files[2];
    size_t count;
    *state = rig;
    snprintf(rig->folder, sizeof rig->folder, "/tmp/policeai-test-XXXXXX");
    assert_non_null(mkdtemp(rig->folder));
    rig->arena = arena_new();
    rig->rule.below = 900;
    rig->rule.look_at_below = 950;
    must(
        file_write(arena_printf(rig->arena, "%s/a.pdf", rig->folder), STR("%PDF-"), 0600, &err),
        &err);
    must(file_write(arena_printf(rig->arena, "%s/b.txt", rig->folder), STR(NOTE), 0600, &err),
         &err);
    must(case_open(&rig->open, rig->folder, &err), &err);
    must(case_files_scan(rig->open, NOW, &err), &err);
    must(case_files_next(rig->open, rig->arena, 2, files, &count, &err), &err);
    assert_int_equal(count, 2);
    rig->document = files[0];
    rig->note = files[1];
    return 0;
}

static int set_up_read(void **state)
{
    struct err err = {0};
    int status = set_up(state);
    struct rig *rig = *state;
    must(take(rig, 1, &err), &err);
    must(take(rig, 2, &err), &err);
    must(case_file_lookup(rig->open, rig->arena, rig->document.id, &rig->document, &err), &err);
    take_note(rig);
    must(case_cast_make(rig->open, &err), &err);
    return status;
}

static int tear_down(void **state)
{
    struct rig *rig = *state;
    case_close(rig->open);
    assert_int_equal(file_remove_tree(rig->folder, NULL), ERR_OK);
    arena_free(rig->arena);
    free(rig);
    return 0;
}

static struct case_marks marks_of(struct rig *rig, int64_t file)
{
    struct case_marks marks;
    struct err err = {0};
    must(case_marks_of(rig->open, rig->arena, file, &marks, &err), &err);
    return marks;
}

static void test_pages__come_in_order_each_once(void **state)
{
    struct rig *rig = *state;
    struct err err = {0};
    assert_int_equal(take(rig, 2, &err), ERR_CONFLICT);
    must(take(rig, 1, &err), &err);
    assert_int_equal(take(rig, 1, &err), ERR_CONFLICT);
    must(case_file_lookup(rig->open, rig->arena, rig->document.id, &rig->document, &err), &err);
    assert_true(str_is(rig->document.state, "waiting"));
    assert_int_equal(rig->document.pages, 2);
    assert_int_equal(rig->document.pages_read, 1);
    must(take(rig, 2, &err), &err);
    assert_int_equal(take(rig, 2, &err), ERR_CONFLICT);
    must(case_file_lookup(rig->open, rig->arena, rig->document.id, &rig->document, &err), &err);
    assert_true(str_is(rig->document.state, "read"));
    assert_true(rig->document.is_document);
}

static void test_text__is_that_of_the_pages_and_marks_count_in_it(void **state)
{
    struct rig *rig = *state;
    struct err err = {0};
    struct str text;
    must(case_file_text(rig->open, rig->arena, &rig->document, &text, &err), &err);
    assert_true(str_is(text, PAGE_1 "\n" PAGE_2));
    struct case_marks marks = marks_of(rig, rig->document.id);
    assert_int_equal(marks.count, 2);
    assert_true(str_is(marks.items[0].source, "unreadable"));
    assert_true(str_is(marks.items[1].text, "John Smith"));
    assert_int_equal(marks.items[1].place.page, 1);
    assert_int_equal(marks.items[1].place.boxes[0].x1, 3200);
}

static void test_unreadable__is_hidden_and_comes_first_among_the_doubts(void **state)
{
    struct rig *rig = *state;
    struct case_marks doubts;
    struct case_policy policy;
    struct case_people people = {0};
    struct err err = {0};
    int64_t id;
    must(case_words_mark(rig->open, &rig->document, STR(PAGE_1 "\n" PAGE_2), STR("stranger"),
                         STR("OTHER"), STR("Ann"), NOW, &id, &err),
         &err);
    size_t made;
    must(case_elsewhere_make(rig->open, &made, &err), &err);
    assert_int_equal(made, 1);
    must(case_marks_doubts(rig->open, rig->arena, 0, 1, 10, &doubts, &err), &err);
    assert_int_equal(doubts.count, 2);
    assert_true(str_is(doubts.items[0].source, "unreadable"));
    assert_true(str_is(doubts.items[1].source, "elsewhere"));
    must(case_policy_read(rig->arena, PAI_SOURCE_DIR "/reference", STR("subject"), &policy,
                          &err),
         &err);
    assert_false(case_mark_act(&policy, &people, &doubts.items[0]).keep);
}

static void test_words__get_the_boxes_they_stand_in(void **state)
{
    struct rig *rig = *state;
    struct case_mark mark;
    struct err err = {0};
    int64_t id = 0;
    struct str text;
    must(case_file_text(rig->open, rig->arena, &rig->document, &text, &err), &err);
    must(case_words_mark(rig->open, &rig->document, text, STR("a STRANGER"), STR("OTHER"),
                         STR("Ann"), NOW, &id, &err),
         &err);
    must(case_mark_lookup(rig->open, rig->arena, id, &mark, &err), &err);
    assert_int_equal(mark.place.page, 1);
    assert_int_equal(mark.place.count, 1); /* "A" and "stranger" stand close in one line */
    assert_int_equal(mark.place.boxes[0].x0, 1000);
    assert_int_equal(mark.place.boxes[0].x1, 3000);
}

/* "stranger" ends page 1 and "Smith" begins page 2: a part on each. */
static void test_words__over_a_pages_end_are_hidden_on_both(void **state)
{
    struct rig *rig = *state;
    struct err err = {0};
    struct str text;
    int64_t id = 0;
    must(case_file_text(rig->open, rig->arena, &rig->document, &text, &err), &err);
    must(case_words_mark(rig->open, &rig->document, text, STR("stranger Smith"), STR("OTHER"),
                         STR("Ann"), NOW, &id, &err),
         &err);
    struct case_marks marks = marks_of(rig, rig->document.id);
    assert_int_equal(marks.count, 4);
    assert_int_equal(marks.items[2].place.page, 1);
    assert_int_equal(marks.items[2].place.boxes[0].x0, 1300);
    assert_int_equal(marks.items[3].place.page, 2);
    assert_int_equal(marks.items[3].place.boxes[0].x1, 2000);
}

static void test_region__lies_on_a_page_of_the_document(void **state)
{
    struct rig *rig = *state;
    struct err err = {0};
    int64_t id = 0;
    const struct case_box good[] = {{100, 100, 5000, 5000}};
    const struct case_box bad[] = {{5000, 100, 100, 5000}};
    const struct case_box off[] = {{70000, 100, 80000, 5000}};
    must(case_picture_set(rig->open, &rig->document, 2, 59500, 84200, &err), &err);
    const struct case_place places[] = {{3, good, 1}, {2, bad, 1}, {2, off, 1}, {2, good, 0}};
    const enum err_code codes[] = {ERR_NOT_FOUND, ERR_INVALID, ERR_INVALID, ERR_INVALID};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(case_region_mark(rig->open, &rig->document, &places[i], STR("OTHER"),
                                          STR("Ann"), NOW, &id, &err),
                         codes[i]);
    }
    must(case_region_mark(rig->open, &rig->document, &(struct case_place){2, good, 1},
                          STR("OTHER"), STR("Ann"), NOW, &id, &err),
         &err);
    assert_true(id > 0);
}

static void decide(struct rig *rig, const struct case_mark *mark, bool keep)
{
    struct case_done done;
    struct err err = {0};
    const struct case_choice choice = {
        .mark = mark->id, .seen = mark->last, .keep = keep, .who = STR("Ann")};
    must(case_decide(rig->open, &choice, NOW, &done, &err), &err);
}

static size_t differences(struct rig *rig, struct case_difference **list)
{
    struct case_policy policy;
    struct case_people people;
    struct err err = {0};
    size_t count;
    must(
        case_policy_read(rig->arena, PAI_SOURCE_DIR "/reference", STR("public"), &policy, &err),
        &err);
    must(case_cast_list(rig->open, rig->arena, &people, &err), &err);
    must(case_differences(rig->open, rig->arena, &policy, &people, list, &count, &err), &err);
    return count;
}

static void test_difference__is_told_until_somebody_means_it(void **state)
{
    struct rig *rig = *state;
    struct case_difference *list;
    struct err err = {0};
    assert_int_equal(differences(rig, &list), 0);
    struct case_marks marks = marks_of(rig, rig->document.id);
    decide(rig, &marks.items[1], true); /* John Smith here; hidden in the note */
    assert_int_equal(differences(rig, &list), 1);
    assert_true(str_is(list[0].words, "john smith"));
    assert_int_equal(list[0].kept, 1);
    assert_int_equal(list[0].hidden, 1);
    must(case_difference_settle(rig->open, &list[0], STR("Ann"), NOW, &err), &err);
    assert_int_equal(differences(rig, &list), 0);
    marks = marks_of(rig, rig->note.id);
    decide(rig, &marks.items[0], false); /* decided anew: it was not seen when it was meant */
    assert_int_equal(differences(rig, &list), 1);
    marks = marks_of(rig, rig->note.id);
    decide(rig, &marks.items[0], true);
    assert_int_equal(differences(rig, &list), 0);
}

static void test_kept_words__are_looked_for_nowhere(void **state)
{
    struct rig *rig = *state;
    struct err err = {0};
    size_t made;
    int64_t id;
    must(case_words_mark(rig->open, &rig->document, STR(PAGE_1 "\n" PAGE_2), STR("stranger"),
                         STR("OTHER"), STR("Ann"), NOW, &id, &err),
         &err);
    struct case_mark mark;
    must(case_mark_lookup(rig->open, rig->arena, id, &mark, &err), &err);
    decide(rig, &mark, true);
    must(case_elsewhere_make(rig->open, &made, &err), &err);
    assert_int_equal(made, 0);
}

static void test_owner__goes_before_who_stands_close_by(void **state)
{
    struct rig *rig = *state;
    struct err err = {0};
    struct case_marks marks = marks_of(rig, rig->note.id);
    int64_t smith = marks.items[0].person;
    assert_true(str_is(marks.items[1].link, "near"));
    assert_int_equal(marks.items[1].person, smith);
    must(case_cast_owner(rig->open, marks.items[1].id, 0, STR("Ann"), NOW, &err), &err);
    marks = marks_of(rig, rig->note.id);
    assert_int_equal(marks.items[1].person, 0);
    must(case_cast_owner(rig->open, marks.items[1].id, smith, STR("Ann"), NOW, &err), &err);
    must(case_cast_make(rig->open, &err), &err);
    marks = marks_of(rig, rig->note.id);
    assert_true(str_is(marks.items[1].link, "said"));
    assert_int_equal(marks.items[1].person, smith);
    assert_int_equal(
        case_cast_owner(rig->open, marks.items[0].id, smith, STR("Ann"), NOW, &err),
        ERR_INVALID);
    assert_int_equal(case_cast_owner(rig->open, marks.items[1].id, 999, STR("Ann"), NOW, &err),
                     ERR_NOT_FOUND);
}

static void test_hide_request__joins_what_has_one_page_and_label(void **state)
{
    const struct case_box one[] = {{1000, 1005, 3200, 1201}};
    const struct case_box two[] = {{10, 20, 30, 40}};
    const struct case_mark marks[] = {{.place = {1, one, 1}, .label = STR("PERSON")},
                                      {.place = {1, two, 1}, .label = STR("PHONE")},
                                      {.place = {1, two, 1}, .label = STR("PERSON")},
                                      {.place = {2, two, 1}, .label = STR("PERSON")},
                                      {.start = 5, .end = 9, .label = STR("PERSON")}};
    const struct case_mark *all[] = {&marks[0], &marks[1], &marks[2], &marks[3], &marks[4]};
    struct strbuf out;
    (void)state;
    strbuf_init(&out, 4096);
    hide_request_write(&out, all, 5);
    assert_string_equal(
        out.p,
        "{\"document\":{\"file\":\"document\"},\"hide\":["
        "{\"page\":1,\"boxes\":[[10.0,10.0,32.0,12.1],[0.1,0.2,0.3,0.4]],\"label\":\"PERSON\"},"
        "{\"page\":1,\"boxes\":[[0.1,0.2,0.3,0.4]],\"label\":\"PHONE\"},"
        "{\"page\":2,\"boxes\":[[0.1,0.2,0.3,0.4]],\"label\":\"PERSON\"},"
        "{\"start\":5,\"end\":9,\"label\":\"PERSON\"}]}");
    strbuf_release(&out);
}

static void test_numbers__are_read_as_they_were_written_or_refused(void **state)
{
    static const char *const bad[] = {"1 2 3", "1 2 3 x", "1  2 3", "1 2 3 99999999999999",
                                      "- 1 2 3"};
    const int64_t numbers[] = {12, 0, -3, 1 << 30};
    struct arena *arena = arena_new();
    struct strbuf out;
    struct err err;
    int64_t *read;
    size_t count;
    (void)state;
    strbuf_init(&out, 100);
    number_list_add(&out, numbers, 4);
    assert_string_equal(out.p, "12 0 -3 1073741824");
    assert_int_equal(number_list_read(arena, strbuf_view(&out), 4, &read, &count, &err),
                     ERR_OK);
    assert_int_equal(count, 4);
    assert_memory_equal(read, numbers, sizeof numbers);
    assert_int_equal(number_list_read(arena, STR(""), 4, &read, &count, &err), ERR_OK);
    assert_int_equal(count, 0);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(number_list_read(arena, str_of(bad[i]), 4, &read, &count, &err),
                         ERR_FORMAT);
    }
    strbuf_release(&out);
    arena_free(arena);
}

#define TEST(name, set_up) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_pages__come_in_order_each_once, set_up),
        TEST(test_text__is_that_of_the_pages_and_marks_count_in_it, set_up_read),
        TEST(test_unreadable__is_hidden_and_comes_first_among_the_doubts, set_up_read),
        TEST(test_words__get_the_boxes_they_stand_in, set_up_read),
        TEST(test_words__over_a_pages_end_are_hidden_on_both, set_up_read),
        TEST(test_region__lies_on_a_page_of_the_document, set_up_read),
        TEST(test_difference__is_told_until_somebody_means_it, set_up_read),
        TEST(test_kept_words__are_looked_for_nowhere, set_up_read),
        TEST(test_owner__goes_before_who_stands_close_by, set_up_read),
        cmocka_unit_test(test_hide_request__joins_what_has_one_page_and_label),
        cmocka_unit_test(test_numbers__are_read_as_they_were_written_or_refused),
    };
    crypto_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
