/* Who has published and who has not, by table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "registry/completeness.h"
#include "registry/coverage.h"

#define FORCE STR("sample-force")

static struct arena *arena;
static struct err err;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static int64_t moment(const char *text)
{
    int64_t seconds;
    assert_true(time_parse(str_of(text), &seconds) || date_parse(str_of(text), &seconds));
    return seconds;
}

static struct registry_entry entry(int64_t index, const char *logged, const char *subject,
                                   const char *about, const char *body)
{
    struct js *value;
    if (js_parse(arena, str_of(body), &value, &err) != ERR_OK) {
        fail_msg("%s: %s", body, err.message);
    }
    return (struct registry_entry){.log_index = index,
                                   .at = str_of(logged),
                                   .logged_at = str_of(logged),
                                   .subject = str_of(subject),
                                   .about = str_of(about),
                                   .organisation = FORCE,
                                   .confirmed = true,
                                   .current = true,
                                   .body = value};
}

/* Two requests, a nil return to the first. */
struct world {
    struct registry_entry requests[2];
    struct registry_entry nil;
    struct coverage_use use;
    struct coverage_rows rows;
};

static void make(struct world *world)
{
    *world = (struct world){
        .requests = {entry(1, "2026-01-10T09:00:00Z", "r1", "",
                           "{\"date\":\"2026-01-10\",\"due\":\"2026-03-31\","
                           "\"forces\":[\"other-force\",\"sample-force\"]}"),
                     entry(7, "2026-11-20T09:00:00Z", "r2", "",
                           "{\"date\":\"2027-01-10\",\"due\":\"2027-03-31\","
                           "\"forces\":[\"sample-force\"]}")},
        .nil = entry(3, "2026-02-01T12:00:00Z", "n1", "r1", "{}"),
        .use = {.force = FORCE, .theirs = false, .own = true, .in_use = true, .count = 1},
    };
    world->rows = (struct coverage_rows){.requests = {world->requests, 2},
                                         .nils = {&world->nil, 1},
                                         .uses = &world->use,
                                         .use_count = 0};
}

static void test_coverage__a_nil_return_lapses_when_the_next_request_is_made(void **state)
{
    static const struct {
        const char *now;
        enum coverage_state wanted;
        bool lapsed;
    } cases[] = {
        {"2026-01-10T08:59:59Z", COVERAGE_NOT_ASKED, false},
        {"2026-01-10T09:00:00Z", COVERAGE_AWAITED, false},
        {"2026-02-01T12:00:00Z", COVERAGE_NIL, false},
        {"2027-01-09T23:59:59Z", COVERAGE_NIL, false},
        {"2027-01-10T00:00:00Z", COVERAGE_AWAITED, true},
        {"2027-03-31T23:59:59Z", COVERAGE_AWAITED, true},
        {"2027-04-01T00:00:00Z", COVERAGE_OVERDUE, true},
    };
    struct world world;
    (void)state;
    make(&world);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct coverage found = coverage_of(&world.rows, FORCE, moment(cases[i].now));
        if (found.state != cases[i].wanted || found.nil_lapsed != cases[i].lapsed) {
            fail_msg("%s: %s", cases[i].now, coverage_state_word(found.state));
        }
    }
}

static void test_coverage__tells_when_it_changes_next(void **state)
{
    struct world world;
    (void)state;
    make(&world);
    assert_true(coverage_of(&world.rows, FORCE, moment("2026-03-01")).next_change ==
                moment("2027-01-10"));
    assert_true(coverage_of(&world.rows, FORCE, moment("2027-02-01")).next_change ==
                moment("2027-04-01"));
    assert_true(coverage_of(&world.rows, FORCE, moment("2027-04-01")).next_change == INT64_MAX);
}

static void test_coverage__a_force_that_was_not_asked_is_not_overdue(void **state)
{
    struct world world;
    (void)state;
    make(&world);
    assert_int_equal(coverage_of(&world.rows, STR("third-force"), moment("2030-01-01")).state,
                     COVERAGE_NOT_ASKED);
    assert_int_equal(coverage_of(&world.rows, STR("other-force"), moment("2030-01-01")).state,
                     COVERAGE_OVERDUE);
}

static void test_coverage__a_nil_return_is_contradicted_by_anothers_record(void **state)
{
    struct world world;
    (void)state;
    make(&world);
    assert_false(coverage_of(&world.rows, FORCE, moment("2026-03-01")).nil_contradicted);
    world.rows.use_count = 1;
    struct coverage found = coverage_of(&world.rows, FORCE, moment("2026-03-01"));
    assert_true(found.nil_contradicted);
    assert_int_equal(found.state, COVERAGE_NIL);
    assert_int_equal(found.by_others, 1);
    world.use.in_use = false; /* considering it is no use */
    assert_false(coverage_of(&world.rows, FORCE, moment("2026-03-01")).nil_contradicted);
}

static void test_coverage__what_other_forces_say_is_not_its_answer(void **state)
{
    struct world world;
    (void)state;
    make(&world);
    world.rows.nils.count = 0;
    world.rows.use_count = 1;
    assert_int_equal(coverage_of(&world.rows, FORCE, moment("2026-03-01")).state,
                     COVERAGE_AWAITED);
    world.use.theirs = true;
    world.use.own = false;
    struct coverage found = coverage_of(&world.rows, FORCE, moment("2026-03-01"));
    assert_int_equal(found.state, COVERAGE_PUBLISHED);
    assert_int_equal(found.own, 0);
    assert_int_equal(found.by_centre, 1); /* not yet confirmed */
    world.use.own = true;
    found = coverage_of(&world.rows, FORCE, moment("2026-03-01"));
    assert_int_equal(found.state, COVERAGE_PUBLISHED);
    assert_int_equal(found.own, 1);
    assert_int_equal(found.by_centre, 0);
}

