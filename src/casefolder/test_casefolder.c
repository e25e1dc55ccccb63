/* A case from its files to its hand-over, without a tool: marks are put in by hand. All names
 * are made up. */
#include "base/file.h"
#include "caseaudit/case_audit.h"
#include "casefolder/case_handover.h"
#include "casefolder/case_review.h"
#include "casefolder/redacted_file.h"
#include "casefolder/repeats.h"
#include "crypto/digest.h"
#include "crypto/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define TEXT                                                                                   \
    "Zo\xC3\xAB met John Smith.\nJohn Smith's phone is 07700 900123. john smith left.\n"
enum { NOW = 1700000000 };

struct rig {
    char folder[32];
    struct arena *arena;
    struct case_folder *open;
    struct case_file file;
    struct case_marks marks;
};

static void must(enum err_code code, const struct err *err)
{
    if (code != ERR_OK) {
        fail_msg("%s (%s)", err->message, err->hint);
    }
}

static const char *path_of(struct rig *rig, const char *name)
{
    return arena_printf(rig->arena, "%s/%s", rig->folder, name);
}

static void reload(struct rig *rig)
{
    struct err err = {0};
    must(case_marks_of(rig->open, rig->arena, rig->file.id, &rig->marks, &err), &err);
}

/* "John Smith" of line 1 and the phone are marked by a tool: the rest repeats. */
static int set_up(void **state)
{
    static const struct str look_at[] = {{"PERSON", 6}};
    const struct case_doubt_rule rule = {900, 950, look_at, 1};
    struct rig *rig = calloc(1, sizeof *rig);
    struct err err = {0};
    size_t count;
    char hex[SHA256_HEX_SIZE];
    *state = rig;
    snprintf(rig->folder, sizeof rig->folder, "/tmp/policeai-test-XXXXXX");
    assert_non_null(mkdtemp(rig->folder));
    rig->arena = arena_new();
    must(file_write(path_of(rig, "a.txt"), STR(TEXT), 0600, &err), &err);
    must(case_open(&rig->open, rig->folder, &err), &err);
    must(case_files_scan(rig->open, NOW, &err), &err);
    must(case_files_next(rig->open, rig->arena, 1, &rig->file, &count, &err), &err);
    assert_int_equal(count, 1);
    const struct case_mark marks[] = {
        {.start = 42, .end = 54, .label = STR("PHONE"), .confidence = CONFIDENCE_UNKNOWN},
        {.start = 8, .end = 18, .label = STR("PERSON"), .confidence = CONFIDENCE_UNKNOWN}};
    struct sha256 digest = sha256_of(STR(TEXT));
    sha256_hex(hex, &digest);
    const struct case_answer answer = {.file = &rig->file,
                                       .sha256 = str_of(hex),
                                       .text = STR(TEXT),
                                       .tool = STR("test 1"),
                                       .marks = marks,
                                       .count = 2};
    must(case_marks_take(rig->open, &answer, &rule, NOW, &err), &err);
    must(case_cast_make(rig->open, &err), &err);
    reload(rig);
    return 0;
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

static enum err_code decide(struct rig *rig, size_t mark, const char *who, bool keep, bool all,
                            struct case_done *done, struct err *err)
{
    const struct case_choice choice = {.mark = rig->marks.items[mark].id,
                                       .seen = rig->marks.items[mark].last,
                                       .keep = keep,
                                       .all_alike = all,
                                       .who = str_of(who)};
    enum err_code code = case_decide(rig->open, &choice, NOW, done, err);
    return code;
}

static void test_marks__repeat_where_the_same_words_stand(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(rig->marks.count, 4);
    assert_true(str_is(rig->marks.items[0].text, "John Smith"));
    assert_true(str_is(rig->marks.items[0].source, "tool"));
    assert_true(str_is(rig->marks.items[1].text, "John Smith"));
    assert_true(str_is(rig->marks.items[1].source, "repeat"));
    assert_true(str_is(rig->marks.items[2].text, "07700 900123"));
    assert_true(str_is(rig->marks.items[3].text, "john smith"));
    assert_int_equal(rig->marks.items[3].line, 2);
    assert_int_equal(rig->marks.items[0].person, rig->marks.items[3].person);
    assert_true(str_is(rig->marks.items[2].link, "near"));
}

static void test_decision__is_refused_to_who_did_not_see_the_last(void **state)
{
    struct rig *rig = *state;
    struct case_done done;
    struct err err = {0};
    must(decide(rig, 0, "Ann", true, false, &done, &err), &err);
    assert_int_equal(decide(rig, 0, "Bob", false, false, &done, &err), ERR_CONFLICT);
    assert_non_null(strstr(err.message, "Ann"));
    reload(rig);
    assert_true(str_is(rig->marks.items[0].verdict, "keep"));
    assert_int_equal(rig->marks.items[0].readers, 1);
}

static void test_decision__of_two_readers_that_differ_is_disputed_until_they_agree(void **state)
{
    struct rig *rig = *state;
    struct case_done done;
    struct err err = {0};
    must(decide(rig, 0, "Ann", true, false, &done, &err), &err);
    reload(rig);
    assert_true(case_mark_is_doubt(&rig->marks.items[0], 2));
    must(decide(rig, 0, "Bob", false, false, &done, &err), &err);
    reload(rig);
    assert_true(str_is(rig->marks.items[0].verdict, "disputed"));
    assert_true(case_mark_is_doubt(&rig->marks.items[0], 1));
    must(decide(rig, 0, "Ann", false, false, &done, &err), &err);
    reload(rig);
    assert_true(str_is(rig->marks.items[0].verdict, "redact"));
    assert_int_equal(rig->marks.items[0].readers, 2);
    assert_false(case_mark_is_doubt(&rig->marks.items[0], 2));
}

static void test_all_alike__leaves_what_somebody_decided(void **state)
{
    struct rig *rig = *state;
    struct case_done done;
    struct err err = {0};
    must(decide(rig, 1, "Ann", true, false, &done, &err), &err);
    must(decide(rig, 0, "Bob", false, true, &done, &err), &err);
    assert_int_equal(done.marks, 2);
    assert_int_equal(done.left, 1);
    reload(rig);
    assert_true(str_is(rig->marks.items[1].verdict, "keep"));
    assert_true(str_is(rig->marks.items[3].verdict, "redact"));
}

static void test_undo__takes_back_a_whole_act_of_ones_own(void **state)
{
    struct rig *rig = *state;
    struct case_done done;
    struct case_done undone;
    struct err err = {0};
    must(decide(rig, 0, "Ann", false, true, &done, &err), &err);
    assert_int_equal(case_undo(rig->open, done.act, STR("Bob"), NOW, &undone, &err),
                     ERR_DENIED);
    must(case_undo(rig->open, 0, STR("Ann"), NOW, &undone, &err), &err);
    assert_int_equal(undone.marks, 3);
    reload(rig);
    assert_int_equal(rig->marks.items[0].verdict.n, 0);
    assert_int_equal(case_undo(rig->open, done.act, STR("Ann"), NOW, &undone, &err),
                     ERR_CONFLICT);
}

static void test_decision__without_a_name_is_refused(void **state)
{
    struct case_done done;
    struct err err = {0};
    assert_int_equal(decide(*state, 0, "", true, false, &done, &err), ERR_INVALID);
}

static void edit_audit(struct rig *rig, char from, char to)
{
    struct str text;
    const char *path = path_of(rig, CASE_PRIVATE "/audit.jsonl");
    struct err err = {0};
    must(file_read(rig->arena, path, 1 << 20, &text, &err), &err);
    char *bytes = arena_strndup(rig->arena, text.p, text.n);
    char *at = strchr(bytes, from);
    assert_non_null(at);
    *at = to;
    must(file_write(path, str_n(bytes, text.n), 0600, &err), &err);
}

static void test_audit__that_was_edited_is_refused_by_its_line(void **state)
{
    struct rig *rig = *state;
    struct err err = {0};
    case_close(rig->open);
    rig->open = NULL;
    edit_audit(rig, 't', 'T');
    assert_int_equal(case_open(&rig->open, rig->folder, &err), ERR_CONFLICT);
    assert_non_null(strstr(err.message, "line 1"));
}

static void test_audit__cut_by_a_crash_is_made_whole(void **state)
{
    struct rig *rig = *state;
    const char *path = path_of(rig, CASE_PRIVATE "/audit.jsonl");
    struct str before;
    struct str after;
    struct err err = {0};
    case_close(rig->open);
    rig->open = NULL;
    must(file_read(rig->arena, path, 1 << 20, &before, &err), &err);
    assert_int_equal(truncate(path, (off_t)before.n - 7), 0);
    must(case_open(&rig->open, rig->folder, &err), &err);
    must(file_read(rig->arena, path, 1 << 20, &after, &err), &err);
    assert_true(str_eq(before, after));
}

static void test_file__that_changed_is_said_and_not_used(void **state)
{
    struct rig *rig = *state;
    struct case_file file;
    struct str text;
    struct err err = {0};
    must(case_file_lookup(rig->open, rig->arena, rig->file.id, &file, &err), &err);
    must(file_write(path_of(rig, "a.txt"), STR("other words"), 0600, &err), &err);
    assert_int_equal(case_file_text(rig->open, rig->arena, &file, &text, &err), ERR_CONFLICT);
    must(case_files_scan(rig->open, NOW, &err), &err);
    must(case_file_lookup(rig->open, rig->arena, rig->file.id, &file, &err), &err);
    assert_true(str_is(file.state, "changed"));
    assert_int_equal(unlink(path_of(rig, "a.txt")), 0);
    must(case_files_scan(rig->open, NOW, &err), &err);
    must(case_file_lookup(rig->open, rig->arena, rig->file.id, &file, &err), &err);
    assert_true(str_is(file.state, "gone"));
}

static enum err_code order(struct rig *rig, const char *role, const char *reason,
                           struct err *err)
{
    const struct case_order order = {.recipient = STR("public"),
                                     .who = STR("Ann"),
                                     .role = str_of(role),
                                     .reason = str_of(reason)};
    int64_t doubts;
    return case_handover_order(rig->open, &order, 1, NOW, &doubts, err);
}

static struct str read_made(struct rig *rig, const char *name)
{
    struct str text;
    struct err err = {0};
    const char *path =
        path_of(rig, arena_printf(rig->arena, CASE_PRIVATE "/handover/0001-public/%s", name));
    must(file_read(rig->arena, path, 1 << 20, &text, &err), &err);
    return text;
}

static bool says(struct str text, const char *words)
{
    return str_find(text, str_of(words)) != SIZE_MAX;
}

static void test_handover__with_open_doubts_needs_a_role_and_a_reason(void **state)
{
    struct rig *rig = *state;
    struct err err = {0};
    assert_int_equal(order(rig, "", "", &err), ERR_INVALID);
    assert_int_equal(order(rig, "DC", "", &err), ERR_INVALID);
    assert_non_null(strstr(err.message, "3 doubts"));
    must(order(rig, "DC", "court at nine", &err), &err);
}

static void test_handover__hides_logs_and_leaves_the_file_alone(void **state)
{
    struct rig *rig = *state;
    struct str original;
    bool found;
    struct err err = {0};
    must(order(rig, "DC", "court at nine", &err), &err);
    must(case_handover_make(rig->open, PAI_SOURCE_DIR "/reference", NULL, NOW, &found, &err),
         &err);
    assert_true(found);
    struct str redacted = read_made(rig, "files/a.txt.redacted.txt");
    assert_true(
        str_eq(redacted, STR("Zo\xC3\xAB met [PERSON 1].\n[PERSON 1]'s phone is [PHONE]. "
                             "[PERSON 1] left.\n")));
    struct str log = read_made(rig, "log.csv");
    assert_true(says(log, "a.txt,,2,23,PHONE,PHONE,C,"));
    assert_false(says(log, "07700"));
    assert_false(says(log, "Smith"));
    struct str cover = read_made(rig, "cover-sheet.txt");
    assert_true(says(cover, "court at nine"));
    assert_true(says(read_made(rig, "schedule.csv"), "a.txt,redacted,"));
    must(file_read(rig->arena, path_of(rig, "a.txt"), 1 << 20, &original, &err), &err);
    assert_true(str_eq(original, STR(TEXT)));
}

static void test_handover__of_a_changed_file_fails_and_leaves_nothing(void **state)
{
    struct rig *rig = *state;
    const char **names;
    struct case_order *orders;
    size_t count;
    bool found;
    struct err err = {0};
    must(order(rig, "DC", "court at nine", &err), &err);
    must(file_write(path_of(rig, "a.txt"), STR("other words"), 0600, &err), &err);
    must(case_handover_make(rig->open, PAI_SOURCE_DIR "/reference", NULL, NOW, &found, &err),
         &err);
    must(file_list(rig->arena, path_of(rig, CASE_PRIVATE "/handover"), &names, &count, &err),
         &err);
    assert_int_equal(count, 0);
    must(case_handover_list(rig->open, rig->arena, &orders, &count, &err), &err);
    assert_true(str_is(orders[0].state, "failed"));
}

static void test_redacted_file__makes_one_of_what_overlaps(void **state)
{
    struct hidden_place places[] = {{.start = 1, .end = 4, .words = STR("A")},
                                    {.start = 3, .end = 6, .words = STR("B")},
                                    {.start = 6, .end = 7, .words = STR("A")}};
    struct strbuf out;
    (void)state;
    strbuf_init(&out, 1000);
    redacted_file_write(&out, STR("x1234567y"), places, 3);
    assert_string_equal(out.p, "x[A+B][A]7y");
    assert_int_equal(places[1].column, 2);
    strbuf_release(&out);
}

static void test_repeats__are_whole_words(void **state)
{
    struct rig *rig = *state;
    struct repeat_span *found;
    const struct str words[] = {STR("Ann Lee")};
    size_t count = repeats_find(rig->arena, STR("ann  LEE, Joann Lee, Ann Leeds, ANN LEE"),
                                words, 1, NULL, 0, 10, &found);
    assert_int_equal(count, 2);
    assert_int_equal(found[0].start, 0);
    assert_int_equal(found[1].start, 32);
}

static void test_policies__that_ship_can_be_read(void **state)
{
    struct rig *rig = *state;
    struct case_policy *policies;
    struct case_review_rule rule;
    size_t count;
    struct err err = {0};
    must(case_policy_list(rig->arena, PAI_SOURCE_DIR "/reference", &policies, &count, &err),
         &err);
    assert_int_equal(count, 5);
    must(case_review_rule_read(rig->arena, PAI_SOURCE_DIR "/reference", &rule, &err), &err);
    for (size_t i = 0; i < count; i++) { /* what no rule names is hidden */
        assert_false(case_policy_act(&policies[i], STR("unknown"), STR("no-such-label")).keep);
        assert_false(case_policy_act(&policies[i], STR("unknown"), STR("PERSON")).keep);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_marks__repeat_where_the_same_words_stand),
        TEST(test_decision__is_refused_to_who_did_not_see_the_last),
        TEST(test_decision__of_two_readers_that_differ_is_disputed_until_they_agree),
        TEST(test_all_alike__leaves_what_somebody_decided),
        TEST(test_undo__takes_back_a_whole_act_of_ones_own),
        TEST(test_decision__without_a_name_is_refused),
        TEST(test_audit__that_was_edited_is_refused_by_its_line),
        TEST(test_audit__cut_by_a_crash_is_made_whole),
        TEST(test_file__that_changed_is_said_and_not_used),
        TEST(test_handover__with_open_doubts_needs_a_role_and_a_reason),
        TEST(test_handover__hides_logs_and_leaves_the_file_alone),
        TEST(test_handover__of_a_changed_file_fails_and_leaves_nothing),
        TEST(test_redacted_file__makes_one_of_what_overlaps),
        TEST(test_repeats__are_whole_words),
        TEST(test_policies__that_ship_can_be_read),
    };
    crypto_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
