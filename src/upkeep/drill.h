/* A rehearsal of the worst day: is what the backup holds enough, and do the keys that are kept
 * elsewhere still work? In a scratch folder, reading the real one, changing nothing in it.
 *
 * Nothing is signed that could be taken for the log's own: the replacement of a key is made,
 * signed and judged in memory and thrown away; no checkpoint is signed, since a second one of
 * the same size would be a second history. */
#ifndef POLICEAI_UPKEEP_DRILL_H
#define POLICEAI_UPKEEP_DRILL_H

#include "base/arena.h"
#include "base/err.h"
#include "store/datadir.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DRILL_STEPS = 5 };

struct drill_step {
    const char *name; /* backup, restore, rebuild, rotate, oldest */
    bool tried;
    bool holds;
    const char *words; /* what was seen, in the arena */
    int64_t microseconds;
};

struct drill_choice {
    const char *backup;  /* a backup's folder, NULL: one is made now */
    const char *key;     /* file of the centre or recovery key, NULL: keys/centre */
    const char *scratch; /* folder in which a new one is made and removed */
};

/* Every step is tried that can be; ERR_OK also when some do not hold. */
enum err_code drill_run(struct arena *arena, const struct datadir *dir,
                        const struct drill_choice *choice, struct drill_step steps[DRILL_STEPS],
                        struct err *err) MUST_USE;

#endif
