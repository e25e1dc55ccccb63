/* Open addressing, doubled at half full; see text_ids.h. */
#include "metrics/speech/text_ids.h"

#include "base/mem.h"

#include <stdlib.h>

struct text_ids {
    struct str *texts;
    uint64_t *hashes;
    size_t count;
    size_t text_room;
    size_t hash_room;
    uint32_t *slots; /* 1 + number, or 0 */
    size_t slot_count;
};

static void release(void *data)
{
    struct text_ids *ids = data;
    free(ids->texts);
    free(ids->hashes);
    free(ids->slots);
}

struct text_ids *text_ids_new(struct arena *arena)
{
    struct text_ids *ids = arena_zalloc(arena, sizeof *ids);
    ids->slot_count = 64;
    ids->slots = xcalloc(ids->slot_count, sizeof *ids->slots);
    arena_on_free(arena, release, ids);
    return ids;
}

/* FNV-1a, 64 bits. */
static uint64_t hash_of(struct str text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < text.n; i++) {
        hash = (hash ^ (unsigned char)text.p[i]) * UINT64_C(0x100000001b3);
    }
    return hash ^ hash >> 32;
}

static size_t slot_of(const struct text_ids *ids, uint64_t hash, struct str text)
{
    size_t at = hash & (ids->slot_count - 1);
    while (ids->slots[at] != 0) {
        size_t number = ids->slots[at] - 1;
        if (ids->hashes[number] == hash && str_eq(ids->texts[number], text)) {
            break;
        }
        at = (at + 1) & (ids->slot_count - 1);
    }
    return at;
}

static void double_slots(struct text_ids *ids)
{
    free(ids->slots);
    ids->slot_count *= 2;
    ids->slots = xcalloc(ids->slot_count, sizeof *ids->slots);
    for (size_t i = 0; i < ids->count; i++) {
        ids->slots[slot_of(ids, ids->hashes[i], ids->texts[i])] = (uint32_t)(i + 1);
    }
}

uint32_t text_ids_add(struct text_ids *ids, struct str text)
{
    uint64_t hash = hash_of(text);
    size_t slot = slot_of(ids, hash, text);
    if (ids->slots[slot] != 0) {
        return ids->slots[slot] - 1;
    }
    ids->texts = mem_grow(ids->texts, ids->count, &ids->text_room, sizeof *ids->texts);
    ids->hashes = mem_grow(ids->hashes, ids->count, &ids->hash_room, sizeof *ids->hashes);
    ids->texts[ids->count] = text;
    ids->hashes[ids->count] = hash;
    ids->slots[slot] = (uint32_t)(++ids->count);
    if (ids->count * 2 > ids->slot_count) {
        double_slots(ids);
    }
    return (uint32_t)(ids->count - 1);
}

struct str text_ids_text(const struct text_ids *ids, uint32_t id)
{
    return ids->texts[id];
}
