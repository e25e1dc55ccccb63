/* Disclosing: the value that was withheld is shown once its salt proves it, and only then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "registry/entries.h"
#include "registry/openings.h"
#include "registry/withheld_values.h"
#include "support/keeper_place.h"

#include <stdlib.h>
#include <string.h>

#define SUBJECT "00112233445566778899aabbccddeeff"
#define REASONS                                                                                \
    "\"decided_by\":\"r\",\"harm\":\"h\",\"public_interest\":\"p\",\"review\":\"2027-01-01\"," \
    "\"section\":\"31(1)(a)\""

static struct db *db; /* public.db of the place */

static int set_up(void **state)
{
    int code = keeper_place_set_up(state);
    struct keeper_place *place = *state;
    must(place, db_open(&db, place->dir.public_db, DB_READ, &place->err));
    return code;
}

static int tear_down(void **state)
{
    db_close(db);
    return keeper_place_tear_down(state);
}

static const char *append(struct keeper_place *place, const char *type, const char *subject,
                          const char *body)
{
    struct keeper_receipt receipt;
    struct keeper_entry entry = {
        .type = str_of(type), .subject = subject, .body = str_of(body)};
    must(place, keep_append(place->keeper, place->arena, LOG_PUBLIC, &entry, 1, &receipt,
                            &place->err));
    return arena_strdup(place->arena, receipt.id);
}

static const char *deploy(struct keeper_place *place, const char *threshold)
{
    return append(place, "deployment.described/1", SUBJECT,
                  arena_printf(place->arena,
                               "{\"fields\":{\"name\":\"Sample\",\"threshold\":{\"withhold\":{"
                               "%s}}},\"forces\":[\"sample-force\"],\"organisation\":"
                               "\"sample-force\",\"stage\":\"pilot\",\"tools\":[{\"tool\":{"
                               "\"kind\":\"declared\",\"product\":\"p\",\"supplier\":\"s\","
                               "\"version\":\"1\"}}],\"vocabulary\":\"deployment-fields/1\"}",
                               threshold));
}

static enum err_code compose(struct keeper_place *place, struct str *body, size_t *versions)
{
    struct str gaps;
    must(place, keep_gaps(place->keeper, place->arena, STR(SUBJECT), &gaps, &place->err));
    return openings_compose(place->arena, gaps, STR("/fields/threshold"), body, versions,
                            &place->err);
}

static size_t opened(struct keeper_place *place, const char *id, struct opened_value **list)
{
    size_t count;
    must(place, openings_of(db, place->arena, str_of(id), list, &count, &place->err));
    return count;
}

static void test_openings__the_same_value_is_opened_in_every_version_that_held_it(void **state)
{
    struct keeper_place *place = *state;
    struct opened_value *list;
    struct str body;
    size_t versions;
    const char *other = deploy(place, REASONS ",\"value\":\"0.4\"");
    const char *first = deploy(place, REASONS ",\"value\":\"0.6\"");
    const char *second = deploy(place, REASONS ",\"value\":\"0.6\"");
    must(place, compose(place, &body, &versions));
    assert_int_equal(versions, 2);
    const char *by =
        append(place, "gap.opened/1", NULL, arena_strndup(place->arena, body.p, body.n));
    assert_int_equal(opened(place, other, &list), 0);
    assert_int_equal(opened(place, first, &list), 1);
    assert_int_equal(opened(place, second, &list), 1);
    assert_true(js_is(list[0].value, "0.6"));
    assert_true(str_is(list[0].opened_by, by));
    assert_true(str_is(list[0].pointer, "/fields/threshold"));
}

static void test_openings__the_private_harm_is_told_here_and_not_published(void **state)
{
    struct keeper_place *place = *state;
    struct str body;
    struct str gaps;
    struct str harm;
    size_t versions;
    deploy(place, REASONS ",\"private_harm\":\"It would tell where.\",\"value\":\"0.6\"");
    must(place, compose(place, &body, &versions));
    assert_true(str_find(body, STR("0.6")) != SIZE_MAX);
    assert_true(str_find(body, STR("harm")) == SIZE_MAX);
    must(place, keep_gaps(place->keeper, place->arena, STR(SUBJECT), &gaps, &place->err));
    must(place, openings_private_harm(place->arena, gaps, STR("/fields/threshold"), &harm,
                                      &place->err));
    assert_true(str_is(harm, "It would tell where."));
}

