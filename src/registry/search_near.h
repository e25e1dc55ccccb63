/* The word that was perhaps meant: of all words offered the one with the fewest changes
 * (optimal string alignment: a byte put in, left out or changed, or two neighbours swapped;
 * G. Navarro, A guided tour to approximate string matching, 2001, section 2), of several the
 * one that stands in most places, then the first by its bytes. */
#ifndef POLICEAI_REGISTRY_SEARCH_NEAR_H
#define POLICEAI_REGISTRY_SEARCH_NEAR_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

/* Bytes that must be changed to make `b` of `a`; `most` + 1 when more than `most` (at most 3).
 * Words of more than 64 bytes are as far from every other as can be. */
int search_distance(struct str a, struct str b, int most);

enum { SEARCH_WORD_MAX = 64, SEARCH_PARTS_MAX = 29 };

/* Numbers of the parts of a word: what is left of its first 7 bytes when up to `most` (0 to 2)
 * of them are left out. Two words that are at most `most` changes apart share one: each change
 * spoils a byte of either, and what is not spoilt stands in both in the same order (the
 * deletion neighbourhood, T. Bocek, E. Hunt and B. Stiller, Fast similarity search in large
 * dictionaries, 2007; the first bytes alone, since what the one has among them and the other
 * behind them is made up for by as many changes). Parts of which no search can ask
 * (search_near_start) are left out. At most SEARCH_PARTS_MAX, in no order, some perhaps twice;
 * none for a word of more than SEARCH_WORD_MAX bytes. */
size_t search_parts(struct str word, int most, uint64_t parts[SEARCH_PARTS_MAX]);

struct search_near {
    struct arena *arena;
    struct str wanted; /* lower case */
    struct str best;   /* "" so far */
    int distance;
    int64_t places;
};

/* One change in words of up to 4 bytes, two in longer ones; none in those of up to 2. */
void search_near_start(struct search_near *near, struct arena *arena, struct str wanted);
/* How many changes the wanted word may be away. */
int search_near_most(struct str wanted);
void search_near_offer(struct search_near *near, struct str term, int64_t places);

#endif
