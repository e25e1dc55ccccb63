/* N-grams as paths of a tree; see ngrams.h. */
#include "metrics/translation/ngrams.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };

void ngrams_init(struct ngrams *set)
{
    *set = (struct ngrams){.slot_count = FIRST_SLOTS};
    set->slots = xcalloc(FIRST_SLOTS, sizeof *set->slots);
}

void ngrams_release(struct ngrams *set)
{
    free(set->slots);
    free(set->used);
}

void ngrams_begin(struct ngrams *set, size_t length, size_t orders)
{
    for (size_t i = 0; i < set->used_count; i++) {
        set->slots[set->used[i]] = (struct ngram_slot){0};
    }
    set->used_count = 0;
    size_t needed = set->slot_count;
    while (needed < 2 * length * orders) {
        needed *= 2;
    }
    if (needed > set->slot_count) {
        free(set->slots);
        set->slot_count = needed;
        set->slots = xcalloc(needed, sizeof *set->slots);
    }
}

/* The slot of a key, or the empty one where it belongs. */
static size_t find(const struct ngrams *set, uint64_t key)
{
    size_t mask = set->slot_count - 1;
    size_t slot = (size_t)((key * 0x9E3779B97F4A7C15u) >> 32) & mask;
    while (set->slots[slot].key != key && set->slots[slot].key != 0) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

/* Nodes are named by their slot; the root is beyond all slots, so that no key is 0. */
static uint64_t edge(uint64_t node, uint32_t number)
{
    return (node + 1) << 32 | number;
}

void ngrams_add(struct ngrams *set, const uint32_t *numbers, size_t length, size_t orders)
{
    for (size_t i = 0; i < length; i++) {
        uint64_t node = set->slot_count;
        for (size_t n = 0; n < orders && i + n < length; n++) {
            uint64_t key = edge(node, numbers[i + n]);
            size_t slot = find(set, key);
            if (set->slots[slot].key == 0) {
                set->slots[slot].key = key;
                if (set->used_count == set->used_capacity) {
                    set->used = mem_grow(set->used, set->used_count, &set->used_capacity,
                                         sizeof *set->used);
                }
                set->used[set->used_count++] = (uint32_t)slot;
            }
            set->slots[slot].count++;
            node = slot;
        }
    }
    for (size_t i = 0; i < set->used_count; i++) {
        struct ngram_slot *slot = &set->slots[set->used[i]];
        slot->most = slot->most > slot->count ? slot->most : slot->count;
        slot->count = 0;
    }
}

void ngrams_match(struct ngrams *set, const uint32_t *numbers, size_t length, size_t orders,
                  uint32_t *matched)
{
    memset(matched, 0, orders * sizeof *matched);
    for (size_t i = 0; i < length; i++) {
        uint64_t node = set->slot_count;
        for (size_t n = 0; n < orders && i + n < length; n++) {
            size_t slot = find(set, edge(node, numbers[i + n]));
            if (set->slots[slot].key == 0) {
                break; /* what begins with an n-gram that is not there is not there either */
            }
            matched[n] += set->slots[slot].count < set->slots[slot].most;
            set->slots[slot].count++;
            node = slot;
        }
    }
}
