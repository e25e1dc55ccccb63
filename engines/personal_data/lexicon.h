/* The words that rules for names know: lists of names and of common words (names/, see there
 * for their sources), and kinds of words that stand around names or look like them.
 *
 * Made once, read from then on; no locks needed. A word is looked up folded: lower case,
 * without accents, apostrophes and hyphens; `lexicon_fold` does it.
 *
 *     char folded[LEXICON_WORD_MAX];
 *     size_t n = lexicon_fold(word, folded);
 *     unsigned flags = lexicon_flags(lexicon, str_n(folded, n));
 */
#ifndef POLICEAI_PERSONAL_DATA_LEXICON_H
#define POLICEAI_PERSONAL_DATA_LEXICON_H

#include "base/str.h"

#include <stdbool.h>

enum { LEXICON_WORD_MAX = 40 };

enum lexicon_flag {
    LEX_GIVEN = 1 << 0,
    LEX_SURNAME = 1 << 1,
    LEX_WORD = 1 << 2,  /* a common word of English, or a well-known proper name of no person */
    LEX_TITLE = 1 << 3, /* Mr, Dr, PC: a name follows */
    LEX_RANK = 1 << 4,  /* a title of the police */
    LEX_ROLE = 1 << 5,  /* victim, neighbour, son: a name may follow */
    LEX_CUE = 1 << 6,   /* named, alias, dear: a name follows, in lower case too */
    LEX_SPEECH = 1 << 7,     /* said, lives: a name came before */
    LEX_STREET = 1 << 8,     /* Road, Close */
    LEX_ORG = 1 << 9,        /* Ltd, School, Arms */
    LEX_MAKE = 1 << 10,      /* makes of vehicles: a model follows */
    LEX_FUNCTION = 1 << 11,  /* the, was, will: never a name in lower case */
    LEX_SIGN_OFF = 1 << 12,  /* regards, sincerely */
    LEX_PARTICLE = 1 << 13,  /* al, van, de */
    LEX_NO_NAME = 1 << 14,   /* brands, places, acronyms, days */
    LEX_AMBIGUOUS = 1 << 15, /* a name and a place or month: needs a context */
    LEX_NAME = LEX_GIVEN | LEX_SURNAME,
    /* For the tagger and the wider scope alone; the rules do not look at these. */
    LEX_PLACE = 1 << 16,        /* a town, county or country of one word */
    LEX_PLACE_PART = 1 << 17,   /* a word of a longer one */
    LEX_NATION = 1 << 18,       /* of a nation, a people, a faith */
    LEX_STREET_WORD = 1 << 19,  /* a kind of street somewhere: rue, Trail */
    LEX_ADDRESS_WORD = 1 << 20, /* Apt, Suite, a state's two letters */
    LEX_RULES = LEX_PLACE - 1,
};

struct lexicon;

/* From the lists that are built in; freed by lexicon_free. */
struct lexicon *lexicon_new(void);
/* NULL is allowed. */
void lexicon_free(struct lexicon *lexicon);
/* Flags of a folded word, 0 for an unknown one. An inflected common word is LEX_WORD too. */
unsigned lexicon_flags(const struct lexicon *lexicon, struct str folded);
/* Folds into `out` without a terminator; returns the length, 0 when the word is too long or has
 * a letter outside Latin. Digits that scanning puts for letters become them: 0 o, 1 l, 5 s, 8
 * b. */
size_t lexicon_fold(struct str word, char out[LEXICON_WORD_MAX]);

/* Generated from names/. */
extern const char lexicon_names[];
extern const char lexicon_words[];
extern const char lexicon_places[];

#endif
