/* What stands in dev and in test: by the words of an input and of its files of text. */
#include "benchmark/leakage.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define REQUEST "{\"case\":{\"offence\":\"theft\",\"plea\":\"guilty\",\"test\":\"full code\"}}"

struct world {
    char folder[64];
    struct arena *arena;
};

static int make_world(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    snprintf(world->folder, sizeof world->folder, "/tmp/test-leakage-XXXXXX");
    assert_non_null(mkdtemp(world->folder));
    world->arena = arena_new();
    *state = world;
    return 0;
}

static int end_world(void **state)
{
    struct world *world = *state;
    struct err err = {0};
    assert_int_equal(file_remove_tree(world->folder, &err), ERR_OK);
    arena_free(world->arena);
    free(world);
    return 0;
}

/* An item of the request above beside one file. */
static struct leakage_item item_of(struct world *world, const char *id, struct str bytes,
                                   bool test)
{
    struct js *input;
    struct err err = {0};
    const char **paths = arena_alloc(world->arena, sizeof *paths);
    paths[0] = arena_printf(world->arena, "%s/%s", world->folder, id);
    assert_int_equal(file_write(paths[0], bytes, 0600, &err), ERR_OK);
    assert_int_equal(js_parse(world->arena, STR(REQUEST), &input, &err), ERR_OK);
    return (struct leakage_item){str_of(id), str_of(id), input, paths, 1, test};
}

/* The kind of the one leak of two items, "" when there is none. */
static const char *leak_of(struct world *world, struct str dev, struct str test)
{
    const struct leakage_item items[] = {item_of(world, "dev", dev, false),
                                         item_of(world, "test", test, true)};
    struct leak *leaks;
    size_t count;
    bool more;
    struct err err = {0};
    assert_int_equal(leakage_find(world->arena, items, 2, &leaks, &count, &more, &err), ERR_OK);
    assert_true(count <= 1);
    return count == 1 ? leaks[0].kind : "";
}

static void two_files_of_text_are_compared_by_their_words(void **state)
{
    assert_string_equal(leak_of(*state, STR("A bicycle was taken from the stand."),
                                STR("The window of a shop was broken.")),
                        "");
    assert_string_equal(leak_of(*state, STR("A bicycle was taken from the stand."),
                                STR("a BICYCLE was taken; from the stand")),
                        "same words");
}

static void lines_of_json_are_what_is_written_in_them(void **state)
{
    assert_string_equal(leak_of(*state,
                                STR("{\"name\":\"a\",\"text\":\"taken\\nfrom the stand\"}\n"),
                                STR("{\"text\":\"a taken from\\nthe stand\"}\n")),
                        "same words");
}

static void one_request_about_two_pictures_is_no_leak(void **state)
{
    assert_string_equal(
        leak_of(*state, STR("\x89PNG\r\n\x1a\n\0one"), STR("\x89PNG\r\n\x1a\n\0two")), "");
    assert_string_equal(
        leak_of(*state, STR("\x89PNG\r\n\x1a\n\0one"), STR("\x89PNG\r\n\x1a\n\0one")),
        "same bytes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_files_of_text_are_compared_by_their_words,
                                        make_world, end_world),
        cmocka_unit_test_setup_teardown(lines_of_json_are_what_is_written_in_them, make_world,
                                        end_world),
        cmocka_unit_test_setup_teardown(one_request_about_two_pictures_is_no_leak, make_world,
                                        end_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
