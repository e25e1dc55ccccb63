/* Code points and bytes of one text, either from the other, without walking all of it each
 * time.
 */
#ifndef POLICEAI_REDACT_DOCUMENT_TEXT_PLACES_H
#define POLICEAI_REDACT_DOCUMENT_TEXT_PLACES_H

#include "base/arena.h"
#include "base/str.h"

struct text_places {
    struct str text; /* valid UTF-8 */
    size_t *before;  /* code points before each block */
    size_t blocks;
    size_t points; /* of the whole text */
};

/* Lives in the arena, as long as `text`. */
struct text_places text_places_of(struct arena *arena, struct str text);
/* `point` <= points; the byte where it begins. */
size_t text_byte(const struct text_places *places, size_t point);
/* `byte` <= length, at the beginning of a code point. */
size_t text_point(const struct text_places *places, size_t byte);

#endif
