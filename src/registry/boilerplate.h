/* The same words in many records, and many tools in one: what inspectors of other registers
 * found too late. Pure; it states how alike texts are, never why.
 *
 * Texts are compared as sets of shingles (shingles.h). All pairs at or above the bound are
 * found: two sets that are that alike share one of their rarest shingles. SOURCE: the prefix
 * filter of S. Chaudhuri, V. Ganti and R. Kaushik, A primitive operator for similarity joins in
 * data cleaning, 2006. */
#ifndef POLICEAI_REGISTRY_BOILERPLATE_H
#define POLICEAI_REGISTRY_BOILERPLATE_H

#include "base/arena.h"
#include "base/str.h"
#include "alike/shingles.h"

#include <stdbool.h>
#include <stddef.h>

struct boilerplate_text {
    struct str record; /* texts of one record are not compared with each other */
    struct str field;
    struct str text; /* of fewer than BOILERPLATE_WORDS_MIN words: passed over */
};

struct boilerplate_pair {
    size_t a, b;   /* indices of the texts, a < b */
    size_t both;   /* shingles in both: the numerator */
    size_t either; /* in either: the denominator */
};

struct boilerplate {
    const struct boilerplate_pair *pairs; /* the most alike first, then by a and b */
    size_t count;
    bool cut; /* there were more than `max` */
};

/* Pairs with both / either >= numerator / denominator (a bound above 0). */
void boilerplate_find(struct arena *arena, const struct boilerplate_text *texts, size_t count,
                      size_t numerator, size_t denominator, size_t max,
                      struct boilerplate *found);

/* Products (of at least 4 bytes) out of `products` that stand in the text as words: a record
 * that speaks of tools which it does not list. Sets named[i]; gives their number. */
size_t products_named(struct str text, const struct str *products, size_t count, bool *named);

#endif