static void test_coverage__tells_a_nil_return_that_the_centre_entered(void **state)
{
    struct world world;
    (void)state;
    make(&world);
    assert_false(coverage_of(&world.rows, FORCE, moment("2026-03-01")).nil_unconfirmed);
    world.nil.confirmed = false;
    assert_true(coverage_of(&world.rows, FORCE, moment("2026-03-01")).nil_unconfirmed);
}

static void test_coverage__does_not_depend_on_the_order_of_requests(void **state)
{
    struct world world;
    (void)state;
    make(&world);
    struct coverage before = coverage_of(&world.rows, FORCE, moment("2027-02-01"));
    struct str asked = before.request->subject;
    struct registry_entry kept = world.requests[0];
    world.requests[0] = world.requests[1];
    world.requests[1] = kept;
    struct coverage after = coverage_of(&world.rows, FORCE, moment("2027-02-01"));
    assert_true(str_is(asked, "r2"));
    assert_true(str_is(after.request->subject, "r2"));
    assert_int_equal(before.state, after.state);
}

static void test_coverage__counts_records_withheld_whole(void **state)
{
    struct world world;
    (void)state;
    make(&world);
    struct registry_entry withheld =
        entry(9, "2026-02-01T12:00:00Z", "w1", "", "{\"count\":3,\"section\":\"s.24\"}");
    world.rows.withheld = (struct registry_entries){&withheld, 1};
    assert_int_equal(coverage_of(&world.rows, FORCE, moment("2026-03-01")).withheld, 3);
    assert_int_equal(
        coverage_of(&world.rows, STR("other-force"), moment("2026-03-01")).withheld, 0);
}

/* A force that publishes nothing but how many records it withholds is in the list. */
static void test_coverage__names_a_force_that_only_withholds(void **state)
{
    struct world world;
    struct str *forces;
    size_t count;
    (void)state;
    make(&world);
    world.rows.use_count = 0;
    world.rows.requests.count = 0;
    struct registry_entry withheld =
        entry(9, "2026-02-01T12:00:00Z", "w1", "", "{\"count\":3,\"section\":\"24\"}");
    world.rows.withheld = (struct registry_entries){&withheld, 1};
    coverage_forces(arena, &world.rows, &forces, &count);
    assert_int_equal(count, 1);
    assert_true(str_eq(forces[0], FORCE));
}

static void test_coverage__names_every_force_once(void **state)
{
    struct world world;
    struct str *forces;
    size_t count;
    (void)state;
    make(&world);
    world.rows.use_count = 1;
    coverage_forces(arena, &world.rows, &forces, &count);
    assert_int_equal(count, 2);
    assert_true(str_is(forces[0], "other-force"));
    assert_true(str_is(forces[1], "sample-force"));
}

/* ---- completeness ---- */

static void test_completeness__counts_and_names_what_the_stage_requires(void **state)
{
    struct vocabulary vocabulary;
    struct registry_entry record = entry(
        1, "2026-01-10T09:00:00Z", "d1", "",
        "{\"fields\":{\"name\":\"Sample\",\"contact\":\"  \","
        "\"accountable_role\":{\"withheld\":{\"section\":\"s.40(2)\"}},\"colour\":\"red\"}}");
    (void)state;
    record.type = STR("deployment.described/1");
    record.stage = STR("paused");
    assert_int_equal(vocabulary_load(arena, PAI_SOURCE_DIR "/reference", "deployment-fields",
                                     &vocabulary, &err),
                     ERR_OK);
    struct completeness made = completeness_of(arena, &vocabulary, &record);
    assert_int_equal(made.required, 3);
    assert_int_equal(made.stated, 1);
    assert_int_equal(made.withheld, 1);
    assert_int_equal(made.missing_count, 1);
    assert_true(str_is(made.missing[0]->id, "contact"));
    record.stage = STR("operational");
    made = completeness_of(arena, &vocabulary, &record);
    assert_true(made.required > 30);
    assert_int_equal(made.stated + made.withheld + made.not_told + made.missing_count,
                     made.required);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_coverage__a_nil_return_lapses_when_the_next_request_is_made),
        cmocka_unit_test(test_coverage__tells_when_it_changes_next),
        cmocka_unit_test(test_coverage__a_force_that_was_not_asked_is_not_overdue),
        cmocka_unit_test(test_coverage__a_nil_return_is_contradicted_by_anothers_record),
        cmocka_unit_test(test_coverage__what_other_forces_say_is_not_its_answer),
        cmocka_unit_test(test_coverage__tells_a_nil_return_that_the_centre_entered),
        cmocka_unit_test(test_coverage__does_not_depend_on_the_order_of_requests),
        cmocka_unit_test(test_coverage__counts_records_withheld_whole),
        cmocka_unit_test(test_coverage__names_a_force_that_only_withholds),
        cmocka_unit_test(test_coverage__names_every_force_once),
        cmocka_unit_test(test_completeness__counts_and_names_what_the_stage_requires),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
