/* The inside of the whisper-en normaliser. SOURCE of all its steps, of their order and of what
 * looks like a slip in them: openai/whisper at commit 26a7cac, whisper/normalizers/english.py
 * and basic.py, the class EnglishTextNormalizer; written anew from what it does.
 *
 * A step appends what becomes of `text` to `out`. Texts are valid UTF-8. */
#ifndef POLICEAI_SCORE_NORM_WHISPER_H
#define POLICEAI_SCORE_NORM_WHISPER_H

#include "base/str.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

typedef void whisper_step(struct strbuf *out, struct str text);

/* "[x]" and "<x>", then "(x)" go. */
whisper_step whisper_brackets;
whisper_step whisper_parentheses;
/* hmm, uh, um … go. */
whisper_step whisper_fillers;
/* White space before an apostrophe goes. */
whisper_step whisper_apostrophes;
/* Commas between digits go; full stops that no digit follows become spaces. */
whisper_step whisper_commas;
whisper_step whisper_stops;
/* Letters lose their marks, other signs than . % $ ¢ € £ become spaces. */
whisper_step whisper_signs;

/* "and a half" after a number word is "point five". */
whisper_step whisper_halves;
/* "b747" is "b 747", "10 th" is "10th". */
whisper_step whisper_boundaries;
whisper_step whisper_suffixes;
/* Number words become digits, currencies go before them; words joined by one space. */
whisper_step whisper_numbers;
/* "$2 and ¢7" is "$2.07"; "$0.36" is "¢36"; "1" is "one". */
whisper_step whisper_cents;
whisper_step whisper_small_cents;
whisper_step whisper_ones;

/* American spellings; words joined by one space. */
whisper_step whisper_spelling;
/* Signs of money that no digit follows, % that no digit precedes; runs of white space. */
whisper_step whisper_stray_signs;
whisper_step whisper_stray_percents;
whisper_step whisper_spaces;

/* Whether a character that \w matches ends before / begins at byte `at`. */
bool whisper_word_before(struct str text, size_t at);
bool whisper_word_at(struct str text, size_t at);
/* Bytes of the white space at byte `at`. */
size_t whisper_space_run(struct str text, size_t at);
/* Appends the character at byte `at`; returns where the next begins. */
size_t whisper_copy(struct strbuf *out, struct str text, size_t at);

enum whisper_kind {
    WHISPER_ZERO,
    WHISPER_ONE, /* one to nineteen */
    WHISPER_TEN,
    WHISPER_POWER,
    WHISPER_SIGN,
    WHISPER_CURRENCY,
    WHISPER_PER,
    WHISPER_PERCENT,
    WHISPER_AND,
    WHISPER_DOUBLE,
    WHISPER_POINT
};
struct whisper_word {
    const char *word;
    enum whisper_kind kind;
    int value;        /* of a power, its zeros; of double and triple 2 and 3 */
    const char *mark; /* suffix of plurals and ordinals, sign of signs and currencies, or "" */
};
/* A word of numbers, or NULL. */
const struct whisper_word *whisper_word_of(struct str word);
/* One of the words that may follow "point": zero to nineteen and the tens, as they stand. */
bool whisper_is_decimal(const struct whisper_word *word);

/* The words themselves, not their addresses, which would be written anew at each start. */
enum { WHISPER_SPELLING_SIZE = 21 }; /* of the longest with its end */
struct whisper_spelling_pair {
    char from[WHISPER_SPELLING_SIZE];
    char to[WHISPER_SPELLING_SIZE];
};
extern const struct whisper_spelling_pair whisper_spellings[]; /* sorted by strcmp of from */
extern const size_t whisper_spellings_count;

#endif
