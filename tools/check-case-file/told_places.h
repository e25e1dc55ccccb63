/* Places that a sentence names: "at 27 Saddler Row, Oldmere". Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_TOLD_PLACES_H
#define POLICEAI_CHECK_CASE_FILE_TOLD_PLACES_H

#include "accounts.h"

/* Adds the places of a sentence that begins at byte `base` of its paper to the telling: words
 * with capitals behind "in", "at", "along" and the like. */
void told_places_read(struct str text, const struct whens *whens, size_t paper, size_t base,
                      struct telling *telling);
/* Adds the place when its name stands anywhere in the sentence. */
void told_place_known(const struct case_check *check, struct place sentence,
                      const struct told_place *known, struct telling *telling);
/* May both be one place? A part of a name, or the town alone, speaks for no other; another
 * number of the street does. */
bool told_place_same(const struct told_place *a, const struct told_place *b);

#endif
