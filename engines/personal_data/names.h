/* Finds the names of people among the tokens of a text.
 *
 * `claimed` has one byte for each byte of the text, not 0 where another rule has found
 * something: no name begins, goes through or ends there. A run is the tokens from `first` to
 * `last`; runs never overlap. Nothing is certain: names_find holds the rules for a single place
 * in the text, names_repeat finds again what was found, at places where no rule would have
 * known it. */
#ifndef POLICEAI_PERSONAL_DATA_NAMES_H
#define POLICEAI_PERSONAL_DATA_NAMES_H

#include "personal_data/tokens.h"

struct name_run {
    size_t first;
    size_t last;
};

/* What a byte of text is to the claims. */
enum claim { UNCLAIMED, CLAIM_BEGINS, CLAIM_GOES_ON };

struct names {
    const struct tokens *tokens;
    struct str text;
    const unsigned char *claimed;
    unsigned char *taken; /* one byte a token */
    struct name_run *runs;
    size_t count;
    size_t capacity;
};

/* Borrows all three; names_free ends it. */
void names_init(struct names *names, const struct tokens *tokens, struct str text,
                const unsigned char *claimed);
/* Adds the runs that a rule finds where they stand. */
void names_find(struct names *names);
/* Adds every other place where a name found before stands, whole or in part. */
void names_repeat(struct names *names);
/* Frees the runs, never what was borrowed. */
void names_free(struct names *names);

/* What both files of rules ask about a token; i may be past the end (then NULL or false). */
const struct token *names_token(const struct names *names, size_t i);
/* A word that no rule has claimed, in part or whole, and no name taken. */
bool names_free_word(const struct names *names, size_t i);
/* The word right before or after, on the same line with no mark between; else NULL. */
const struct token *names_before(const struct names *names, size_t i);
const struct token *names_after(const struct names *names, size_t i);
bool token_shaped(const struct token *token);
/* Names a firm, a place or a vehicle rather than a person: Morgan Street, Royal Victoria, Ford.
 */
bool names_of_no_person(const struct names *names, size_t first, size_t last);
void names_add(struct names *names, size_t first, size_t last);

#endif
