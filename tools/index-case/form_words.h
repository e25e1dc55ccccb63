/* Words of forms and headings, which are taken for people and places where nothing else stands
 * beside them. Pure. */
#ifndef POLICEAI_INDEX_CASE_FORM_WORDS_H
#define POLICEAI_INDEX_CASE_FORM_WORDS_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* A title or rank, a word in lower case. */
bool form_words_title(struct str word);
/* Does text [*start, *end), found as a person, name one? Blanks, and words of forms in capitals
 * before or behind a name ("STATEMENT Ann Lee"), are taken off it. */
bool form_words_person(struct str text, size_t *start, size_t *end);
/* The same of a place, which has a capital letter and ends where its cell does. */
bool form_words_place(struct str text, size_t *start, size_t *end);

#endif
