/* A text that is changed letter by letter, with where each of its letters went: so that what
 * was marked in it can be marked in what it became. Positions count Unicode code points. */
#ifndef POLICEAI_PERTURB_TEXT_EDIT_H
#define POLICEAI_PERTURB_TEXT_EDIT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text_edit {
    const uint32_t *from; /* the text as it was */
    size_t from_count;
    size_t at; /* of `from`: the next letter to be kept, dropped or replaced */
    uint32_t *to;
    size_t to_count;
    size_t *moved; /* where letter i begins in `to`; one more for the end */
};

enum { TEXT_EDIT_MAX = 1 << 20 };

/* Begins with valid UTF-8; everything lies in the arena, the result has room for `more` letters
 * beyond twice the text. ERR_LIMIT past TEXT_EDIT_MAX. */
enum err_code text_edit_begin(struct arena *arena, struct str text, size_t more,
                              struct text_edit *edit, struct err *err) MUST_USE;
/* A letter that was not there, before the next one. */
void text_edit_put(struct text_edit *edit, uint32_t letter);
/* The next letter as it is; as another; not at all. */
void text_edit_keep(struct text_edit *edit);
void text_edit_replace(struct text_edit *edit, uint32_t letter);
void text_edit_drop(struct text_edit *edit);
/* Letters of `from` from the next one on: 0 past the end. */
uint32_t text_edit_ahead(const struct text_edit *edit, size_t by);
/* Keeps what is left, and gives the new text as UTF-8 in the arena. */
struct str text_edit_end(struct text_edit *edit, struct arena *arena);

#endif
