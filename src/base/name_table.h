/* Texts numbered in the order they are first met: labels, speakers, topics, words. A table that
 * is never made anew from the texts: their hashes are kept. */
#ifndef POLICEAI_BASE_NAME_TABLE_H
#define POLICEAI_BASE_NAME_TABLE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct name_table;

/* Empty; freed with the arena. */
struct name_table *name_table_new(struct arena *arena);
/* The number of a text, given when it is new: then a copy is kept in the arena. */
uint32_t name_table_add(struct name_table *names, struct str text);
/* The same without a copy: the text is lent for as long as the arena lives. */
uint32_t name_table_lend(struct name_table *names, struct str text);
/* False when it is not there. */
bool name_table_find(const struct name_table *names, struct str text, uint32_t *number);
/* number < name_table_count; NUL-terminated unless it was lent. */
const char *name_table_text(const struct name_table *names, uint32_t number);
size_t name_table_count(const struct name_table *names);
/* The texts in number order, `count` of them; good until the next add. */
const char *const *name_table_list(const struct name_table *names);

#endif
