/* See alike_items.h. */
#include "benchmark/alike_items.h"

#include "base/ascii_case.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { NUMERATOR = 4, DENOMINATOR = 5 };

struct member {
    uint64_t hash;
    uint32_t rarity; /* sets that hold it */
};

struct text_set {
    struct member *members; /* rarest first; each once */
    size_t count;
    bool is_long;
    uint64_t whole; /* of all words in their order */
};

struct posting {
    uint64_t hash;
    uint32_t item;
};

static bool is_letter(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
}

static uint64_t step(uint64_t hash, unsigned char c)
{
    return (hash ^ c) * 0x100000001b3u; /* FNV-1a */
}

/* Scatters what FNV leaves alike (the finaliser of splitmix64). */
static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/* Hashes of the words in their order. */
static uint64_t *hash_words(struct str text, size_t *count)
{
    uint64_t *words = xmalloc((text.n / 2 + 2) * sizeof *words);
    uint64_t hash = 0;
    bool inside = false;
    *count = 0;
    for (size_t i = 0; i <= text.n; i++) {
        unsigned char c = i < text.n ? (unsigned char)text.p[i] : ' ';
        if (is_letter(c)) {
            hash = inside ? hash : 0xcbf29ce484222325u;
            hash = step(hash, (unsigned char)ascii_lower((char)c));
        } else if (inside) {
            words[(*count)++] = mix(hash);
        }
        inside = is_letter(c);
    }
    return words;
}

static int by_hash(const void *a, const void *b)
{
    const struct member *left = a;
    const struct member *right = b;
    return (left->hash > right->hash) - (left->hash < right->hash);
}

static int by_rarity(const void *a, const void *b)
{
    const struct member *left = a;
    const struct member *right = b;
    int order = (left->rarity > right->rarity) - (left->rarity < right->rarity);
    return order != 0 ? order : by_hash(a, b);
}

static void make_set(struct arena *arena, struct str text, struct text_set *set)
{
    size_t words;
    uint64_t *hashes = hash_words(text, &words);
    set->is_long = words >= ALIKE_LONG_WORDS;
    size_t run = set->is_long ? ALIKE_RUN : 1;
    set->members = arena_alloc(arena, (words + 1) * sizeof *set->members);
    for (size_t i = 0; i + run <= words; i++) {
        uint64_t hash = 0;
        for (size_t k = 0; k < run; k++) {
            hash = mix(hash * 3 + hashes[i + k]);
        }
        set->members[i] = (struct member){hash, 0};
        set->count = i + 1;
    }
    for (size_t i = 0; i < words; i++) {
        set->whole = mix(set->whole * 3 + hashes[i]);
    }
    free(hashes);
    qsort(set->members, set->count, sizeof *set->members, by_hash);
    size_t kept = 0;
    for (size_t i = 0; i < set->count; i++) {
        if (i == 0 || set->members[i].hash != set->members[kept - 1].hash) {
            set->members[kept++] = set->members[i];
        }
    }
    set->count = kept;
}

/* How many sets hold each member. */
static void count_rarity(struct text_set *sets, size_t count)
{
    size_t total = 0;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        total += sets[i].count;
    }
    struct member *all = xmalloc((total + 1) * sizeof *all);
    for (size_t i = 0; i < count; i++) {
        memcpy(all + at, sets[i].members, sets[i].count * sizeof *all);
        at += sets[i].count;
    }
    qsort(all, total, sizeof *all, by_hash);
    size_t kept = 0;
    for (size_t i = 0; i < total; i++) {
        if (kept == 0 || all[i].hash != all[kept - 1].hash) {
            all[kept++] = (struct member){all[i].hash, 0};
        }
        all[kept - 1].rarity++;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sets[i].count; k++) {
            const struct member *found =
                bsearch(&sets[i].members[k], all, kept, sizeof *all, by_hash);
            sets[i].members[k].rarity = found != NULL ? found->rarity : 0;
        }
        qsort(sets[i].members, sets[i].count, sizeof *sets[i].members, by_rarity);
    }
    free(all);
}