static void test_openings__what_is_withheld_is_read_back_with_its_private_harm(void **state)
{
    struct keeper_place *place = *state;
    struct registry_entries heads;
    struct withheld_value *list;
    struct str gaps;
    size_t count;
    deploy(place, REASONS ",\"private_harm\":\"Older.\",\"value\":\"0.5\"");
    deploy(place, REASONS ",\"private_harm\":\"It would tell where.\",\"value\":\"0.6\"");
    must(place, registry_versions(db, place->arena, STR(SUBJECT), &heads, &place->err));
    must(place, keep_gaps(place->keeper, place->arena, STR(SUBJECT), &gaps, &place->err));
    must(place, withheld_values(place->arena, &heads.list[heads.count - 1], gaps, &list, &count,
                                &place->err));
    assert_int_equal(count, 1);
    assert_true(str_is(list[0].pointer, "/fields/threshold"));
    assert_true(str_is(list[0].private_harm, "It would tell where."));
    assert_true(js_is(list[0].value, "0.6"));
    assert_true(js_is(js_member(list[0].gap, "harm"), "h"));
    assert_int_equal(
        withheld_values(place->arena, &heads.list[0], STR("[]"), &list, &count, &place->err),
        ERR_DENIED);
}

static void test_openings__another_value_than_the_one_committed_to_is_not_shown(void **state)
{
    struct keeper_place *place = *state;
    struct opened_value *list;
    struct str body;
    size_t versions;
    const char *id = deploy(place, REASONS ",\"value\":\"0.6\"");
    must(place, compose(place, &body, &versions));
    char *changed = arena_strndup(place->arena, body.p, body.n);
    strstr(changed, "0.6")[2] = '9';
    append(place, "gap.opened/1", NULL, changed);
    assert_int_equal(opened(place, id, &list), 0);
    append(place, "gap.opened/1", NULL, arena_strndup(place->arena, body.p, body.n));
    assert_int_equal(opened(place, id, &list), 1);
}

static void test_openings__nothing_held_is_nothing_to_disclose(void **state)
{
    struct keeper_place *place = *state;
    struct str body;
    size_t versions;
    assert_int_equal(compose(place, &body, &versions), ERR_NOT_FOUND);
    deploy(place, "\"ncnd\":\"capability\"");
    assert_int_equal(compose(place, &body, &versions), ERR_DENIED);
}

/* The entry itself is there all the same. */
static void test_openings__a_withheld_field_stays_a_gap_in_its_entry(void **state)
{
    struct keeper_place *place = *state;
    struct registry_entries heads;
    deploy(place, REASONS ",\"value\":\"0.6\"");
    must(place, registry_heads(db, place->arena, STR(SUBJECT), &heads, &place->err));
    assert_int_equal(heads.count, 1);
    assert_false(heads.list[0].confirmed);
    assert_true(str_is(heads.list[0].title, "Sample"));
    assert_true(str_find(heads.list[0].text, STR("\"withheld\"")) != SIZE_MAX);
    assert_true(str_find(heads.list[0].text, STR("0.6")) == SIZE_MAX);
    must(place, registry_naming(db, place->arena, STR("sample-force"), "deployment.described/1",
                                &heads, &place->err));
    assert_int_equal(heads.count, 1);
    must(place, registry_by(db, place->arena, STR("other-force"), "deployment.described/1",
                            &heads, &place->err));
    assert_int_equal(heads.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_openings__the_same_value_is_opened_in_every_version_that_held_it, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            test_openings__another_value_than_the_one_committed_to_is_not_shown, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            test_openings__the_private_harm_is_told_here_and_not_published, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_openings__what_is_withheld_is_read_back_with_its_private_harm, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(test_openings__nothing_held_is_nothing_to_disclose,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_openings__a_withheld_field_stays_a_gap_in_its_entry, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
