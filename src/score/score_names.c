/* Names to numbers; see score_names.h. An open-addressed table of numbers, FNV-1a. */
#include "score/score_names.h"

#include <string.h>

struct score_names {
    struct arena *arena;
    const char **texts;
    size_t *lengths;
    size_t count;
    size_t capacity;
    uint32_t *slots; /* number + 1, 0: free; a power of two of them */
    size_t slot_count;
};

enum { FIRST_SLOTS = 64 };

static uint64_t hash_of(struct str name)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < name.n; i++) {
        hash = (hash ^ (unsigned char)name.p[i]) * 1099511628211u;
    }
    return hash ^ (hash >> 32);
}

struct score_names *score_names_new(struct arena *arena)
{
    struct score_names *names = arena_zalloc(arena, sizeof *names);
    names->arena = arena;
    names->slot_count = FIRST_SLOTS;
    names->slots = arena_zalloc(arena, names->slot_count * sizeof *names->slots);
    return names;
}

/* The slot that holds the name, or the free one where it belongs. */
static size_t slot_of(const struct score_names *names, struct str name)
{
    size_t slot = (size_t)hash_of(name) & (names->slot_count - 1);
    for (; names->slots[slot] != 0; slot = (slot + 1) & (names->slot_count - 1)) {
        size_t number = names->slots[slot] - 1;
        if (names->lengths[number] == name.n &&
            memcmp(names->texts[number], name.p, name.n) == 0) {
            break;
        }
    }
    return slot;
}

static void grow_slots(struct score_names *names)
{
    names->slot_count *= 2;
    names->slots = arena_zalloc(names->arena, names->slot_count * sizeof *names->slots);
    for (size_t i = 0; i < names->count; i++) {
        size_t slot = slot_of(names, str_n(names->texts[i], names->lengths[i]));
        names->slots[slot] = (uint32_t)i + 1;
    }
}

static void grow_texts(struct score_names *names)
{
    size_t capacity = names->capacity == 0 ? FIRST_SLOTS : names->capacity * 2;
    const char **texts = arena_alloc(names->arena, capacity * sizeof *texts);
    size_t *lengths = arena_alloc(names->arena, capacity * sizeof *lengths);
    if (names->count > 0) {
        memcpy(texts, names->texts, names->count * sizeof *texts);
        memcpy(lengths, names->lengths, names->count * sizeof *lengths);
    }
    names->texts = texts;
    names->lengths = lengths;
    names->capacity = capacity;
}

uint32_t score_names_add(struct score_names *names, struct str name)
{
    size_t slot = slot_of(names, name);
    if (names->slots[slot] != 0) {
        return names->slots[slot] - 1;
    }
    if (names->count == names->capacity) {
        grow_texts(names);
    }
    if (names->count >= UINT32_MAX - 2) {
        BUG("too many names");
    }
    names->texts[names->count] = arena_strndup(names->arena, name.p, name.n);
    names->lengths[names->count] = name.n;
    names->slots[slot] = (uint32_t)++names->count;
    if (names->count * 2 > names->slot_count) {
        grow_slots(names);
    }
    return (uint32_t)names->count - 1;
}

bool score_names_find(const struct score_names *names, struct str name, uint32_t *number)
{
    size_t slot = slot_of(names, name);
    if (names->slots[slot] == 0) {
        return false;
    }
    *number = names->slots[slot] - 1;
    return true;
}

const char *score_names_text(const struct score_names *names, uint32_t number)
{
    return names->texts[number];
}

size_t score_names_count(const struct score_names *names)
{
    return names->count;
}

const char *const *score_names_list(const struct score_names *names)
{
    return names->texts;
}
