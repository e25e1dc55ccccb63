/* Texts that are the same or nearly so. Pure.
 *
 * A text is the set of its words, or of its runs of four words when it has 20 words or more; in
 * lower case (A to Z), without marks. Two sets of one kind are alike when what both hold is at
 * least four fifths of what either holds (Jaccard). All such pairs are found, none by chance:
 * sets are ordered by how rare their members are, and two that are alike share a member among
 * the first |s| - ceil(0.8 |s|) + 1 of each. SOURCE: Broder 1997, On the resemblance and
 * containment of documents; Chaudhuri, Ganti and Kaushik 2006, A primitive operator for
 * similarity joins in data cleaning (prefix filter). */
#ifndef POLICEAI_BENCHMARK_ALIKE_ITEMS_H
#define POLICEAI_BENCHMARK_ALIKE_ITEMS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum { ALIKE_LONG_WORDS = 20, ALIKE_RUN = 4, ALIKE_PAIRS_MAX = 100000 };

struct alike_text_item {
    struct str text;
    int side; /* only pairs of two different sides are looked for */
};

struct alike_pair {
    size_t one; /* place of the item of the lower side */
    size_t other;
    bool same; /* the same words in the same order */
};

/* Pairs sorted by `one`, then `other`, in the arena; at most ALIKE_PAIRS_MAX, then *more. Texts
 * without a word are in no pair. */
void alike_pairs(struct arena *arena, const struct alike_text_item *items, size_t count,
                 struct alike_pair **pairs, size_t *pair_count, bool *more);

#endif
