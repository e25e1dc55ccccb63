/* The forces by date, over a real data folder: two merge, one is divided, one is renamed, the
 * centre moves to a body that no list has; old addresses answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/json.h"
#include "crypto/random.h"
#include "record/keeper_client.h"
#include "record/keeper.h"
#include "web/site.h"

#include <stdlib.h>

enum { NOW = 1790000000 }; /* 2026-09-21 */

static struct arena *arena;
static struct datadir dir;
static struct err err;
static struct site *site;

static void must(enum err_code code)
{
    if (code != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

static void say(struct keeper *keeper, const char *type, const char *body)
{
    struct keeper_receipt receipt;
    struct keeper_entry entry = {.type = str_of(type), .body = str_of(body)};
    must(keep_append(keeper, arena, 0, &entry, 1, &receipt, &err));
}

static void named(struct keeper *keeper, const char *id, const char *date, const char *kind,
                  const char *name)
{
    say(keeper, "organisation.named/1",
        arena_printf(
            arena, "{\"date\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\",\"organisation\":\"%s\"}",
            date, kind, name, id));
}

static void succeeded(struct keeper *keeper, const char *id, const char *date,
                      const char *successors)
{
    say(keeper, "organisation.succeeded/1",
        arena_printf(arena, "{\"date\":\"%s\",\"organisation\":\"%s\",\"successors\":[%s]}",
                     date, id, successors));
}

static int start(void **state)
{
    char folder[] = "/tmp/policeai-forces-XXXXXX";
    struct keeper *keeper;
    struct keeper_settings settings = {.clock = {true, NOW - 86400},
                                       .origin = "register.invalid/forces",
                                       .organisation = "sample-centre"};
    (void)state;
    crypto_start();
    arena = arena_new();
    if (mkdtemp(folder) == NULL || datadir_at(arena, folder, &dir, &err) != ERR_OK) {
        return 1;
    }
    must(keeper_open(&keeper, &dir, &settings, &err));
    named(keeper, "sample-centre", "2026-01-01", "national body", "Sample Centre");
    named(keeper, "mercian", "2026-04-01", "territorial force", "Mercian Sample Police");
    succeeded(keeper, "west-mercia", "2026-04-01", "\"mercian\"");
    succeeded(keeper, "warwickshire", "2026-04-01", "\"mercian\"");
    succeeded(keeper, "sussex", "2026-06-01", "\"east-sample\",\"west-sample\"");
    named(keeper, "east-sample", "2026-06-01", "territorial force", "East Sample Police");
    named(keeper, "west-sample", "2026-06-01", "territorial force", "West Sample Police");
    named(keeper, "kent", "2026-05-01", "territorial force", "Sample Kent Police");
    named(keeper, "national-sample", "2027-01-01", "national body", "National Sample Service");
    succeeded(keeper, "sample-centre", "2027-01-01", "\"national-sample\"");
    keeper_close(keeper);
    struct site_plan plan = {.public_db = dir.public_db,
                             .reference = PAI_SOURCE_DIR "/reference",
                             .clock = {true, NOW}};
    must(site_open(&site, &plan, &err));
    return 0;
}

static int stop(void **state)
{
    (void)state;
    site_close(site);
    enum err_code code = file_remove_tree(dir.root, &err);
    arena_free(arena);
    return code != ERR_OK;
}

static struct site_answer ask(const char *path, const char *query)
{
    struct site_request request = {str_of(path), str_of(query)};
    struct site_answer answer;
    site_respond(site, arena, &request, &answer, &err);
    return answer;
}

static const struct js *data_of(const char *path, const char *query)
{
    struct js *value;
    struct site_answer answer = ask(path, query);
    assert_int_equal(answer.status, 200);
    must(js_parse(arena, answer.body, &value, &err));
    return value;
}

static bool says(const char *path, const char *query, const char *text)
{
    struct site_answer answer = ask(path, query);
    assert_int_equal(answer.status, 200);
    return str_find(answer.body, str_of(text)) != SIZE_MAX;
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
    const struct js *data = data_of("/forces.json", arena_printf(arena, "on=%s", date));
    return js_member(data, "forces")->array.count;
}

static void test_forces__follow_the_register_on_a_date(void **state)
{
    (void)state;
    assert_int_equal(count_on("2026-03-31"), 43);
    assert_int_equal(count_on("2026-04-01"), 42); /* two became one */
    assert_int_equal(count_on("2026-06-01"), 43); /* one became two */
    assert_int_equal(js_member(data_of("/forces.json", ""), "forces")->array.count, 43);
    const struct js *then = data_of("/forces.json", "on=2026-04-30");
    const struct js *forces = js_member(then, "forces");
    assert_null(find(forces, "warwickshire"));
    assert_non_null(find(forces, "mercian"));
    assert_non_null(find(js_member(then, "former"), "warwickshire"));
    assert_true(str_is(js_member(find(forces, "kent"), "name")->string, "Kent Police"));
    forces = js_member(data_of("/forces.json", "on=2026-05-01"), "forces");
    assert_true(str_is(js_member(find(forces, "kent"), "name")->string, "Sample Kent Police"));
    assert_true(says("/forces", "on=2026-02-30", "That is not a date"));
}

static void test_forces__an_old_address_answers_and_leads_on(void **state)
{
    (void)state;
    assert_true(says("/forces/warwickshire", "",
                     "Warwickshire Police became Mercian Sample Police on 1 April 2026."));
    assert_true(says("/forces/warwickshire", "", "href=\"/forces/mercian\""));
    assert_true(says("/forces/mercian", "", "href=\"/forces/warwickshire\""));
    assert_true(says("/forces/sussex", "", "Sussex Police was divided on 1 June 2026."));
    assert_true(says("/forces/sussex", "", "href=\"/forces/west-sample\""));
    assert_int_equal(ask("/forces/none", "").status, 404);
}

static void test_forces__what_is_still_to_come_is_told_and_then_comes(void **state)
{
    (void)state;
    struct site_answer answer = ask("/forces/sample-centre", "");
    assert_true(says("/forces/sample-centre", "",
                     "Sample Centre becomes National Sample Service on 1 January 2027."));
    assert_int_equal(answer.valid_until, 1798761600); /* 2027-01-01: the page changes then */
    assert_true(says("/forces/national-sample", "", "has not begun yet"));
    const struct js *then = data_of("/forces.json", "on=2027-01-01");
    const struct js *heir = find(js_member(then, "others"), "national-sample");
    assert_int_equal(js_member(heir, "statements")->integer, 10); /* the centre's are its now */
    then = data_of("/forces.json", "on=2026-12-31");
    assert_null(find(js_member(then, "others"), "national-sample"));
    heir = find(js_member(then, "others"), "sample-centre");
    assert_int_equal(js_member(heir, "statements")->integer, 10);
}

static void test_forces__a_date_before_the_log_has_no_statements(void **state)
{
    (void)state;
    const struct js *then = data_of("/forces.json", "on=2026-09-01");
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
