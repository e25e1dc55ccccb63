/* The made-up world: whole, said to be made up, and only in a log of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "record/audit.h"
#include "registry/entries.h"
#include "registry/sample.h"

#include <stdlib.h>
#include <string.h>

struct place {
    struct arena *arena;
    struct datadir dir;
    struct sample_plan plan;
    struct err err;
};

static void must(struct place *place, enum err_code code)
{
    if (code != ERR_OK) {
        fail_msg("%s", place->err.message);
    }
}

static int set_up(void **state)
{
    char folder[] = "/tmp/policeai-sample-XXXXXX";
    struct place *place = calloc(1, sizeof *place);
    place->arena = arena_new();
    assert_non_null(mkdtemp(folder));
    must(place, datadir_at(place->arena, folder, &place->dir, &place->err));
    place->plan = (struct sample_plan){.dir = &place->dir,
                                       .reference = PAI_SOURCE_DIR "/reference",
                                       .now = 1795000000,
                                       .tools = 3,
                                       .forces = 2,
                                       .versions = 4};
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    must(place, file_remove_tree(place->dir.root, &place->err));
    arena_free(place->arena);
    free(place);
    return 0;
}

static void all_of(struct place *place, struct db *db, const char *type,
                   struct registry_entries *entries)
{
    must(place, registry_of_type(db, place->arena, type, entries, &place->err));
}

static void test_sample__the_world_is_whole_and_says_that_it_is_made_up(void **state)
{
    struct place *place = *state;
    struct audit_report report;
    struct registry_entries entries;
    struct db *db;
    size_t count;
    must(place, sample_make(place->arena, &place->plan, &count, &place->err));
    must(place, audit_log(place->arena, place->dir.log, NULL, &report, &place->err));
    assert_int_equal(report.not_understood, 0);
    assert_true(count > 24 && report.size >= count);
    must(place, db_open(&db, place->dir.public_db, DB_READ, &place->err));
    all_of(place, db, "deployment.described/1", &entries);
    assert_true(entries.count > 6);
    size_t load = 0;
    for (size_t i = 0; i < entries.count; i++) {
        assert_true(str_starts(entries.list[i].organisation, STR("sample-")));
        assert_true(str_find(entries.list[i].text, STR("ample")) != SIZE_MAX);
        load += str_starts(entries.list[i].organisation, STR("sample-load-"));
    }
    assert_int_equal(load, 6); /* the newest version of each */
    all_of(place, db, "decision.made/1", &entries);
    assert_true(entries.count >= 4);
    all_of(place, db, "use.reported/1", &entries);
    assert_true(entries.count >= 6);
    db_close(db);
}

static void test_sample__no_other_log_takes_made_up_data(void **state)
{
    struct place *place = *state;
    size_t count;
    must(place, sample_make(place->arena, &place->plan, &count, &place->err));
    assert_int_equal(sample_make(place->arena, &place->plan, &count, &place->err),
                     ERR_CONFLICT);
    assert_non_null(strstr(place->err.message, "holds a log already"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_sample__the_world_is_whole_and_says_that_it_is_made_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sample__no_other_log_takes_made_up_data, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
