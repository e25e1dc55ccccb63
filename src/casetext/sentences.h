/* Where sentences begin and end: full stops that end one, empty lines, lines of forms ("Name:
 * …"), rows of logs and of tables. A line end within a paragraph ends none. Pure. */
#ifndef POLICEAI_CASETEXT_SENTENCES_H
#define POLICEAI_CASETEXT_SENTENCES_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>

struct sentence {
    size_t start, end; /* bytes, without white space at either end; never empty */
};

/* In order, apart, in the arena; `count` of them. Every letter and digit of the text lies in
 * one. */
struct sentence *sentences_find(struct arena *arena, struct str text, size_t *count);
/* The one that holds the byte, or `count`. */
size_t sentence_of(const struct sentence *sentences, size_t count, size_t at);

#endif
