/* The inside of the en-GB normaliser: a text as tokens, and what each step does to them. The
 * steps run in the order given here; doc/score/speech.md has the table of what comes out. */
#ifndef POLICEAI_SCORE_NORM_TOKENS_H
#define POLICEAI_SCORE_NORM_TOKENS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct norm_tokens {
    struct arena *arena;
    struct str *items; /* malloc'd */
    size_t count;
    size_t room;
};

void norm_add(struct norm_tokens *tokens, struct str text);
/* Lower case; marks become spaces but for those that numbers, money and words need; [notes] and
 * <notes> go. */
void norm_split(struct norm_tokens *tokens, struct str text);
/* Fillers go, contractions are written out, long and short forms of street names meet. */
void norm_words(struct norm_tokens *tokens);
/* Number words become digits, digits said one by one are joined. */
void norm_numbers(struct norm_tokens *tokens);
/* Money, times, postcodes, number plates. */
void norm_marks(struct norm_tokens *tokens);

bool norm_is_digit(char c);
bool norm_is_letter(char c); /* a to z */
/* One or more of 0 to 9 and nothing else. */
bool norm_is_number(struct str text);

#endif
