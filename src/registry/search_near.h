/* The word that was perhaps meant: of all words offered the one with the fewest changes
 * (optimal string alignment: a byte put in, left out or changed, or two neighbours swapped;
 * G. Navarro, A guided tour to approximate string matching, 2001, section 2), of several the
 * one that stands in most places, then the first by its bytes. */
#ifndef POLICEAI_REGISTRY_SEARCH_NEAR_H
#define POLICEAI_REGISTRY_SEARCH_NEAR_H

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>

/* Bytes that must be changed to make `b` of `a`; `most` + 1 when more than `most` (at most 3).
 * Words of more than 64 bytes are as far from every other as can be. */
int search_distance(struct str a, struct str b, int most);

struct search_near {
    struct arena *arena;
    struct str wanted; /* lower case */
    struct str best;   /* "" so far */
    int distance;
    int64_t places;
};

/* One change in words of up to 4 bytes, two in longer ones; none in those of up to 2. */
void search_near_start(struct search_near *near, struct arena *arena, struct str wanted);
void search_near_offer(struct search_near *near, struct str term, int64_t places);

#endif
