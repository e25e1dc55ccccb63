/* Building a net: words are arcs between nodes, numbered by a walk; see word_net.h. */
#include "metrics/speech/word_net.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 64 };

struct arc {
    struct net_word word;
    uint32_t from, to; /* nodes */
};

/* A choice that is open: where its branches begin and end. */
struct choice {
    uint32_t start;
    uint32_t end; /* node after the first branch that had a word, or 0 */
    size_t arcs;  /* that stood before it */
};

struct net_builder {
    struct arena *arena;
    struct arc *arcs; /* in the order of the text */
    size_t count;
    size_t room;
    uint32_t nodes; /* given out so far; 0 is the beginning */
    uint32_t at;    /* node where the next word begins */
    bool chain;
    size_t depth;
    struct choice choices[DEPTH_MAX];
};

static void release(void *data)
{
    struct net_builder *builder = data;
    free(builder->arcs);
}

struct net_builder *net_builder_new(struct arena *arena)
{
    struct net_builder *builder = arena_zalloc(arena, sizeof *builder);
    builder->arena = arena;
    builder->chain = true;
    arena_on_free(arena, release, builder);
    return builder;
}

void net_builder_word(struct net_builder *builder, uint32_t id, enum net_kind kind)
{
    builder->arcs =
        mem_grow(builder->arcs, builder->count, &builder->room, sizeof *builder->arcs);
    uint32_t to = ++builder->nodes;
    struct net_word word = {id, (uint32_t)builder->count, kind};
    builder->arcs[builder->count++] = (struct arc){word, builder->at, to};
    builder->at = to;
    builder->chain = builder->chain && kind == NET_WORD;
}

void net_builder_open(struct net_builder *builder)
{
    if (builder->depth == DEPTH_MAX) {
        BUG("a choice inside %d others", DEPTH_MAX);
    }
    builder->choices[builder->depth++] = (struct choice){builder->at, 0, builder->count};
}

/* The branch that ends here ends where the others do. */
static void end_branch(struct net_builder *builder, struct choice *choice)
{
    if (builder->at == choice->start) {
        return;
    }
    if (choice->end == 0) {
        choice->end = builder->at;
    }
    for (size_t i = builder->count; i-- > choice->arcs && builder->at != choice->end;) {
        if (builder->arcs[i].to == builder->at) {
            builder->arcs[i].to = choice->end;
        }
    }
}

void net_builder_or(struct net_builder *builder)
{
    struct choice *choice = &builder->choices[builder->depth - 1];
    end_branch(builder, choice);
    builder->at = choice->start;
}

bool net_builder_close(struct net_builder *builder)
{
    struct choice *choice = &builder->choices[--builder->depth];
    end_branch(builder, choice);
    builder->at = choice->end != 0 ? choice->end : choice->start;
    builder->chain = false;
    return choice->end != 0;
}

size_t net_builder_depth(const struct net_builder *builder)
{
    return builder->depth;
}

/* Lists of arcs by a node they belong to, in the order of the text. */
struct lists {
    uint32_t *first;
    uint32_t *arcs;
};

static struct lists lists_of(const struct net_builder *builder, bool into)
{
    struct lists lists = {xcalloc((size_t)builder->nodes + 2, sizeof *lists.first),
                          xcalloc(builder->count + 1, sizeof *lists.arcs)};
    for (size_t i = 0; i < builder->count; i++) {
        lists.first[(into ? builder->arcs[i].to : builder->arcs[i].from) + 1]++;
    }
    for (uint32_t n = 0; n <= builder->nodes; n++) {
        lists.first[n + 1] += lists.first[n];
    }
    for (size_t i = builder->count; i-- > 0;) {
        uint32_t node = into ? builder->arcs[i].to : builder->arcs[i].from;
        lists.arcs[--lists.first[node + 1]] = (uint32_t)i;
    }
    /* first[node + 1] is now where the node's list starts; move back to first[node] */
    memmove(lists.first, lists.first + 1, ((size_t)builder->nodes + 1) * sizeof *lists.first);
    lists.first[builder->nodes + 1] = (uint32_t)builder->count;
    return lists;
}

