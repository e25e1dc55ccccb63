/* Numbers for words and characters, so that comparing them costs nothing. */
#ifndef POLICEAI_METRICS_TEXT_IDS_H
#define POLICEAI_METRICS_TEXT_IDS_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

struct text_ids;

/* Empty; lives in the arena. The texts added are lent for as long. */
struct text_ids *text_ids_new(struct arena *arena);
/* The number of a text: 0, 1, 2 … in the order first met. */
uint32_t text_ids_add(struct text_ids *ids, struct str text);
/* The text of a number given. */
struct str text_ids_text(const struct text_ids *ids, uint32_t id);

#endif
