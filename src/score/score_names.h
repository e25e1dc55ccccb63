/* Names numbered in the order they are first met: labels, speakers, topics, groups. */
#ifndef POLICEAI_SCORE_NAMES_H
#define POLICEAI_SCORE_NAMES_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct score_names;

/* Empty; lives in the arena, as do copies of the names. */
struct score_names *score_names_new(struct arena *arena);
/* The number of a name, given when it is new. */
uint32_t score_names_add(struct score_names *names, struct str name);
/* False when it is not there. */
bool score_names_find(const struct score_names *names, struct str name, uint32_t *number);
/* NUL-terminated; number < score_names_count. */
const char *score_names_text(const struct score_names *names, uint32_t number);
size_t score_names_count(const struct score_names *names);
/* The names in number order, `count` of them, in the arena (good until the next add). */
const char *const *score_names_list(const struct score_names *names);

#endif
