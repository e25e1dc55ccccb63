/* Words numbered by a hash table; see word_table.h. */
#include "metrics/unicode/word_table.h"

#include "base/mem.h"
#include "metrics/unicode/unicode.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 256 };

void word_table_init(struct word_table *table)
{
    *table = (struct word_table){.slot_count = FIRST_SLOTS};
    table->slots = xcalloc(FIRST_SLOTS, sizeof *table->slots);
}

void word_table_release(struct word_table *table)
{
    free(table->words);
    free(table->slots);
}

/* Mixes eight bytes at a time; multiplier of Steele and Vigna 2021, arXiv:2001.05304. */
static size_t hash(struct str word)
{
    uint64_t h = word.n;
    size_t i = 0;
    for (; i + 8 <= word.n; i += 8) {
        uint64_t part;
        memcpy(&part, word.p + i, 8);
        h = (h ^ part) * 0xD1342543DE82EF95u;
        h ^= h >> 32;
    }
    uint64_t rest = 0;
    memcpy(&rest, word.p + i, word.n - i);
    h = (h ^ rest) * 0xD1342543DE82EF95u;
    return (size_t)(h ^ h >> 29);
}

/* The slot of a word, or the empty one where it belongs. */
static size_t find(const struct word_table *table, struct str word)
{
    size_t mask = table->slot_count - 1;
    size_t slot = hash(word) & mask;
    while (table->slots[slot] != 0 &&
           !str_eq(table->words[table->slots[slot] - 1].text, word)) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

void word_table_clear(struct word_table *table)
{
    for (uint32_t i = 0; i < table->count; i++) {
        table->slots[table->words[i].slot] = 0;
    }
    table->count = 0;
}

static void widen(struct word_table *table)
{
    free(table->slots);
    table->slot_count *= 2;
    table->slots = xcalloc(table->slot_count, sizeof *table->slots);
    for (uint32_t i = 0; i < table->count; i++) {
        struct word_entry *word = &table->words[i];
        word->slot = (uint32_t)find(table, word->text);
        table->slots[word->slot] = i + 1;
    }
}

uint32_t word_table_add(struct word_table *table, struct str word)
{
    size_t slot = find(table, word);
    if (table->slots[slot] != 0) {
        return table->slots[slot] - 1;
    }
    table->words = mem_grow(table->words, table->count, &table->capacity, sizeof *table->words);
    table->words[table->count] = (struct word_entry){word, (uint32_t)slot};
    table->slots[slot] = ++table->count;
    if (table->count > table->slot_count / 2) {
        widen(table);
    }
    return table->count - 1;
}

bool word_table_has(const struct word_table *table, struct str word)
{
    return table->slots[find(table, word)] != 0;
}

size_t word_table_split(struct word_table *table, struct str text, uint32_t **ids,
                        size_t *capacity)
{
    struct str word;
    size_t count = 0;
    while (unicode_word(&text, &word)) {
        if (count == *capacity) {
            *ids = mem_grow(*ids, count, capacity, sizeof **ids);
        }
        (*ids)[count++] = word_table_add(table, word);
    }
    return count;
}
