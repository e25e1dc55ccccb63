/* Words of forms and headings, which are taken for people and places where nothing else stands
 * beside them. Pure. */
#ifndef POLICEAI_INDEX_CASE_FORM_WORDS_H
#define POLICEAI_INDEX_CASE_FORM_WORDS_H

#include "base/str.h"
#include "personal_data/lexicon.h"

#include <stdbool.h>
#include <stddef.h>

/* A title or rank, a word in lower case. */
bool form_words_title(struct str word);
/* Does text [*start, *end), found as a person, name one? Blanks, and words of forms in capitals
 * or of the police's shorthand before or behind a name ("STATEMENT Ann Lee", "IP Ann Lee"), are
 * taken off it. With a lexicon, so are common words that are no name, and what then is one
 * word of a kind that names nobody is none; NULL: without. */
bool form_words_person(const struct lexicon *lexicon, struct str text, size_t *start,
                       size_t *end);
/* May one who speaks in a chat be called this? Not "Unit assigned", "Status". */
bool form_words_speaker(const struct lexicon *lexicon, struct str name);
/* The same as of a person of a place, which has a capital letter and ends where its cell does.
 * `doubtful`: the trained model alone took it for one. */
bool form_words_place(const struct lexicon *lexicon, bool doubtful, struct str text,
                      size_t *start, size_t *end);

#endif
