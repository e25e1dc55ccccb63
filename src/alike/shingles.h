/* A text as the set of its shingles: each run of SHINGLE_WORDS words, in lower case (A to Z),
 * without marks. How alike two texts are is shingles in both over shingles in either (Jaccard).
 * SOURCE: A. Broder, On the resemblance and containment of documents, 1997.
 *
 * A sketch is what is kept of a text to find others like it: a digest of its words, the same
 * for all texts of the same words, and a few keys of which two texts share one the more likely,
 * the more alike they are. Each key is made of TEXT_ROWS smallest values (min-hash) of the set
 * under as many mixings, so that two texts of likeness s share at least one of TEXT_KEYS with
 * probability 1 - (1 - s^3)^6: 0.99 at 0.8, 0.55 at 0.5, 0.05 at 0.2. Whoever finds texts by a
 * key compares them themselves. SOURCE: A. Broder and others, Min-wise independent
 * permutations, 1998; P. Indyk and R. Motwani, Approximate nearest neighbors, 1998. */
#ifndef POLICEAI_ALIKE_SHINGLES_H
#define POLICEAI_ALIKE_SHINGLES_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SHINGLE_WORDS = 4,
    BOILERPLATE_WORDS_MIN = 20, /* a text of fewer words is passed over */
    TEXT_KEYS = 6,
    TEXT_ROWS = 3,
    TEXT_DIGEST_SIZE = 33
};

/* Distinct shingles by their 64-bit hashes, ascending; count 0 for a short text. */
struct shingles {
    uint64_t *list;
    size_t count;
    size_t words;
};

/* shingles_free gives it back. */
void shingles_make(struct shingles *shingles, struct str text);
void shingles_free(struct shingles *shingles);
/* Shingles in both; *either gets those in either. */
size_t shingles_shared(const struct shingles *a, const struct shingles *b, size_t *either);

struct text_sketch {
    size_t words;
    char digest[TEXT_DIGEST_SIZE]; /* 32 hex digits of the SHA-256 of its words, a blank after
                                      each */
    int64_t keys[TEXT_KEYS];
};

/* False for a text of fewer than BOILERPLATE_WORDS_MIN words. A pure function: rows of
 * public.db hold what it gives, so a change of it raises the rules of projector_texts. */
bool text_sketch_make(struct text_sketch *sketch, struct str text);

/* The text in lower case with one blank after each word, in `out` (2 * text.n + 2 bytes);
 * ends[i] is the end of word i in it (text.n + 1 of them). Gives the number of words. */
size_t shingle_words(struct str text, char *out, size_t *ends);
/* A byte of a word: letters, digits and everything beyond ASCII. */
bool shingle_letter(unsigned char c);
/* A to Z as a to z. */
char shingle_lower(char c);

#endif
