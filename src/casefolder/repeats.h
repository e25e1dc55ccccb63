/* The same words elsewhere: where a text says again what a mark of it hides. Pure. */
#ifndef POLICEAI_CASEFOLDER_REPEATS_H
#define POLICEAI_CASEFOLDER_REPEATS_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

struct repeat_span {
    int64_t start, end; /* code points */
    size_t of;          /* index of the word it repeats */
};

/* Places of `words` in the text that no span of `covered` (sorted by start) touches: whatever
 * their case, whole words, white space as it comes. Words of fewer than three letters or digits
 * are not looked for. In the arena, sorted, not overlapping, at most `most`; a longer word wins
 * over a shorter at one place. */
size_t repeats_find(struct arena *arena, struct str text, const struct str *words, size_t count,
                    const struct repeat_span *covered, size_t covered_count, size_t most,
                    struct repeat_span **found);

#endif
