/* Texts to numbers; see names.h. Open addressing, doubled at half full. */
#include "base/name_table.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    uint64_t hash;
    size_t length;
};

struct name_table {
    struct arena *arena;
    const char **texts; /* apart from the entries, for name_table_list */
    struct entry *entries;
    size_t count;
    size_t text_room, entry_room;
    uint32_t *slots; /* number + 1, 0: free; a power of two of them */
    size_t slot_count;
};

enum { FIRST_SLOTS = 64 };

static void release(void *data)
{
    struct name_table *names = data;
    free(names->texts);
    free(names->entries);
    free(names->slots);
}

struct name_table *name_table_new(struct arena *arena)
{
    struct name_table *names = arena_zalloc(arena, sizeof *names);
    names->arena = arena;
    names->slot_count = FIRST_SLOTS;
    names->slots = xcalloc(names->slot_count, sizeof *names->slots);
    arena_on_free(arena, release, names);
    return names;
}

/* The slot that holds the text, or the free one where it belongs. */
static size_t slot_of(const struct name_table *names, uint64_t hash, struct str text)
{
    size_t slot = hash & (names->slot_count - 1);
    for (; names->slots[slot] != 0; slot = (slot + 1) & (names->slot_count - 1)) {
        size_t number = names->slots[slot] - 1;
        const struct entry *entry = &names->entries[number];
        if (entry->hash == hash && str_eq(str_n(names->texts[number], entry->length), text)) {
            break;
        }
    }
    return slot;
}

static void double_slots(struct name_table *names)
{
    free(names->slots);
    names->slot_count *= 2;
    names->slots = xcalloc(names->slot_count, sizeof *names->slots);
    for (size_t i = 0; i < names->count; i++) {
        size_t slot = names->entries[i].hash & (names->slot_count - 1);
        while (names->slots[slot] != 0) {
            slot = (slot + 1) & (names->slot_count - 1);
        }
        names->slots[slot] = (uint32_t)i + 1;
    }
}

static uint32_t add(struct name_table *names, struct str text, bool lent)
{
    uint64_t hash = str_hash(text);
    size_t slot = slot_of(names, hash, text);
    if (names->slots[slot] != 0) {
        return names->slots[slot] - 1;
    }
    if (names->count >= UINT32_MAX - 2) {
        BUG("too many names");
    }
    names->texts =
        mem_grow(names->texts, names->count, &names->text_room, sizeof *names->texts);
    names->entries =
        mem_grow(names->entries, names->count, &names->entry_room, sizeof *names->entries);
    names->texts[names->count] = lent ? text.p : arena_strndup(names->arena, text.p, text.n);
    names->entries[names->count] = (struct entry){hash, text.n};
    names->slots[slot] = (uint32_t)++names->count;
    if (names->count * 2 > names->slot_count) {
        double_slots(names);
    }
    return (uint32_t)names->count - 1;
}

uint32_t name_table_add(struct name_table *names, struct str text)
{
    return add(names, text, false);
}

uint32_t name_table_lend(struct name_table *names, struct str text)
{
    return add(names, text, true);
}

bool name_table_find(const struct name_table *names, struct str text, uint32_t *number)
{
    size_t slot = slot_of(names, str_hash(text), text);
    if (names->slots[slot] == 0) {
        return false;
    }
    *number = names->slots[slot] - 1;
    return true;
}

const char *name_table_text(const struct name_table *names, uint32_t number)
{
    return names->texts[number];
}

size_t name_table_count(const struct name_table *names)
{
    return names->count;
}

const char *const *name_table_list(const struct name_table *names)
{
    return names->texts;
}
