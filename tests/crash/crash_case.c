/* See crash_case.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crash_case.h"
#include "disk.h"

#include "base/file.h"
#include "crypto/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct crash crash;

static size_t number_of(const char *name, size_t otherwise)
{
    const char *text = getenv(name);
    return text != NULL ? (size_t)strtoull(text, NULL, 10) : otherwise;
}

int crash_start(void **state)
{
    (void)state;
    crypto_start();
    crash.deep = number_of("CRASH_DEEP", 0);
    snprintf(crash.scratch, sizeof crash.scratch, "%s/policeai-crash-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (mkdtemp(crash.scratch) == NULL) {
        return 1;
    }
    snprintf(crash.watched, sizeof crash.watched, "%s/disk", crash.scratch);
    snprintf(crash.data, sizeof crash.data, "%s/data", crash.watched);
    snprintf(crash.image, sizeof crash.image, "%s/image", crash.scratch);
    snprintf(crash.found, sizeof crash.found, "%s/data", crash.image);
    return 0;
}

int crash_end(void **state)
{
    struct err err;
    (void)state;
    return file_remove_tree(crash.scratch, &err) != ERR_OK;
}

void crash_fresh_disk(void)
{
    struct err err;
    assert_int_equal(file_remove_tree(crash.watched, &err), ERR_OK);
    assert_int_equal(file_make_folders(crash.watched, 0755, &err), ERR_OK);
    disk_watch(crash.watched);
}

/* In a child, which may be killed; the history is shared. */
int crash_child(size_t (*story)(const char *root), size_t kill_at)
{
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        disk_on_rename(story_checkpoint_seen);
        disk_kill_at(kill_at);
        _exit(story(crash.data) == 0 ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

void crash_lose_power(const char *what, size_t cut, uint64_t seed, crash_check *check)
{
    struct err err;
    struct arena *arena = arena_new();
    assert_int_equal(file_remove_tree(crash.image, &err), ERR_OK);
    disk_image(cut, seed, crash.image);
    const char *wrong = check(arena, crash.found, cut);
    if (wrong[0] != '\0') {
        char *kept = arena_printf(arena, "%s-%s-%zu-%llu", crash.scratch, what, cut,
                                  (unsigned long long)seed);
        (void)!rename(crash.image, kept);
        fail_msg("%s: power lost before operation %zu of %zu, seed %llu: %s", what, cut,
                 disk_length(), (unsigned long long)seed, wrong);
    }
    arena_free(arena);
}

static void print_history(void)
{
    for (size_t i = 0; i < disk_length(); i++) {
        const struct disk_op *op = disk_at(i);
        static const char *const kinds[] = {"name", "rename",   "write", "size",
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

/* The ways by which most was ever found: all lost, bytes lost, names lost; of the others one,
 * which goes round from point to point. */
static bool is_drawn(uint64_t seed, size_t points, size_t ways)
{
    return seed == 0 || seed == 3 || seed == 4 || seed == 1 + points % (ways - 1);
}

static bool is_tried(uint64_t seed, size_t points, size_t ways, bool sample)
{
    if (getenv("CRASH_SEED") != NULL) {
        return number_of("CRASH_SEED", 0) == seed;
    }
    return crash.deep > 0 || !sample || is_drawn(seed, points, ways);
}

void crash_at_syncs(const char *what, size_t first, size_t ways, bool sample,
                    crash_check *check)
{
    size_t cases = 0;
    size_t syncs = 0;
    size_t points = 0;
    size_t only = number_of("CRASH_POINT", SIZE_MAX);
    if (getenv("CRASH_HISTORY") != NULL) {
        print_history();
    }
    for (size_t cut = first; cut <= disk_length(); cut++) {
        bool here = cut == disk_length() || is_sync(cut) || is_sync(cut - 1);
        syncs += cut < disk_length() && is_sync(cut);
        if (only != SIZE_MAX ? cut != only : !here && crash.deep == 0) {
            continue;
        }
        points++;
        for (uint64_t seed = 0; seed < (crash.deep > 0 ? crash.deep : ways); seed++) {
            if (is_tried(seed, points, ways, sample)) {
                crash_lose_power(what, cut, seed, check);
                cases++;
            }
        }
    }
    print_message("%s: %zu operations, %zu syncs, %zu times without power\n", what,
                  disk_length() - first, syncs, cases);
}
