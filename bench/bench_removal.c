/* One body of a log of 100,000 statements removed: the removal signed and published, blobs
 * looked for among all that stands, public tables filled afresh, every free page and the WAL
 * gone. */
#include "yardstick.h"

#include "base/clock.h"
#include "base/file.h"
#include "crypto/random.h"
#include "record/keeper.h"
#include "store/blob.h"

#include <stdio.h>
#include <sys/resource.h>

enum { STATEMENTS = 100000, BATCH = 2000 };

static struct datadir dir;
static struct err err;

/* Every statement names a blob that is not there, as most of a register's do not. */
static const char *fill(struct keeper *keeper, struct arena *kept)
{
    struct keeper_entry entries[BATCH];
    struct keeper_receipt receipts[BATCH];
    struct arena *arena = arena_new();
    char blob[65];
    const char *id = NULL;
    measure_must(blob_put(dir.blobs_public, STR("a made-up document"), blob, &err), &err);
    for (int done = 0; done < STATEMENTS; done += BATCH) {
        arena_reset(arena);
        for (int i = 0; i < BATCH; i++) {
            entries[i] = (struct keeper_entry){
                .type = STR("sample.counted/1"),
                .body = str_of(arena_printf(arena,
                                            "{\"blob\":\"%.56s%08x\",\"note\":\"a made-up "
                                            "statement of the benchmark\"}",
                                            blob, done + i))};
        }
        measure_must(keep_append(keeper, arena, LOG_PUBLIC, entries, BATCH, receipts, &err),
                     &err);
        id = done == STATEMENTS / 2 ? arena_strdup(kept, receipts[0].id) : id;
    }
    arena_free(arena);
    return id;
}

int main(void)
{
    struct arena *arena = arena_new();
    struct keeper *keeper;
    struct rusage usage;
    struct str answer;
    const char *root = measure_folder(arena);
    crypto_start();
    measure_must(datadir_at(arena, root, &dir, &err), &err);
    measure_must(keeper_open(&keeper, &dir, NULL, &err), &err);
    const char *id = fill(keeper, arena);
    const char *request = arena_printf(
        arena, "{\"ground\":\"erasure\",\"ids\":[\"%s\"],\"role\":\"records manager\"}", id);
    int64_t start = clock_monotonic_us();
    measure_must(keep_remove(keeper, arena, str_of(request), false, &answer, &err), &err);
    double seconds = (double)(clock_monotonic_us() - start) / 1e6;
    if (str_find(answer, STR("\"scrubbed\":true")) == SIZE_MAX) {
        fprintf(stderr, "not scrubbed: %.*s\n", STR_ARG(answer));
        return 1;
    }
    measure_at_most("one body removed from 100,000 statements, scrub included", seconds, "s",
                    60);
    getrusage(RUSAGE_SELF, &usage);
    printf("removal: memory at the most %.0f MiB\n", (double)usage.ru_maxrss / 1024);
    keeper_close(keeper);
    measure_must(file_remove_tree(root, &err), &err);
    arena_free(arena);
    return 0;
}
