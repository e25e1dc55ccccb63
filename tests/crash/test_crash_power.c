/* The power goes out at every sync of a data folder's history, with several ways of what the
 * disk kept each; the keeper is opened on what is found. CRASH_DEEP=N in the environment: N ways
 * each, and at every operation instead of at every sync. CRASH_POINT and CRASH_SEED: that case
 * alone. CRASH_HISTORY: prints the operations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crash_story.h"
#include "disk.h"

#include "base/file.h"
#include "base/prng.h"
#include "crypto/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WAYS = 8 };

static char scratch[64];
static char watched[96];
static char data[128];
static char image[96];
static char found[128];
static size_t deep;

static size_t number_of(const char *name, size_t otherwise)
{
    const char *text = getenv(name);
    return text != NULL ? (size_t)strtoull(text, NULL, 10) : otherwise;
}

static int start(void **state)
{
    (void)state;
    crypto_start();
    deep = number_of("CRASH_DEEP", 0);
    snprintf(scratch, sizeof scratch, "%s/policeai-crash-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (mkdtemp(scratch) == NULL) {
        return 1;
    }
    snprintf(watched, sizeof watched, "%s/disk", scratch);
    snprintf(data, sizeof data, "%s/data", watched);
    snprintf(image, sizeof image, "%s/image", scratch);
    snprintf(found, sizeof found, "%s/data", image);
    return 0;
}

static int end(void **state)
{
    struct err err;
    (void)state;
    return file_remove_tree(scratch, &err) != ERR_OK;
}

static void fresh_disk(void)
{
    struct err err;
    assert_int_equal(file_remove_tree(watched, &err), ERR_OK);
    assert_int_equal(file_make_folders(watched, 0755, &err), ERR_OK);
    disk_watch(watched);
}

/* In a child, which may be killed; the history is shared. */
static int in_child(size_t (*story)(const char *root), size_t kill_at)
{
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        disk_on_rename(story_checkpoint_seen);
        disk_kill_at(kill_at);
        _exit(story(data) == 0 ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void lose_power(const char *what, size_t cut, uint64_t seed)
{
    struct err err;
    struct arena *arena = arena_new();
    assert_int_equal(file_remove_tree(image, &err), ERR_OK);
    disk_image(cut, seed, image);
    const char *wrong = story_check(arena, found, cut);
    if (wrong[0] != '\0') {
        char *kept = arena_printf(arena, "/tmp/policeai-crash-%s-%zu-%llu", what, cut,
                                  (unsigned long long)seed);
        (void)!rename(image, kept);
        fail_msg("%s: power lost before operation %zu of %zu, seed %llu: %s", what, cut,
                 disk_length(), (unsigned long long)seed, wrong);
    }
    arena_free(arena);
}

static void print_history(void)
{
    for (size_t i = 0; i < disk_length(); i++) {
        const struct disk_op *op = disk_at(i);
        static const char *const kinds[] = {"name", "rename", "write",   "size",
                                            "sync", "sync-all", "mark"};
        print_message("%zu %s node %u %s in %u, %llu + %zu\n", i, kinds[op->kind], op->node,
                      op->name != NULL ? op->name : "", op->folder,
                      (unsigned long long)op->offset, op->n);
    }
}

static bool is_sync(size_t at)
{
    enum disk_kind kind = disk_at(at)->kind;
    return kind == DISK_SYNC || kind == DISK_SYNC_ALL;
}

static void test_power__lost_at_any_sync_it_takes_nothing_acknowledged(void **state)
{
    (void)state;
    size_t cases = 0;
    size_t syncs = 0;
    fresh_disk();
    assert_int_equal(in_child(story_whole, SIZE_MAX), 0);
    disk_unwatch();
    if (getenv("CRASH_HISTORY") != NULL) {
        print_history();
    }
    size_t only = number_of("CRASH_POINT", SIZE_MAX);
    for (size_t cut = 1; cut <= disk_length(); cut++) {
        bool sync = cut == disk_length() || is_sync(cut) || is_sync(cut - 1);
        syncs += cut < disk_length() && is_sync(cut);
        if (only != SIZE_MAX ? cut != only : !sync && deep == 0) {
            continue;
        }
        size_t ways = deep > 0 ? deep : WAYS;
        for (uint64_t seed = 0; seed < ways; seed++) {
            if (number_of("CRASH_SEED", seed) == seed) {
                lose_power("power", cut, seed);
                cases++;
            }
        }
    }
    print_message("%zu operations, %zu syncs, %zu times without power\n", disk_length(), syncs,
                  cases);
}

/* What a process that was killed left in the cache is not on the disk either: the next one must
 * not take it for granted. */
static void test_power__lost_after_a_kill_and_a_start_it_takes_nothing_acknowledged(void **state)
{
    (void)state;
    fresh_disk();
    assert_int_equal(in_child(story_whole, SIZE_MAX), 0);
    size_t length = disk_length();
    size_t step = deep > 0 ? 1 : 7;
    for (size_t kill_at = 2; kill_at < length; kill_at += step) {
        fresh_disk();
        assert_int_equal(in_child(story_whole, kill_at), DISK_KILLED);
        if (in_child(story_again, SIZE_MAX) != 0) {
            fail_msg("killed at operation %zu it does not go on", kill_at);
        }
        disk_unwatch();
        for (uint64_t seed = 0; seed < 3; seed++) {
            lose_power("kill", disk_length(), seed == 2 ? kill_at + 100 : seed);
        }
    }
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
    size_t rounds = deep > 0 ? 100 * deep : 60;
    prng_seed(&prng, 1);
    for (size_t round = 0; round < rounds; round++) {
        struct arena *arena = arena_new();
        size_t count;
        fresh_disk();
        assert_int_equal(in_child(story_whole, SIZE_MAX), 0);
        disk_unwatch();
        size_t cut = 1 + (size_t)prng_below(&prng, disk_length() - 1);
        const char **marks = marks_before(arena, cut, &count);
        assert_int_equal(file_remove_tree(image, &err), ERR_OK);
        disk_image(cut, round, image);
        assert_int_equal(file_remove_tree(watched, &err), ERR_OK);
        assert_int_equal(rename(image, watched), 0);
        disk_watch(watched);
        for (size_t i = 0; i < count; i++) {
            disk_mark(marks[i]);
        }
        size_t first = disk_length();
        assert_int_equal(in_child(story_again, SIZE_MAX), 0);
        disk_unwatch();
        for (uint64_t seed = 0; seed < 4; seed++) {
            cut = first + (size_t)prng_below(&prng, disk_length() - first);
            lose_power("again", cut, seed == 3 ? 100 + round : seed);
        }
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_power__lost_at_any_sync_it_takes_nothing_acknowledged),
        cmocka_unit_test(
            test_power__lost_after_a_kill_and_a_start_it_takes_nothing_acknowledged),
        cmocka_unit_test(test_power__lost_again_while_starting_it_takes_nothing_acknowledged),
    };
    return cmocka_run_group_tests(tests, start, end);
}
