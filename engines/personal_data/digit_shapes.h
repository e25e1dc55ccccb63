/* What a run of digits looks like from outside: how long it is and what stands on both sides of
 * it. Most rules can only match around a run of a certain look, and looking at the runs costs a
 * fraction of looking at every byte.
 *
 * A shape is written "#BEFORE LEAST-MOST AFTER;": every match of the rule holds a run of LEAST
 * to MOST digits, counted as far as it goes in the text, with one of BEFORE before it and one
 * of AFTER after it. Both are letters of this list, "*" stands for all of it:
 *
 *     u l h   a capital, a small letter, a byte of a character beyond ASCII
 *     s d p c k m +   / - . : bracket , +
 *     U L D H X   a blank, and beyond it a capital, a small letter, a digit, a byte beyond
 *                 ASCII, anything else
 *     x   anything else, and the ends of the text
 *
 * MOST may be "+". What follows a run of DIGITS_LONG digits is not looked at. */
#ifndef POLICEAI_PERSONAL_DATA_DIGIT_SHAPES_H
#define POLICEAI_PERSONAL_DATA_DIGIT_SHAPES_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGITS_LONG = 10, DIGIT_SIDES = 16, DIGIT_SHAPES_MAX = 64 };

/* Which shapes, as bits, a run has. Zeroed before the first shape is added. */
struct digit_shapes {
    uint64_t look[DIGIT_SIDES][DIGITS_LONG + 1][DIGIT_SIDES];
    size_t rules[DIGIT_SHAPES_MAX]; /* of each bit */
    size_t count;
};

struct digit_run {
    size_t start;
    size_t end;
};

/* Adds the shapes `anchor` begins with for a rule; `rest` is what is left of it. False when one
 * is written wrongly or there is no room for it. */
bool digit_shapes_add(struct digit_shapes *shapes, const char *anchor, size_t rule,
                      const char **rest);
/* The first run of digits at `from`, which is not inside of one, or after it; false when there
 * is none. */
bool digit_run_next(struct str text, size_t from, struct digit_run *run);
/* The shapes of a run. */
uint64_t digit_shapes_of(const struct digit_shapes *shapes, struct str text,
                         struct digit_run run);

#endif
