/* The power goes out at every sync of a data folder's history, with several ways of what the
 * disk kept each; the keeper is opened on what is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crash_case.h"
#include "disk.h"

#include "base/file.h"
#include "base/prng.h"
#include "record/successor.h"

#include <stdio.h>
#include <stdlib.h>

static void test_power__lost_at_any_sync_it_takes_nothing_acknowledged(void **state)
{
    (void)state;
    crash_fresh_disk();
    assert_int_equal(crash_child(story_whole, SIZE_MAX), 0);
    disk_unwatch();
    crash_at_syncs("power", 1, 7, true, story_check);
}

/* What a process that was killed left in the cache is not on the disk either: the next one must
 * not take it for granted. */
static void
test_power__lost_after_a_kill_and_a_start_it_takes_nothing_acknowledged(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    crash_fresh_disk();
    assert_int_equal(crash_child(story_whole, SIZE_MAX), 0);
    size_t length = disk_length();
    bool *chosen = arena_zalloc(arena, length * sizeof *chosen);
    for (size_t i = 2; i < length; i++) { /* after a rename a name is there unsynced */
        chosen[i] = crash.deep > 0 || i % 53 == 0 || disk_at(i - 1)->kind == DISK_RENAME;
    }
    for (size_t kill_at = 2; kill_at < length; kill_at++) {
        if (!chosen[kill_at]) {
            continue;
        }
        crash_fresh_disk();
        assert_int_equal(crash_child(story_whole, kill_at), DISK_KILLED);
        if (crash_child(story_again, SIZE_MAX) != 0) {
            fail_msg("killed at operation %zu it does not go on", kill_at);
        }
        disk_unwatch();
        for (uint64_t seed = 0; seed < 3; seed++) {
            if (crash.deep == 0 && seed != 0 && seed != 1 + kill_at % 2) {
                continue;
            }
            crash_lose_power("kill", disk_length(), seed == 2 ? kill_at + 100 : seed,
                             story_check);
        }
    }
    arena_free(arena);
}

/* The marks of one history, to be told to the next. */
static const char **marks_before(struct arena *arena, size_t cut, size_t *count)
{
    const char **marks = arena_alloc(arena, cut * sizeof *marks);
    *count = 0;
    for (size_t i = 0; i < cut; i++) {
        if (disk_at(i)->kind == DISK_MARK) {
            marks[(*count)++] = arena_strdup(arena, disk_at(i)->name);
        }
    }
    return marks;
}

static void test_power__lost_again_while_starting_it_takes_nothing_acknowledged(void **state)
{
    (void)state;
    struct prng prng;
    struct err err;
    size_t rounds = crash.deep > 0 ? 100 * crash.deep : 10;
    prng_seed(&prng, 1);
    for (size_t round = 0; round < rounds; round++) {
        struct arena *arena = arena_new();
        size_t count;
        crash_fresh_disk();
        assert_int_equal(crash_child(story_whole, SIZE_MAX), 0);
        disk_unwatch();
        size_t cut = 1 + (size_t)prng_below(&prng, disk_length() - 1);
        const char **marks = marks_before(arena, cut, &count);
        assert_int_equal(file_remove_tree(crash.image, &err), ERR_OK);
        disk_image(cut, round, crash.image);
        assert_int_equal(file_remove_tree(crash.watched, &err), ERR_OK);
        assert_int_equal(rename(crash.image, crash.watched), 0);
        disk_watch(crash.watched);
        for (size_t i = 0; i < count; i++) {
            disk_mark(marks[i]);
        }
        size_t first = disk_length();
        assert_int_equal(crash_child(story_again, SIZE_MAX), 0);
        disk_unwatch();
        for (uint64_t seed = 0; seed < 4; seed++) {
            cut = first + (size_t)prng_below(&prng, disk_length() - first);
            crash_lose_power("again", cut, seed == 3 ? 100 + round : seed, story_check);
        }
        arena_free(arena);
    }
}

static size_t story_founded(const char *root)
{
    struct story story;
    story_begin(&story, root, 1769677200);
    story_open(&story);
    story_append(&story, LOG_PUBLIC, 1, NULL);
    story_end(&story);
    return story.errors;
}

