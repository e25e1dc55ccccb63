/* What may be withheld, by which rule; what neither-confirm-nor-deny hides. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "registry/disclosure.h"

#include "crypto/canon.h"
#include "crypto/random.h"
#include "record/gap_seal.h"

#include <stdlib.h>
#include <string.h>

#define REFERENCE PAI_SOURCE_DIR "/reference"
#define TODAY "2026-11-29"

struct room {
    struct arena *arena;
    struct disclosure_policy policy;
    struct vocabulary vocabulary;
    struct err err;
};

static int set_up(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    room->arena = arena_new();
    crypto_start();
    assert_int_equal(disclosure_load(room->arena, REFERENCE, &room->policy, &room->err),
                     ERR_OK);
    assert_int_equal(vocabulary_load(room->arena, REFERENCE, "deployment-fields",
                                     &room->vocabulary, &room->err),
                     ERR_OK);
    *state = room;
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    arena_free(room->arena);
    free(room);
    return 0;
}

static const struct js *parse(struct room *room, const char *text)
{
    struct js *value;
    if (js_parse(room->arena, str_of(text), &value, &room->err) != ERR_OK) {
        fail_msg("%s: %s", room->err.message, text);
    }
    return value;
}

static enum err_code check(struct room *room, const char *field, const char *reasons)
{
    const char *body =
        arena_printf(room->arena, "{\"fields\":{\"%s\":{\"withhold\":{%s,\"value\":\"v\"}}}}",
                     field, reasons);
    return disclosure_check(&room->policy, &room->vocabulary, parse(room, body), STR(TODAY),
                            &room->err);
}

#define BY "\"decided_by\":\"r\",\"harm\":\"h\","
#define TEST "\"public_interest\":\"p\","

static void test_disclosure__reasons_follow_the_section(void **state)
{
    struct room *room = *state;
    static const struct {
        const char *field;
        const char *reasons;
        bool good;
    } cases[] = {
        {"threshold", BY TEST "\"review\":\"2027-06-01\",\"section\":\"31(1)(a)\"", true},
        {"threshold", BY "\"review\":\"2027-06-01\",\"section\":\"31(1)(a)\"", false},
        {"threshold", BY "\"review\":\"2027-06-01\",\"section\":\"23\"", true},
        {"threshold", BY TEST "\"review\":\"2027-06-01\",\"section\":\"23\"", false},
        {"threshold", BY TEST "\"review\":\"2027-06-01\",\"section\":\"12\"", false},
        {"threshold", BY TEST "\"review\":\"2027-06-01\",\"section\":\"3\"", false},
        {"threshold", BY TEST "\"review\":\"" TODAY "\",\"section\":\"31\"", false},
        {"threshold", BY TEST "\"review\":\"2028-11-29\",\"section\":\"31\"", true},
        {"threshold", BY TEST "\"review\":\"2028-11-30\",\"section\":\"31\"", false},
        {"threshold", BY TEST "\"review\":\"soon\",\"section\":\"31\"", false},
        {"purpose", BY TEST "\"review\":\"2027-06-01\",\"section\":\"31(1)(a)\"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool taken = check(room, cases[i].field, cases[i].reasons) == ERR_OK;
        if (taken != cases[i].good) {
            fail_msg("%s %s: %s", cases[i].field, cases[i].reasons,
                     taken ? "taken" : room->err.message);
        }
    }
}

static struct registry_entries history(struct room *room, const char *first, const char *second)
{
    struct registry_entry *list = arena_zalloc(room->arena, 2 * sizeof *list);
    list[0] =
        (struct registry_entry){.id = STR("1111111111111111"), .body = parse(room, first)};
    list[1] =
        (struct registry_entry){.id = STR("2222222222222222"), .body = parse(room, second)};
    return (struct registry_entries){list, 2};
}

static void test_disclosure__what_was_public_is_not_withheld_afterwards(void **state)
{
    struct room *room = *state;
    struct registry_entries shown =
        history(room, "{\"fields\":{\"threshold\":\"0.6\"}}", "{\"fields\":{}}");
    struct registry_entries hidden =
        history(room, "{\"fields\":{\"threshold\":{\"withheld\":{\"section\":\"31\"}}}}",
                "{\"fields\":{}}");
    const struct js *now =
        parse(room, "{\"fields\":{\"threshold\":{\"withhold\":{\"value\":\"0.6\"}}}}");
    assert_int_equal(disclosure_not_public(&shown, now, &room->err), ERR_DENIED);
    assert_non_null(strstr(room->err.message, "/fields/threshold"));
    assert_non_null(strstr(room->err.message, "111111111111"));
    assert_int_equal(disclosure_not_public(&hidden, now, &room->err), ERR_OK);
}

static void test_disclosure__what_is_withheld_stands_nowhere_else_in_the_body(void **state)
{
    struct room *room = *state;
    static const struct {
        const char *body;
        const char *place; /* NULL: fine */
    } cases[] = {
        {"{\"fields\":{\"threshold\":{\"withhold\":{\"value\":\"0.64\"}}},\"tools\":[{"
         "\"parameters\":{"
         "\"threshold\":\"0.64\"}}]}",
         "/tools/parameters/threshold"},
        {"{\"fields\":{\"where_used\":{\"withhold\":{\"value\":\"Mill "
         "Lane\"}},\"summary\":\"used in "
         "MILL LANE\"}}",
         "/fields/summary"},
        {"{\"fields\":{\"cost\":[{\"item\":\"a\",\"pounds\":{\"withhold\":{\"value\":14000}}}],"
         "\"summary\":\"for 14000 pounds\"}}",
         "/fields/summary"},
        {"{\"fields\":{\"watch_list\":{\"withhold\":{\"value\":[\"ab\",\"wanted\"]}},"
         "\"summary\":"
         "\"ab\"}}",
         NULL},
        {"{\"fields\":{\"a\":{\"withhold\":{\"value\":\"same\"}},\"b\":{\"withhold\":{"
         "\"value\":"
         "\"same\"}}}}",
         NULL},
        {"{\"fields\":{\"a\":{\"withhold\":{\"harm\":\"Who knows of Mill Lane avoids it.\","
         "\"value\":\"Mill Lane\"}}}}",
         "/fields/a/harm"},
        {"{\"fields\":{\"a\":{\"withhold\":{\"harm\":\"It could be avoided.\",\"private_harm\":"
         "\"at Mill Lane\",\"value\":\"x\"}},\"b\":\"Used at Mill Lane.\"}}",
         "/fields/a/private_harm"},
        {"{\"fields\":{\"a\":{\"withhold\":{\"harm\":\"The same.\",\"private_harm\":\"The "
         "same.\",\"value\":\"x\"}}}}",
         "/fields/a/private_harm"},
        {"{\"fields\":{\"a\":{\"withhold\":{\"harm\":\"It could be avoided.\",\"private_harm\":"
         "\"Mill Lane would be avoided.\",\"value\":\"Mill Lane\"}}}}",
         NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum err_code code =
            disclosure_not_elsewhere(room->arena, parse(room, cases[i].body), &room->err);
        assert_int_equal(code, cases[i].place != NULL ? ERR_INVALID : ERR_OK);
        if (cases[i].place != NULL) {
            assert_non_null(strstr(room->err.message, cases[i].place));
        }
    }
}

