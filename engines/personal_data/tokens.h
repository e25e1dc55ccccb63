/* A text as words, numbers and marks, with what the lexicon knows of each word. */
#ifndef POLICEAI_PERSONAL_DATA_TOKENS_H
#define POLICEAI_PERSONAL_DATA_TOKENS_H

#include "personal_data/lexicon.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_MARK, TOKEN_LINE };
enum token_shape { SHAPE_LOWER, SHAPE_CAPITAL, SHAPE_UPPER, SHAPE_MIXED };

/* A word is letters with inner apostrophes and hyphens; a possessive s is not part of it.
 * `start` and `end` are bytes. */
struct token {
    size_t start;
    size_t end;
    uint32_t flags;  /* enum lexicon_flag */
    uint8_t kind;    /* enum token_kind */
    uint8_t shape;   /* enum token_shape, words only */
    char mark;       /* the byte of a TOKEN_MARK; '\'' and '"' stand for all quotes */
    bool possessive; /* 's follows */
    bool first;      /* first word of a sentence or line */
    bool touches;    /* no blank between it and the token before */
    bool initial;    /* one letter */
    bool digits;     /* a word with digits for letters */
};

struct tokens {
    struct token *items;
    size_t count;
    size_t capacity;
};

/* `text` is valid UTF-8. Freed with tokens_free. */
void tokens_read(const struct lexicon *lexicon, struct str text, struct tokens *tokens);
void tokens_free(struct tokens *tokens);

#endif
