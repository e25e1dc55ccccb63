/* Notice before use on the pages: nothing of it with the reference data as they are, and all of
 * it where the gate asks for a number of days. The clock crosses its end between two requests.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "support/site_place.h"

#include <string.h>

enum { LOGGED = 1796000000, DAY = 86400 }; /* 2026-11-30 */

#define WAITS "11111111111111111111111111111111"
#define USED "22222222222222222222222222222222"

static struct keeper_place *place;
static const char *reference; /* whose gate asks for 28 days */

static void deploy(const char *subject, const char *name, const char *stage,
                   const char *first_used)
{
    keeper_place_say(
        place, "deployment.described/1", subject,
        arena_printf(place->arena,
                     "{\"fields\":{\"first_used\":\"%s\",\"name\":\"%s\"},\"forces\":"
                     "[\"sample-force\"],\"organisation\":\"sample-centre\",\"stage\":\"%s\","
                     "\"tools\":[{\"tool\":{\"kind\":\"declared\",\"product\":\"Sample\","
                     "\"supplier\":\"Sample Ltd\",\"version\":\"1\"}}],\"vocabulary\":"
                     "\"deployment-fields/1\"}",
                     first_used, name, stage));
}

static void copy(const char *name, bool changed)
{
    static const struct str mark = {"\"requirements\": [", 17};
    struct str text;
    must(place, file_read(place->arena,
                          arena_printf(place->arena, PAI_SOURCE_DIR "/reference/%s", name),
                          LIMIT_REFERENCE, &text, &place->err));
    if (changed) {
        size_t at = str_find(text, mark);
        assert_int_not_equal(at, SIZE_MAX);
        text = str_of(arena_printf(
            place->arena,
            "%.*s\"notice\": {\"days\": 28, \"source\": \"Made up for a test\"},%.*s",
            STR_ARG(str_sub(text, 0, at)), STR_ARG(str_from(text, at))));
    }
    must(place, file_write(arena_printf(place->arena, "%s/%s", reference, name), text, 0644,
                           &place->err));
}

static void make_reference(void)
{
    static const char *const names[] = {
        "organisations.json",          "force-tiles.json",
        "registry/checklist.json",     "registry/covenant.json",
        "registry/disclosure.json",    "registry/deployment-fields.json",
        "registry/foi-questions.json", "registry/tool-fields.json",
        "registry/use-counts.json"};
    reference = arena_printf(place->arena, "%s/reference", place->dir.root);
    must(place, file_make_folders(arena_printf(place->arena, "%s/registry", reference), 0755,
                                  &place->err));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        copy(names[i], false);
    }
    copy("registry/gate.json", true);
}

static int start(void **state)
{
    (void)state;
    place = keeper_place_begin(
        (struct keeper_settings){.clock = {true, LOGGED}, .organisation = "sample-centre"});
    deploy(WAITS, "Sample <i>that waits</i>", "considering", "2026-12-20");
    deploy(USED, "Sample in use", "pilot", "2026-11-25");
    make_reference();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    site_place_close();
    keeper_place_end(place);
    return 0;
}

static void test_notice__is_not_spoken_of_by_default(void **state)
{
    (void)state;
    site_place_show(place, LOGGED + DAY);
    assert_false(says("/deployments/" WAITS, "", "notice is asked for"));
    assert_false(says("/deployments/" USED, "", "before the notice was over"));
    assert_false(holds("/deployments", "", "href=\"/announced\""));
    assert_int_equal(ask("/announced", "").status, 404);
}

static void test_notice__is_shown_while_it_runs(void **state)
{
    (void)state;
    site_place_show_with(place, LOGGED + DAY, reference);
    must_say("/deployments/" WAITS, "",
             "Use may begin on 28 December 2026. It was published on 30 November 2026; 28 days "
             "of notice are asked for before use. Use is planned for 20 December 2026. That is "
             "before the notice is over. Made up for a test");
    assert_true(holds("/deployments/" WAITS, "", "href=\"/announced\""));
    must_say("/announced", "", "1 use is announced.");
    must_say("/announced", "", "Sample &lt;i&gt;that waits&lt;/i&gt;");
    must_say("/announced", "", "Use may begin on 28 December 2026.");
    assert_false(says("/announced", "", "Sample in use"));
    assert_true(holds("/deployments", "", "href=\"/announced\""));
}

static void test_notice__ends_between_two_requests(void **state)
{
    int64_t opens;
    (void)state;
    assert_true(date_parse(STR("2026-12-28"), &opens));
    site_place_show_with(place, opens - 1, reference);
    must_say("/announced", "", "1 use is announced.");
    assert_int_equal(ask("/deployments/" WAITS, "").valid_until, opens);
    assert_int_equal(ask("/announced", "").valid_until, opens);
    site_place_show_with(place, opens, reference);
    must_say("/announced", "", "0 uses are announced.");
    must_say("/deployments/" WAITS, "", "The notice before use was over on 28 December 2026");
}

static void test_notice__a_use_that_did_not_wait_has_it_in_its_history(void **state)
{
    (void)state;
    site_place_show_with(place, LOGGED + 400 * (int64_t)DAY, reference);
    must_say(
        "/deployments/" USED, "",
        "Use began on 25 November 2026, before the notice was over. It was published on 30 "
        "November 2026; 28 days of notice are asked for before use. Use had begun 5 days "
        "before that. It could begin on 28 December 2026.");
    must_say("/deployments/" USED, "",
             "25 November 2026 Notice of use: use began before the notice was over");
    must_say("/deployments/" USED, "",
             "28 December 2026 Notice of use: use may begin from this day on");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_notice__is_not_spoken_of_by_default),
        cmocka_unit_test(test_notice__is_shown_while_it_runs),
        cmocka_unit_test(test_notice__ends_between_two_requests),
        cmocka_unit_test(test_notice__a_use_that_did_not_wait_has_it_in_its_history),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
