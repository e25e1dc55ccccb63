/* A ledger of 100,000 statements: opened by a fresh process (lock, keys, head, publication and
 * tables checked), and public.db made afresh from it. Peak memory is that of the rebuild. */
#include "yardstick.h"

#include "base/clock.h"
#include "base/file.h"
#include "crypto/random.h"
#include "record/keeper.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STATEMENTS = 100000, BATCH = 2000 };

static struct datadir dir;
static struct err err;

static void fill(struct arena *arena)
{
    struct keeper *keeper;
    struct keeper_entry entries[BATCH];
    measure_must(keeper_open(&keeper, &dir, NULL, &err), &err);
    for (int done = 0; done < STATEMENTS; done += BATCH) {
        arena_reset(arena);
        for (int i = 0; i < BATCH; i++) {
            entries[i] = (struct keeper_entry){
                .type = STR("sample.counted/1"),
                .body = str_of(arena_printf(arena,
                                            "{\"note\":\"a made-up statement of the "
                                            "benchmark\",\"number\":%d}",
                                            done + i))};
        }
        measure_must(keep_append(keeper, arena, LOG_PUBLIC, entries, BATCH, NULL, &err), &err);
    }
    keeper_close(keeper);
}

/* In a process of its own, so that the peak of memory is its own. */
static void measure(void)
{
    struct keeper *keeper;
    struct rusage usage;
    int64_t start = clock_monotonic_us();
    measure_must(keeper_open(&keeper, &dir, NULL, &err), &err);
    int64_t opened = clock_monotonic_us();
    measure_at_most("start-up with 100,000 statements", (double)(opened - start) / 1e6, "s", 1);
    double size = (double)keeper_size(keeper);
    start = clock_monotonic_us();
    measure_must(keep_rebuild(keeper, &err), &err);
    measure_at_least("rebuild of the public tables",
                     size * 1e6 / (double)(clock_monotonic_us() - start), "statements/s",
                     20000);
    getrusage(RUSAGE_SELF, &usage);
    measure_at_most("memory at the most", (double)usage.ru_maxrss / 1024, "MiB", 1024);
    keeper_close(keeper);
}

int main(void)
{
    struct arena *arena = arena_new();
    const char *root = measure_folder(arena);
    int status = 1;
    crypto_start();
    measure_must(datadir_at(arena, root, &dir, &err), &err);
    int64_t start = clock_monotonic_us();
    struct arena *own = arena_new();
    fill(own);
    arena_free(own);
    printf("start-up: 100,000 statements appended in %.1f s\n",
           (double)(clock_monotonic_us() - start) / 1e6);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        measure();
        exit(0);
    }
    waitpid(child, &status, 0);
    measure_must(file_remove_tree(root, &err), &err);
    arena_free(arena);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
