/* Words numbered in the order they are first met, by the thousand texts a second. */
#ifndef POLICEAI_METRICS_UNICODE_WORD_TABLE_H
#define POLICEAI_METRICS_UNICODE_WORD_TABLE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Words of a text numbered in the order first met, the same word the same number. */
struct word_entry {
    struct str text; /* lent by the text it was met in */
    uint32_t slot;
};
struct word_table {
    struct word_entry *words; /* by number */
    uint32_t *slots;          /* hash table: number + 1, 0 empty */
    uint32_t count;
    size_t capacity;
    size_t slot_count; /* a power of two */
};
void word_table_init(struct word_table *table);
void word_table_release(struct word_table *table);
/* Forgets all words; looks at none of their texts. */
void word_table_clear(struct word_table *table);
uint32_t word_table_add(struct word_table *table, struct str word);
bool word_table_has(const struct word_table *table, struct str word);
/* Splits at white space and numbers the words into *ids, which grows. Returns how many. */
size_t word_table_split(struct word_table *table, struct str text, uint32_t **ids,
                        size_t *capacity);

#endif