static enum err_code succeed(struct arena *arena, const struct datadir *dir, struct err *err)
{
    struct successor successor;
    struct str checkpoint;
    struct keeper_settings settings = {.clock = {.fixed = true, .seconds = 1769677200}};
    TRY(successor_plan(arena, dir, &successor, err));
    disk_mark(arena_printf(arena, "origin %.*s", STR_ARG(successor.origin)));
    return successor_start(arena, dir, &successor, &settings, &checkpoint, err);
}

static size_t story_succeeded(const char *root)
{
    struct arena *arena = arena_new();
    struct datadir dir;
    struct err err;
    return datadir_at(arena, root, &dir, &err) != ERR_OK ||
           succeed(arena, &dir, &err) != ERR_OK;
}

/* The one folder below predecessors/, or none. */
static const char *old_folder(struct arena *arena, const char *root)
{
    struct err err;
    const char **names;
    size_t count = 0;
    char *folder = arena_printf(arena, "%s/predecessors", root);
    if (!file_exists(folder) || file_list(arena, folder, &names, &count, &err) != ERR_OK ||
        count == 0) {
        return folder;
    }
    return arena_printf(arena, "%s/%s", folder, names[0]);
}

/* The old log goes on, or one begins that quotes it; a start that is refused is helped by the
 * same call again. */
static const char *check_succeeded(struct arena *arena, const char *root, size_t cut)
{
    struct datadir dir;
    struct err err;
    struct keeper *keeper;
    struct keeper_settings settings = {.clock = {.fixed = true, .seconds = 1769677200}};
    struct str genesis;
    (void)cut;
    if (datadir_at(arena, root, &dir, &err) != ERR_OK) {
        abort();
    }
    if (keeper_open(&keeper, &dir, &settings, &err) == ERR_OK) {
        keeper_close(keeper);
    } else if (succeed(arena, &dir, &err) != ERR_OK) {
        return arena_strdup(arena, err.message);
    }
    const char **names;
    size_t count;
    const char *bodies = arena_printf(arena, "%s/body", dir.log);
    bool quotes = false;
    if (file_list(arena, bodies, &names, &count, &err) != ERR_OK) {
        return arena_strdup(arena, err.message);
    }
    for (size_t i = 0; i < count; i++) {
        if (file_read(arena, arena_printf(arena, "%s/%s", bodies, names[i]), 1 << 20, &genesis,
                      &err) == ERR_OK) {
            quotes = quotes || str_find(genesis, STR("\"continues\"")) != SIZE_MAX;
        }
    }
    const char *old = arena_printf(arena, "%s/log/checkpoint", old_folder(arena, root));
    if (quotes != file_exists(old)) {
        return quotes ? "the old log is gone" : "a log began that does not quote the old one";
    }
    return "";
}

static void
test_power__lost_while_a_successor_begins_leaves_no_log_without_its_past(void **state)
{
    (void)state;
    crash_fresh_disk();
    assert_int_equal(crash_child(story_founded, SIZE_MAX), 0);
    disk_watch(crash.watched);
    size_t first = disk_length();
    assert_int_equal(crash_child(story_succeeded, SIZE_MAX), 0);
    disk_unwatch();
    crash_at_syncs("successor", first, 4, false, check_succeeded);
    for (size_t i = first; i < disk_length(); i++) {
        if (disk_at(i)->kind == DISK_RENAME) { /* everything up to this move is on the disk */
            crash_lose_power("successor", i + 1, 1, check_succeeded);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_power__lost_at_any_sync_it_takes_nothing_acknowledged),
        cmocka_unit_test(
            test_power__lost_after_a_kill_and_a_start_it_takes_nothing_acknowledged),
        cmocka_unit_test(
            test_power__lost_while_a_successor_begins_leaves_no_log_without_its_past),
        cmocka_unit_test(test_power__lost_again_while_starting_it_takes_nothing_acknowledged),
    };
    cmocka_set_test_filter(getenv("CRASH_TEST"));
    return cmocka_run_group_tests(tests, crash_start, crash_end);
}
