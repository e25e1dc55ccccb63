/* What a statement withholds, read back by those who hold it: the reasons as published, and
 * from the keeper the value and the harm in its private words. Private. */
#ifndef POLICEAI_REGISTRY_WITHHELD_VALUES_H
#define POLICEAI_REGISTRY_WITHHELD_VALUES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "registry/entries.h"

#include <stddef.h>

struct withheld_value {
    struct str pointer;      /* RFC 6901, in the body */
    const struct js *gap;    /* the published reasons, or {"ncnd":CLASS} */
    const struct js *value;  /* NULL: nothing is held */
    struct str private_harm; /* "" when none was given */
};

/* `gaps`: what keeper_gaps says of the entry's subject. In the order of the pointers, in the
 * arena. ERR_DENIED when the statement withholds and this keeper has not sealed it. */
enum err_code withheld_values(struct arena *arena, const struct registry_entry *entry,
                              struct str gaps, struct withheld_value **list, size_t *count,
                              struct err *err) MUST_USE;

#endif