/* Gives each arc its number, from 1: a node's arcs when all arcs into it have theirs. */
static uint32_t *number_arcs(const struct net_builder *builder, const struct lists *out)
{
    uint32_t *numbers = xcalloc(builder->count + 1, sizeof *numbers);
    uint32_t *waiting = xcalloc((size_t)builder->nodes + 1, sizeof *waiting);
    uint32_t *queue = xcalloc((size_t)builder->nodes + 1, sizeof *queue);
    for (size_t i = 0; i < builder->count; i++) {
        waiting[builder->arcs[i].to]++;
    }
    uint32_t next = 0;
    size_t head = 0;
    size_t tail = 1; /* node 0 */
    while (head < tail) {
        uint32_t node = queue[head++];
        for (uint32_t k = out->first[node]; k < out->first[node + 1]; k++) {
            uint32_t to = builder->arcs[out->arcs[k]].to;
            numbers[out->arcs[k]] = ++next;
            if (--waiting[to] == 0) {
                queue[tail++] = to;
            }
        }
    }
    free(waiting);
    free(queue);
    return numbers;
}

static struct word_net net_of(const struct net_builder *builder, const uint32_t *numbers,
                              const struct lists *in)
{
    struct arena *arena = builder->arena;
    size_t count = builder->count;
    struct net_word *words = arena_zalloc(arena, (count + 1) * sizeof *words);
    uint32_t *first = arena_alloc(arena, (count + 3) * sizeof *first);
    uint32_t *arc_of = xcalloc(count + 1, sizeof *arc_of);
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        words[numbers[i]] = builder->arcs[i].word;
        arc_of[numbers[i]] = (uint32_t)i;
    }
    for (size_t w = 1; w <= count + 1; w++) {
        uint32_t node = w <= count ? builder->arcs[arc_of[w]].from : builder->at;
        first[w] = (uint32_t)total;
        total += node == 0 ? 1 : in->first[node + 1] - in->first[node];
    }
    first[count + 2] = (uint32_t)total;
    uint32_t *before = arena_alloc(arena, (total + 1) * sizeof *before);
    for (size_t w = 1; w <= count + 1; w++) {
        uint32_t node = w <= count ? builder->arcs[arc_of[w]].from : builder->at;
        uint32_t *list = before + first[w];
        list[0] = 0;
        for (uint32_t k = in->first[node]; k < in->first[node + 1]; k++) {
            *list++ = numbers[in->arcs[k]];
        }
    }
    free(arc_of);
    return (struct word_net){words, count, false, first, before};
}

static struct word_net chain_of(const struct net_builder *builder)
{
    struct net_word *words = arena_alloc(builder->arena, (builder->count + 1) * sizeof *words);
    words[0] = (struct net_word){0};
    for (size_t i = 0; i < builder->count; i++) {
        words[i + 1] = builder->arcs[i].word;
    }
    return (struct word_net){words, builder->count, true, NULL, NULL};
}

static struct word_net graph_of(const struct net_builder *builder)
{
    struct lists in = lists_of(builder, true);
    struct lists out = lists_of(builder, false);
    uint32_t *numbers = number_arcs(builder, &out);
    struct word_net net = net_of(builder, numbers, &in);
    free(numbers);
    free(in.first);
    free(in.arcs);
    free(out.first);
    free(out.arcs);
    return net;
}

struct word_net net_builder_end(struct net_builder *builder)
{
    struct word_net net = builder->chain ? chain_of(builder) : graph_of(builder);
    builder->count = 0;
    builder->nodes = 0;
    builder->at = 0;
    builder->chain = true;
    builder->depth = 0;
    return net;
}
