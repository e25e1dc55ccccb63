/* The forces by date, over a real data folder: two merge, one is divided, one is renamed, the
 * centre moves to a body that no list has; old addresses answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/site_place.h"

enum { NOW = 1790000000 }; /* 2026-09-21 */

static struct keeper_place *place;

static void named(const char *id, const char *date, const char *kind, const char *name)
{
    keeper_place_say(
        place, "organisation.named/1", NULL,
        arena_printf(
            place->arena,
            "{\"date\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\",\"organisation\":\"%s\"}", date,
            kind, name, id));
}

static void succeeded(const char *id, const char *date, const char *successors)
{
    keeper_place_say(
        place, "organisation.succeeded/1", NULL,
        arena_printf(place->arena,
                     "{\"date\":\"%s\",\"organisation\":\"%s\",\"successors\":[%s]}", date, id,
                     successors));
}

static int start(void **state)
{
    (void)state;
    place = keeper_place_begin((struct keeper_settings){.clock = {true, NOW - 86400},
                                                        .origin = "register.invalid/forces",
                                                        .organisation = "sample-centre"});
    named("sample-centre", "2026-01-01", "national body", "Sample Centre");
    named("mercian", "2026-04-01", "territorial force", "Mercian Sample Police");
    succeeded("west-mercia", "2026-04-01", "\"mercian\"");
    succeeded("warwickshire", "2026-04-01", "\"mercian\"");
    succeeded("sussex", "2026-06-01", "\"east-sample\",\"west-sample\"");
    named("east-sample", "2026-06-01", "territorial force", "East Sample Police");
    named("west-sample", "2026-06-01", "territorial force", "West Sample Police");
    named("kent", "2026-05-01", "territorial force", "Sample Kent Police");
    named("national-sample", "2027-01-01", "national body", "National Sample Service");
    succeeded("sample-centre", "2027-01-01", "\"national-sample\"");
    site_place_show(place, NOW);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    site_place_close();
    keeper_place_end(place);
    return 0;
}

static const struct js *find(const struct js *list, const char *id)
{
    for (size_t i = 0; i < list->array.count; i++) {
        if (str_is(js_member(&list->array.items[i], "id")->string, id)) {
            return &list->array.items[i];
        }
    }
    return NULL;
}

static size_t count_on(const char *date)
{
    const struct js *data = data_of("/forces", arena_printf(place->arena, "on=%s", date));
    return js_member(data, "forces")->array.count;
}

static void test_forces__follow_the_register_on_a_date(void **state)
{
    (void)state;
    assert_int_equal(count_on("2026-03-31"), 43);
    assert_int_equal(count_on("2026-04-01"), 42); /* two became one */
    assert_int_equal(count_on("2026-06-01"), 43); /* one became two */
    assert_int_equal(js_member(data_of("/forces", ""), "forces")->array.count, 43);
    const struct js *then = data_of("/forces", "on=2026-04-30");
    const struct js *forces = js_member(then, "forces");
    assert_null(find(forces, "warwickshire"));
    assert_non_null(find(forces, "mercian"));
    assert_non_null(find(js_member(then, "former"), "warwickshire"));
    assert_true(str_is(js_member(find(forces, "kent"), "name")->string, "Kent Police"));
    forces = js_member(data_of("/forces", "on=2026-05-01"), "forces");
    assert_true(str_is(js_member(find(forces, "kent"), "name")->string, "Sample Kent Police"));
    assert_true(holds("/forces", "on=2026-02-30", "That is not a date"));
}

static void test_forces__an_old_address_answers_and_leads_on(void **state)
{
    (void)state;
    assert_true(holds("/forces/warwickshire", "",
                      "Warwickshire Police became Mercian Sample Police on 1 April 2026."));
    assert_true(holds("/forces/warwickshire", "", "href=\"/forces/mercian\""));
    assert_true(holds("/forces/mercian", "", "href=\"/forces/warwickshire\""));
    assert_true(holds("/forces/sussex", "", "Sussex Police was divided on 1 June 2026."));
    assert_true(holds("/forces/sussex", "", "href=\"/forces/west-sample\""));
    assert_int_equal(ask("/forces/none", "").status, 404);
}

static void test_forces__what_is_still_to_come_is_told_and_then_comes(void **state)
{
    (void)state;
    struct site_answer answer = ask("/forces/sample-centre", "");
    assert_true(holds("/forces/sample-centre", "",
                      "Sample Centre becomes National Sample Service on 1 January 2027."));
    assert_int_equal(answer.valid_until, 1798761600); /* 2027-01-01: the page changes then */
    assert_true(holds("/forces/national-sample", "", "has not begun yet"));
    const struct js *then = data_of("/forces", "on=2027-01-01");
    const struct js *heir = find(js_member(then, "others"), "national-sample");
    assert_int_equal(js_member(heir, "statements")->integer, 10); /* the centre's are its now */
    then = data_of("/forces", "on=2026-12-31");
    assert_null(find(js_member(then, "others"), "national-sample"));
    heir = find(js_member(then, "others"), "sample-centre");
    assert_int_equal(js_member(heir, "statements")->integer, 10);
}

static void test_forces__a_date_before_the_log_has_no_statements(void **state)
{
    (void)state;
    const struct js *then = data_of("/forces", "on=2026-09-01");
    const struct js *centre = find(js_member(then, "others"), "sample-centre");
    assert_non_null(centre);
    assert_null(js_member(centre, "statements"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forces__follow_the_register_on_a_date),
        cmocka_unit_test(test_forces__an_old_address_answers_and_leads_on),
        cmocka_unit_test(test_forces__what_is_still_to_come_is_told_and_then_comes),
        cmocka_unit_test(test_forces__a_date_before_the_log_has_no_statements),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
