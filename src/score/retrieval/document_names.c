/* Documents by name; see document_names.h. An open-addressed table, at most three quarters
 * full: that of a topic should stay in the nearer caches. */
#include "score/retrieval/document_names.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 256, BLOCK = 256 * 1024 };

/* Eight bytes at a time; only order of numbering depends on nothing of it. */
static uint32_t hash_of(struct str name)
{
    uint64_t hash = name.n * 0x9E3779B97F4A7C15u;
    size_t i = 0;
    for (uint64_t word; i + sizeof word <= name.n; i += sizeof word) {
        memcpy(&word, name.p + i, sizeof word);
        hash = (hash ^ word) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
    }
    uint64_t rest = 0;
    if (i < name.n) {
        memcpy(&rest, name.p + i, name.n - i);
    }
    hash = (hash ^ rest) * 0xC4CEB9FE1A85EC53u;
    return (uint32_t)(hash ^ (hash >> 32));
}

static void rehash(struct document_names *names, size_t slot_count)
{
    free(names->slots);
    names->slots = xcalloc(slot_count, sizeof *names->slots);
    names->slot_count = slot_count;
    for (size_t i = 0; i < names->count; i++) {
        size_t slot = names->items[i].hash & (slot_count - 1);
        while (names->slots[slot] != 0) {
            slot = (slot + 1) & (slot_count - 1);
        }
        names->slots[slot] = (uint32_t)i + 1;
    }
}

void document_names_expect(struct document_names *names, size_t count)
{
    size_t slot_count = FIRST_SLOTS;
    while (slot_count * 3 < count * 4 + 4) {
        slot_count *= 2;
    }
    names->room = count + 1;
    names->items = xrealloc(names->items, names->room, sizeof *names->items);
    rehash(names, slot_count);
}

static const char *copy(struct name_room *room, struct str name)
{
    if (room->left < name.n + 1) {
        room->left = name.n + 1 > BLOCK ? name.n + 1 : BLOCK;
        room->at = arena_alloc(room->arena, room->left);
    }
    char *text = room->at;
    memcpy(text, name.p, name.n);
    text[name.n] = '\0';
    room->at += name.n + 1;
    room->left -= name.n + 1;
    return text;
}

uint32_t document_names_add(struct document_names *names, struct name_room *room,
                            struct str name)
{
    if (names->count * 4 >= names->slot_count * 3) {
        rehash(names, names->slot_count > 0 ? names->slot_count * 2 : FIRST_SLOTS);
    }
    uint32_t hash = hash_of(name);
    size_t slot = hash & (names->slot_count - 1);
    for (; names->slots[slot] != 0; slot = (slot + 1) & (names->slot_count - 1)) {
        const struct document_name *item = &names->items[names->slots[slot] - 1];
        if (item->hash == hash && item->length == name.n &&
            memcmp(item->text, name.p, name.n) == 0) {
            return names->slots[slot] - 1;
        }
    }
    names->items = mem_grow(names->items, names->count, &names->room, sizeof *names->items);
    names->items[names->count] = (struct document_name){
        .text = copy(room, name), .length = (uint32_t)name.n & 0x7FFFFFFF, .hash = hash};
    names->slots[slot] = (uint32_t)++names->count;
    return (uint32_t)names->count - 1;
}

void document_names_release(struct document_names *names)
{
    free(names->items);
    free(names->slots);
    *names = (struct document_names){0};
}
