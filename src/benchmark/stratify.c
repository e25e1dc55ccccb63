/* See stratify.h. */
#include "benchmark/stratify.h"

#include "base/arena.h"
#include "base/mem.h"
#include "base/name_table.h"
#include "crypto/digest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An item or a cluster on its way. */
struct drawing {
    size_t place; /* of the item; of a cluster, its number */
    uint32_t stratum;
    uint32_t cluster;
    struct sha256 key;
    enum making_split split;
    size_t rank; /* within its stratum and split, from 0, of `of` */
    size_t of;
};

struct stratifying {
    const struct stratify_plan *plan;
    struct arena *arena;
    struct drawing *items;
    size_t count;
    struct drawing *clusters;
    size_t *sizes; /* items of a cluster */
    size_t cluster_count;
    size_t strata;
};

static struct sha256 key_of(int64_t seed, const char *kind, struct str name)
{
    struct sha256_stream stream;
    char text[64];
    int length = snprintf(text, sizeof text, "policeai-sample/v1%c%lld%c%s%c", 0,
                          (long long)seed, 0, kind, 0);
    sha256_begin(&stream);
    sha256_add(&stream, text, (size_t)length);
    sha256_add(&stream, name.p, name.n);
    return sha256_end(&stream);
}

static int compare_keys(const struct drawing *a, const struct drawing *b)
{
    int order = memcmp(a->key.bytes, b->key.bytes, SHA256_SIZE);
    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

static int by_key(const void *a, const void *b)
{
    return compare_keys(a, b);
}

static int by_stratum(const void *a, const void *b)
{
    const struct drawing *left = a;
    const struct drawing *right = b;
    int order = (left->stratum > right->stratum) - (left->stratum < right->stratum);
    return order != 0 ? order : compare_keys(left, right);
}

/* (2 rank + 1) / 2 of, without a division. */
static int by_spread(const void *a, const void *b)
{
    const struct drawing *left = a;
    const struct drawing *right = b;
    uint64_t one = (2 * (uint64_t)left->rank + 1) * right->of;
    uint64_t other = (2 * (uint64_t)right->rank + 1) * left->of;
    int order = (one > other) - (one < other);
    return order != 0 ? order : compare_keys(left, right);
}

static void number_all(struct stratifying *own, const struct stratify_item *items)
{
    struct name_table *strata = name_table_new(own->arena);
    struct name_table *clusters = name_table_new(own->arena);
    own->items = arena_zalloc(own->arena, (own->count + 1) * sizeof *own->items);
    for (size_t i = 0; i < own->count; i++) {
        own->items[i].place = i;
        own->items[i].stratum = name_table_lend(strata, items[i].stratum);
        own->items[i].cluster = name_table_lend(clusters, items[i].cluster);
        own->items[i].key = key_of(own->plan->seed, "item", items[i].id);
    }
    qsort(own->items, own->count, sizeof *own->items, by_key);
    own->strata = name_table_count(strata);
    own->cluster_count = name_table_count(clusters);
    own->clusters = arena_zalloc(own->arena, (own->cluster_count + 1) * sizeof *own->clusters);
    own->sizes = arena_zalloc(own->arena, (own->cluster_count + 1) * sizeof *own->sizes);
    for (size_t i = 0; i < own->count; i++) {
        uint32_t number = own->items[i].cluster;
        struct drawing *cluster = &own->clusters[number];
        if (own->sizes[number]++ == 0) { /* the lowest key of its items comes first */
            *cluster = (struct drawing){.place = number, .stratum = own->items[i].stratum};
            cluster->key =
                key_of(own->plan->seed, "cluster", items[own->items[i].place].cluster);
        }
    }
}

/* Which side each cluster goes to; then which each item is on. */
static void part_clusters(struct stratifying *own)
{
    size_t dev = 0;
    size_t all = 0;
    enum making_split *side = arena_alloc(own->arena, (own->cluster_count + 1) * sizeof *side);
    qsort(own->clusters, own->cluster_count, sizeof *own->clusters, by_stratum);
    for (size_t i = 0; i < own->cluster_count; i++) {
        size_t size = own->sizes[own->clusters[i].place];
        all += size;
        /* dev / all lags behind plan->dev / (plan->dev + plan->test), half a cluster allowed */
        bool behind = (uint64_t)(2 * dev + size) * (own->plan->dev + own->plan->test) <=
                      (uint64_t)2 * own->plan->dev * all;
        side[own->clusters[i].place] = behind ? MAKING_DEV : MAKING_TEST;
        dev += behind ? size : 0;
    }
    for (size_t i = 0; i < own->count; i++) {
        own->items[i].split = side[own->items[i].cluster];
    }
}

struct remainder {
    uint64_t rest;
    size_t stratum;
};

static int by_rest(const void *a, const void *b)
{
    const struct remainder *left = a;
    const struct remainder *right = b;
    int order = (left->rest < right->rest) - (left->rest > right->rest);
    return order != 0 ? order
                      : (left->stratum > right->stratum) - (left->stratum < right->stratum);
}

/* By size: wanted * there / all, the rest to the largest remainders. */
static void share_by_size(struct stratifying *own, const size_t *there, size_t all,
                          size_t wanted, size_t *shares)
{
    struct remainder *rests = arena_alloc(own->arena, (own->strata + 1) * sizeof *rests);
    size_t given = 0;
    for (size_t s = 0; s < own->strata; s++) {
        shares[s] = all > 0 ? (size_t)((uint64_t)wanted * there[s] / all) : 0;
        rests[s] = (struct remainder){all > 0 ? (uint64_t)wanted * there[s] % all : 0, s};
        given += shares[s];
    }
    qsort(rests, own->strata, sizeof *rests, by_rest);
    for (size_t i = 0; given < wanted && i < own->strata; i++) {
        shares[rests[i].stratum]++;
        given++;
    }
}

/* One each in turn, while a stratum has any. */
static void share_alike(const struct stratifying *own, const size_t *there, size_t wanted,
                        size_t *shares)
{
    size_t given = 0;
    memset(shares, 0, own->strata * sizeof *shares);
    while (given < wanted) {
        for (size_t s = 0; s < own->strata && given < wanted; s++) {
            size_t one = shares[s] < there[s] ? 1 : 0;
            shares[s] += one;
            given += one;
        }
    }
}

/* Draws one side: those not drawn are MAKING_LEFT. */
static enum err_code draw_side(struct stratifying *own, enum making_split split, size_t wanted,
                               struct err *err)
{
    size_t *there = arena_zalloc(own->arena, (own->strata + 1) * sizeof *there);
    size_t *shares = arena_zalloc(own->arena, (own->strata + 1) * sizeof *shares);
    size_t *taken = arena_zalloc(own->arena, (own->strata + 1) * sizeof *taken);
    size_t all = 0;
    for (size_t i = 0; i < own->count; i++) {
        if (own->items[i].split == split) {
            there[own->items[i].stratum]++;
            all++;
        }
    }
    if (all < wanted) {
        err_set(err, ERR_INVALID, "%zu items for %s are wanted, %zu fall to it", wanted,
                making_split_name(split), all);
        err_hint(err, "ask for fewer: a cluster goes whole to dev or to test");
        return ERR_INVALID;
    }
    if (own->plan->alike) {
        share_alike(own, there, wanted, shares);
    } else {
        share_by_size(own, there, all, wanted, shares);
    }
    for (size_t i = 0; i < own->count; i++) { /* in order of their keys */
        struct drawing *item = &own->items[i];
        if (item->split == split) {
            item->of = shares[item->stratum];
            item->rank = taken[item->stratum];
            taken[item->stratum]++;
            item->split = item->rank < item->of ? split : MAKING_LEFT;
        }
    }
    return ERR_OK;
}

static enum err_code draw(struct stratifying *own, enum making_split *splits, size_t *order,
                          size_t *drawn, struct err *err)
{
    size_t kept = 0;
    part_clusters(own);
    TRY(draw_side(own, MAKING_DEV, own->plan->dev, err));
    TRY(draw_side(own, MAKING_TEST, own->plan->test, err));
    for (size_t i = 0; i < own->count; i++) {
        splits[own->items[i].place] = own->items[i].split;
        if (own->items[i].split != MAKING_LEFT) {
            own->items[kept++] = own->items[i];
        }
    }
    qsort(own->items, kept, sizeof *own->items, by_spread);
    for (size_t i = 0; i < kept; i++) {
        order[i] = own->items[i].place;
    }
    *drawn = kept;
    return ERR_OK;
}

enum err_code stratify(const struct stratify_item *items, size_t count,
                       const struct stratify_plan *plan, enum making_split *splits,
                       size_t *order, size_t *drawn, struct err *err)
{
    struct stratifying own = {.plan = plan, .arena = arena_new(), .count = count};
    if (plan->dev + plan->test == 0 || plan->dev > count || plan->test > count) {
        arena_free(own.arena);
        return err_set(err, ERR_INVALID, "%zu dev and %zu test items of %zu are no sample",
                       plan->dev, plan->test, count);
    }
    number_all(&own, items);
    enum err_code code = draw(&own, splits, order, drawn, err);
    arena_free(own.arena);
    return code;
}
