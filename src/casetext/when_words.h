/* The words and numbers of a text as when.c and when_time.c look at them (private to both). */
#ifndef POLICEAI_CASETEXT_WHEN_WORDS_H
#define POLICEAI_CASETEXT_WHEN_WORDS_H

#include "casetext/when.h"

enum when_token_kind { WHEN_WORD, WHEN_NUMBER, WHEN_MARK };

struct when_token {
    enum when_token_kind kind;
    size_t start, end;
    int value;  /* of a number of at most 4 digits, else -1 */
    int digits; /* of a number */
    bool glued; /* nothing stands between it and the token before */
    bool apart; /* an empty line stands between them */
    bool ordinal;
    char mark;
};

struct when_tokens {
    struct str text;
    struct when_token *items;
    size_t count, capacity;
};

/* Into the arena; at most one token a byte. */
void when_tokens_read(struct arena *arena, struct str text, struct when_tokens *tokens);
/* The token, or NULL past either end, or beyond an empty line seen from the one before. */
const struct when_token *when_token_at(const struct when_tokens *tokens, size_t i);
/* Is it this word, in any case? */
bool when_is(const struct when_tokens *tokens, size_t i, const char *word);
/* One of a list that ends with NULL; its index, or -1. */
int when_one_of(const struct when_tokens *tokens, size_t i, const char *const *words);
bool when_is_mark(const struct when_tokens *tokens, size_t i, char mark);
/* A number told in digits or words ("nine"), else -1. */
int when_number(const struct when_tokens *tokens, size_t i);

/* when_time.c: a time of day that begins with token i; how many tokens, 0: none. */
size_t when_time_at(const struct when_tokens *tokens, size_t i, struct when *when);
/* Behind a day with its year: four figures are a time, "13/01/26 0810 DS Lee". */
size_t when_time_after_day(const struct when_tokens *tokens, size_t i, struct when *when);

#endif