/* Both lists rise by (rarity, hash), and a member has one rarity. */
static bool are_alike(const struct text_set *a, const struct text_set *b)
{
    size_t both = 0;
    size_t i = 0;
    size_t k = 0;
    if (a->is_long != b->is_long) {
        return false;
    }
    while (i < a->count && k < b->count) {
        int order = by_rarity(&a->members[i], &b->members[k]);
        both += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    return both * DENOMINATOR >= (a->count + b->count - both) * NUMERATOR;
}

static size_t prefix_of(const struct text_set *set)
{
    size_t needed = (set->count * NUMERATOR + DENOMINATOR - 1) / DENOMINATOR;
    return set->count == 0 ? 0 : set->count - needed + 1;
}

static int by_posting(const void *a, const void *b)
{
    const struct posting *left = a;
    const struct posting *right = b;
    int order = (left->hash > right->hash) - (left->hash < right->hash);
    return order != 0 ? order : (left->item > right->item) - (left->item < right->item);
}

static struct posting *post(const struct text_set *sets, size_t count, size_t *posted)
{
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        total += prefix_of(&sets[i]);
    }
    struct posting *list = xmalloc((total + 1) * sizeof *list);
    *posted = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < prefix_of(&sets[i]); k++) {
            list[(*posted)++] = (struct posting){sets[i].members[k].hash, (uint32_t)i};
        }
    }
    qsort(list, total, sizeof *list, by_posting);
    return list;
}

/* A pair is told at the first member that both prefixes share. */
static bool is_first_shared(const struct text_set *a, const struct text_set *b, uint64_t hash)
{
    size_t i = 0;
    size_t k = 0;
    while (i < prefix_of(a) && k < prefix_of(b)) {
        int order = by_rarity(&a->members[i], &b->members[k]);
        if (order == 0) {
            return a->members[i].hash == hash;
        }
        i += order < 0;
        k += order > 0;
    }
    return false;
}

struct finding {
    const struct alike_text_item *items;
    const struct text_set *sets;
    struct alike_pair *pairs;
    size_t count, room;
};

static void look_at(struct finding *finding, size_t a, size_t b, uint64_t hash)
{
    const struct alike_text_item *items = finding->items;
    const struct text_set *one = &finding->sets[a];
    const struct text_set *other = &finding->sets[b];
    if (items[a].side == items[b].side || finding->count > ALIKE_PAIRS_MAX ||
        !is_first_shared(one, other, hash) || !are_alike(one, other)) {
        return;
    }
    bool lower = items[a].side < items[b].side;
    finding->pairs =
        mem_grow(finding->pairs, finding->count, &finding->room, sizeof *finding->pairs);
    finding->pairs[finding->count++] =
        (struct alike_pair){lower ? a : b, lower ? b : a, one->whole == other->whole};
}

static int by_places(const void *a, const void *b)
{
    const struct alike_pair *left = a;
    const struct alike_pair *right = b;
    int order = (left->one > right->one) - (left->one < right->one);
    return order != 0 ? order : (left->other > right->other) - (left->other < right->other);
}

void alike_pairs(struct arena *arena, const struct alike_text_item *items, size_t count,
                 struct alike_pair **pairs, size_t *pair_count, bool *more)
{
    struct text_set *sets = xcalloc(count + 1, sizeof *sets);
    struct finding finding = {.items = items, .sets = sets};
    struct arena *own = arena_new();
    size_t posted;
    for (size_t i = 0; i < count; i++) {
        make_set(own, items[i].text, &sets[i]);
    }
    count_rarity(sets, count);
    struct posting *list = post(sets, count, &posted);
    for (size_t i = 0; i < posted; i++) {
        for (size_t k = i + 1; k < posted && list[k].hash == list[i].hash; k++) {
            look_at(&finding, list[i].item, list[k].item, list[i].hash);
        }
    }
    *more = finding.count > ALIKE_PAIRS_MAX;
    *pair_count = *more ? ALIKE_PAIRS_MAX : finding.count;
    *pairs = arena_alloc(arena, (*pair_count + 1) * sizeof **pairs);
    if (*pair_count > 0) {
        memcpy(*pairs, finding.pairs, *pair_count * sizeof **pairs);
        qsort(*pairs, *pair_count, sizeof **pairs, by_places);
    }
    free(finding.pairs);
    free(list);
    free(sets);
    arena_free(own);
}
