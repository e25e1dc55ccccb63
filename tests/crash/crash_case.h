/* One watched disk, stories told on it in children, and the power lost at chosen operations. */
#ifndef POLICEAI_CRASH_CASE_H
#define POLICEAI_CRASH_CASE_H

#include "crash_story.h"

#include <stddef.h>
#include <stdint.h>

/* Paths, made by crash_start. CRASH_DEEP=N: N ways each, and at every operation instead of at
 * every sync. CRASH_POINT, CRASH_SEED: that case alone. CRASH_HISTORY: prints the operations.
 */
struct crash {
    char scratch[64];
    char watched[96]; /* the disk */
    char data[128];   /* the data folder on it */
    char image[96];   /* what is found afterwards */
    char found[128];
    size_t deep;
};
extern struct crash crash;

/* Before and after all tests of a program: the folders. */
int crash_start(void **state);
int crash_end(void **state);
/* Empties the watched disk and begins a history. */
void crash_fresh_disk(void);
/* Tells the story of the data folder in a child, which may be killed; its exit status. */
int crash_child(size_t (*story)(const char *root), size_t kill_at);

/* "" or what is wrong with a data folder found after the power was lost before operation cut.
 */
typedef const char *crash_check(struct arena *arena, const char *root, size_t cut);
/* Fails the test naming operation and seed, and keeps the folder that was found. */
void crash_lose_power(const char *what, size_t cut, uint64_t seed, crash_check *check);
/* At every sync of the present history from `first` on, `ways` (at least 2) each; of a sample
 * only the plainest three and one more. CRASH_DEEP tries all. */
void crash_at_syncs(const char *what, size_t first, size_t ways, bool sample,
                    crash_check *check);

#endif
