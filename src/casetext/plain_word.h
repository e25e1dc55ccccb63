/* Letters of words, ASCII case aside, and texts on one line. Pure. */
#ifndef POLICEAI_CASETEXT_PLAIN_WORD_H
#define POLICEAI_CASETEXT_PLAIN_WORD_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* A to Z as a to z, all else as it is. */
char plain_word_lower(char c);
/* May the byte stand in a word: ASCII letters, digits, any byte of a letter beyond ASCII. */
bool plain_word_byte(char c);
/* The next word at or after *at; *at goes past it. False at the end. */
bool plain_word_next(struct str text, size_t *at, struct str *word);
/* Is the word this one, which is in lower case? */
bool plain_word_is(struct str word, const char *lower);
/* Is the word one of `count` in lower case? */
bool plain_word_among(struct str word, const char *const *list, size_t count);

#endif
