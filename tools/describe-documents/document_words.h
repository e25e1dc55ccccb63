/* The words of a text as rules compare them: letters of any script and digits, without case,
 * the letters that OCR takes for each other as one (i l 1, o 0, s 5, m rn). */
#ifndef DESCRIBE_DOCUMENTS_DOCUMENT_WORDS_H
#define DESCRIBE_DOCUMENTS_DOCUMENT_WORDS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WORDS_MAX = 4000000 /* of one text; what follows is not compared */ };

struct document_word {
    struct str folded;
    uint64_t hash;       /* of `folded` */
    uint32_t start, end; /* code points of the text, end exclusive */
    uint32_t from, to;   /* the same in bytes */
    uint32_t passage;    /* number of the sentence or line it stands in */
};

struct document_words {
    struct document_word *items;
    size_t count;
};

/* In the arena. `text` is valid UTF-8, under 4 GiB. */
void document_words_make(struct arena *arena, struct str text, struct document_words *words);
/* One word of a rule, folded likewise, in the arena. */
struct str document_word_fold(struct arena *arena, struct str word);

#endif