/* As published, every commitment blotted out. */
static struct str published(struct room *room, const char *body)
{
    static const char mark[] = "\"commitment\":\"";
    const struct js *classes = parse(room, "[\"capability\"]");
    struct sealed_body sealed;
    struct str out;
    struct str canonical;
    assert_int_equal(disclosure_ncnd(room->arena, &room->vocabulary, classes, parse(room, body),
                                     &out, &room->err),
                     ERR_OK);
    assert_int_equal(canon_of(room->arena, out, &canonical, &room->err), ERR_OK);
    assert_int_equal(gap_seal(room->arena, STR("00112233445566778899aabbccddeeff"),
                              STR("deployment.described/1"), canonical, &sealed, &room->err),
                     ERR_OK);
    char *text = arena_strndup(room->arena, sealed.body.p, sealed.body.n);
    for (char *at = text; (at = strstr(at, mark)) != NULL;) {
        at += sizeof mark - 1;
        memset(at, '-', 64);
    }
    return str_of(text);
}

static void
test_disclosure__a_record_with_and_one_without_are_told_apart_by_nothing(void **state)
{
    struct room *room = *state;
    struct str without = published(room, "{\"fields\":{\"name\":\"A\"},\"stage\":\"pilot\"}");
    struct str with = published(
        room, "{\"fields\":{\"name\":\"A\",\"threshold\":\"0.61\",\"watch_list\":\"wanted\","
              "\"scope\":[\"a\",\"b\"],\"where_used\":{\"withhold\":{\"section\":\"31\","
              "\"private_harm\":\"raids\",\"value\":\"stations\"}}},\"stage\":\"pilot\"}");
    assert_true(str_eq(with, without));
    assert_true(str_find(with, STR("\"ncnd\":\"capability\"")) != SIZE_MAX);
    assert_true(str_find(with, STR("\"name\":\"A\"")) != SIZE_MAX);
}

static void test_disclosure__a_change_nobody_may_tell_makes_no_statement(void **state)
{
    struct room *room = *state;
    const struct js *before =
        parse(room, "{\"fields\":{\"name\":\"A\",\"threshold\":{\"withheld\":{\"commitment\":"
                    "\"c\",\"ncnd\":\"capability\"}}}}");
    static const struct {
        const char *body;
        bool same;
    } cases[] = {
        {"{\"fields\":{\"threshold\":{\"withhold\":{\"ncnd\":\"capability\",\"value\":\"1\"}},"
         "\"name\":\"A\"}}",
         true},
        {"{\"fields\":{\"threshold\":{\"withhold\":{\"ncnd\":\"capability\"}},\"name\":\"A\"}}",
         true},
        {"{\"fields\":{\"threshold\":{\"withhold\":{\"ncnd\":\"data\"}},\"name\":\"A\"}}",
         false},
        {"{\"fields\":{\"threshold\":{\"withhold\":{\"ncnd\":\"capability\"}},\"name\":\"B\"}}",
         false},
        {"{\"fields\":{\"threshold\":\"1\",\"name\":\"A\"}}", false},
        {"{\"fields\":{\"name\":\"A\"}}", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (disclosure_same(before, parse(room, cases[i].body)) != cases[i].same) {
            fail_msg("case %zu", i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_disclosure__reasons_follow_the_section, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            test_disclosure__what_was_public_is_not_withheld_afterwards, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_disclosure__what_is_withheld_stands_nowhere_else_in_the_body, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            test_disclosure__a_record_with_and_one_without_are_told_apart_by_nothing, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            test_disclosure__a_change_nobody_may_tell_makes_no_statement, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
