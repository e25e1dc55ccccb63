/* See boilerplate.h. */
#include "registry/boilerplate.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A text as the sorted set of its shingles' numbers: the rarer, the smaller. */
struct shingled {
    uint32_t *shingles;
    size_t count;
};

struct hashed {
    uint64_t hash;
    uint32_t text;
    uint32_t number;
};

struct shingle_list {
    struct hashed *list;
    size_t count;
    size_t capacity;
};

static void add_shingles(struct shingle_list *all, struct str text, uint32_t index)
{
    char *words = xmalloc(2 * text.n + 2);
    size_t *ends = xmalloc((text.n + 1) * sizeof *ends);
    size_t count = shingle_words(text, words, ends);
    for (size_t i = 0; count >= BOILERPLATE_WORDS_MIN && i + SHINGLE_WORDS <= count; i++) {
        size_t start = i > 0 ? ends[i - 1] : 0;
        struct str shingle = str_n(words + start, ends[i + SHINGLE_WORDS - 1] - start);
        all->list = mem_grow(all->list, all->count, &all->capacity, sizeof *all->list);
        all->list[all->count++] = (struct hashed){str_hash(shingle), index, 0};
    }
    free(words);
    free(ends);
}

static int by_hash(const void *a, const void *b)
{
    const struct hashed *one = a;
    const struct hashed *other = b;
    if (one->hash != other->hash) {
        return one->hash < other->hash ? -1 : 1;
    }
    return one->text < other->text ? -1 : one->text > other->text;
}

struct rarity {
    size_t first; /* in the sorted list */
    size_t count; /* texts that have it */
};

static int by_rarity(const void *a, const void *b)
{
    const struct rarity *one = a;
    const struct rarity *other = b;
    if (one->count != other->count) {
        return one->count < other->count ? -1 : 1;
    }
    return one->first < other->first ? -1 : one->first > other->first;
}

/* Each text has each shingle once; each shingle has a number by rarity. */
static void number_shingles(struct shingle_list *all)
{
    size_t kept = 0;
    size_t distinct = 0;
    qsort(all->list, all->count, sizeof *all->list, by_hash);
    for (size_t i = 0; i < all->count; i++) {
        if (kept == 0 || by_hash(&all->list[i], &all->list[kept - 1]) != 0) {
            all->list[kept++] = all->list[i];
        }
    }
    all->count = kept;
    struct rarity *order = xmalloc((kept + 1) * sizeof *order);
    for (size_t i = 0; i < kept; i++) {
        if (i == 0 || all->list[i].hash != all->list[i - 1].hash) {
            order[distinct++] = (struct rarity){i, 0};
        }
        order[distinct - 1].count++;
    }
    qsort(order, distinct, sizeof *order, by_rarity);
    for (size_t n = 0; n < distinct; n++) {
        for (size_t k = 0; k < order[n].count; k++) {
            all->list[order[n].first + k].number = (uint32_t)n;
        }
    }
    free(order);
}

static int by_text(const void *a, const void *b)
{
    const struct hashed *one = a;
    const struct hashed *other = b;
    if (one->text != other->text) {
        return one->text < other->text ? -1 : 1;
    }
    return one->number < other->number ? -1 : one->number > other->number;
}

static size_t in_both(const struct shingled *a, const struct shingled *b)
{
    size_t both = 0;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        if (a->shingles[i] == b->shingles[k]) {
            both++;
            i++;
            k++;
        } else if (a->shingles[i] < b->shingles[k]) {
            i++;
        } else {
            k++;
        }
    }
    return both;
}

/* ---- the join ---- */

struct posting {
    uint32_t text;
    uint32_t next; /* index + 1 of the one before it, 0: none */
};

struct join {
    const struct boilerplate_text *texts;
    const struct shingled *sets;
    size_t numerator, denominator;
    struct posting *postings;
    size_t posting_count, posting_capacity;
    uint32_t *heads; /* by shingle */
    uint32_t *seen;  /* by text: the one it was last compared with, plus 1 */
    struct boilerplate_pair *pairs;
    size_t pair_count, pair_capacity;
};

static void compare(struct join *join, uint32_t a, uint32_t b)
{
    size_t both = in_both(&join->sets[a], &join->sets[b]);
    size_t either = join->sets[a].count + join->sets[b].count - both;
    if (both * join->denominator >= join->numerator * either &&
        !str_eq(join->texts[a].record, join->texts[b].record)) {
        join->pairs =
            mem_grow(join->pairs, join->pair_count, &join->pair_capacity, sizeof *join->pairs);
        join->pairs[join->pair_count++] =
            (struct boilerplate_pair){a < b ? a : b, a < b ? b : a, both, either};
    }
}

