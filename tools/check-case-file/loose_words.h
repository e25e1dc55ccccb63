/* Words of a text folded so that what scanning confuses is the same: case, 0 and o, 1, l, i and
 * |, 5 and s, 8 and b, rn and m. Phrases are looked for among them. Pure. */
#ifndef POLICEAI_CHECK_CASE_FILE_LOOSE_WORDS_H
#define POLICEAI_CHECK_CASE_FILE_LOOSE_WORDS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LOOSE_WORD_MAX = 40, LOOSE_GAP = 8 };

struct loose_word {
    struct str folded;
    uint32_t start, end; /* bytes of the text, which is under 4 GiB */
};

struct loose_words {
    struct loose_word *items;
    size_t count, capacity;
    struct arena *arena;
};

/* Words are letters and digits, with what stands beyond ASCII as letters; an apostrophe within
 * is passed over ("witness's" is "witnesss"). */
void loose_words_read(struct arena *arena, struct str text, struct loose_words *words);
/* The folded words `from` to before `to` with one blank between, in the words' arena. */
struct str loose_join(const struct loose_words *words, size_t from, size_t to);
/* How many words a text has that loose_join or loose_fold made. */
size_t loose_count(struct str folded);
/* The text as its folded words with one blank between, in the arena. */
struct str loose_fold(struct arena *arena, struct str text);

/* A phrase: words in a row, of six bytes and more also with one letter wrong, of five and more
 * with one that scanning takes for another (c and e, f and t, a and o, h and b, u and n);
 * "word*" begins so; "..." lets up to LOOSE_GAP words stand between. Behind " ~ " comes a
 * phrase that must stand near by, before or after: `also`, else NULL. */
struct loose_phrase {
    struct str source;
    struct loose_phrase *also;
    struct loose_word *words; /* folded; without the star */
    bool *prefix;
    bool *gap; /* before this word */
    size_t count;
};
void loose_phrase_read(struct arena *arena, struct str text, struct loose_phrase *phrase);
/* Does it stand at word `at`, not going past word `to`? *last is its last word then. */
bool loose_phrase_at(const struct loose_phrase *phrase, const struct loose_words *words,
                     size_t at, size_t to, size_t *last);
/* The first place from word `from` to before `to`; false when there is none. Without `also`. */
bool loose_phrase_find(const struct loose_phrase *phrase, const struct loose_words *words,
                       size_t from, size_t to, size_t *first, size_t *last);

/* Do all phrases behind the first stand among words `from` to before `to`? */
bool loose_phrase_also(const struct loose_phrase *phrase, const struct loose_words *words,
                       size_t from, size_t to);

/* Edit distance (insertions, deletions, replacements) of two short texts, or more than `most`
 * when it is more. SOURCE: Wagner and Fischer 1974, JACM 21(1). */
size_t loose_distance(struct str a, struct str b, size_t most);
/* Equal but for one letter that scanning takes for another, of `least` bytes and more. */
bool loose_swap(struct str a, struct str b, size_t least);
/* May both be one text, scanned badly? One edit for each eight bytes of the longer. */
bool loose_same(struct str a, struct str b);

#endif