/* Two sets of sizes m <= n at bound t share at least t·n shingles, so that each has one of the
 * shared ones among its first count − ⌈t·count⌉ + 1. */
static void join_text(struct join *join, uint32_t text)
{
    const struct shingled *set = &join->sets[text];
    size_t least = (join->numerator * set->count + join->denominator - 1) / join->denominator;
    size_t prefix = set->count > 0 ? set->count - least + 1 : 0;
    for (size_t i = 0; i < prefix; i++) {
        uint32_t *head = &join->heads[set->shingles[i]];
        for (uint32_t at = *head; join->postings != NULL && at != 0;
             at = join->postings[at - 1].next) {
            uint32_t other = join->postings[at - 1].text;
            if (join->seen[other] != text + 1) {
                join->seen[other] = text + 1;
                compare(join, text, other);
            }
        }
        join->postings = mem_grow(join->postings, join->posting_count, &join->posting_capacity,
                                  sizeof *join->postings);
        join->postings[join->posting_count++] = (struct posting){text, *head};
        *head = (uint32_t)join->posting_count;
    }
}

static int by_likeness(const void *a, const void *b)
{
    const struct boilerplate_pair *one = a;
    const struct boilerplate_pair *other = b;
    size_t left = one->both * other->either;
    size_t right = other->both * one->either;
    if (left != right) {
        return left > right ? -1 : 1;
    }
    if (one->a != other->a) {
        return one->a < other->a ? -1 : 1;
    }
    return one->b < other->b ? -1 : one->b > other->b;
}

static void keep_pairs(struct arena *arena, struct join *join, size_t max,
                       struct boilerplate *found)
{
    if (join->pair_count > 0) {
        qsort(join->pairs, join->pair_count, sizeof *join->pairs, by_likeness);
    }
    size_t kept = join->pair_count < max ? join->pair_count : max;
    struct boilerplate_pair *pairs = arena_alloc(arena, (kept + 1) * sizeof *pairs);
    if (kept > 0) {
        memcpy(pairs, join->pairs, kept * sizeof *pairs);
    }
    *found = (struct boilerplate){pairs, kept, kept < join->pair_count};
}

/* Points each text's set into `numbers`, which holds them one after another. */
static struct shingled *make_sets(const struct shingle_list *all, uint32_t *numbers,
                                  size_t count)
{
    struct shingled *sets = xcalloc(count + 1, sizeof *sets);
    for (size_t i = 0; i < all->count; i++) {
        struct shingled *set = &sets[all->list[i].text];
        numbers[i] = all->list[i].number;
        if (set->count++ == 0) {
            set->shingles = &numbers[i];
        }
    }
    return sets;
}

void boilerplate_find(struct arena *arena, const struct boilerplate_text *texts, size_t count,
                      size_t numerator, size_t denominator, size_t max,
                      struct boilerplate *found)
{
    struct shingle_list all = {NULL, 0, 0};
    for (size_t i = 0; i < count; i++) {
        add_shingles(&all, texts[i].text, (uint32_t)i);
    }
    if (all.count == 0) {
        *found = (struct boilerplate){NULL, 0, false};
        return;
    }
    number_shingles(&all);
    qsort(all.list, all.count, sizeof *all.list, by_text);
    uint32_t *numbers = xmalloc((all.count + 1) * sizeof *numbers);
    struct shingled *sets = make_sets(&all, numbers, count);
    struct join join = {.texts = texts,
                        .sets = sets,
                        .numerator = numerator,
                        .denominator = denominator,
                        .heads = xcalloc(all.count + 1, sizeof *join.heads),
                        .seen = xcalloc(count + 1, sizeof *join.seen)};
    for (size_t i = 0; i < count; i++) {
        join_text(&join, (uint32_t)i);
    }
    keep_pairs(arena, &join, max, found);
    free(join.heads);
    free(join.seen);
    free(join.postings);
    free(join.pairs);
    free(sets);
    free(numbers);
    free(all.list);
}

/* ---- tools that are named ---- */

static bool same_letters(const char *text, struct str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (shingle_lower(text[i]) != shingle_lower(word.p[i])) {
            return false;
        }
    }
    return true;
}

static bool stands_in(struct str text, struct str word)
{
    for (size_t i = 0; word.n <= text.n && i + word.n <= text.n; i++) {
        bool starts = i == 0 || !shingle_letter((unsigned char)text.p[i - 1]);
        bool ends = i + word.n == text.n || !shingle_letter((unsigned char)text.p[i + word.n]);
        if (starts && ends && same_letters(text.p + i, word)) {
            return true;
        }
    }
    return false;
}

size_t products_named(struct str text, const struct str *products, size_t count, bool *named)
{
    enum { SHORT = 4 };
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        named[i] = products[i].n >= SHORT && stands_in(text, products[i]);
        found += named[i];
    }
    return found;
}
