/* A text in words that a person can mark. Pure.
 *
 * A word is what stands between blanks (space, tab, line ends) and : ; , ( ) [ ] { } < > " | =
 * where such a mark has not a digit on both sides; full stops, exclamation and question marks,
 * quotes and "'s" at its end, and quotes at its beginning, are outside. What has nothing left
 * so is a word as it stands. */
#ifndef POLICEAI_BENCHMARK_LABEL_WORDS_H
#define POLICEAI_BENCHMARK_LABEL_WORDS_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

struct label_word {
    size_t from, to;    /* bytes */
    int64_t start, end; /* code points, as spans count */
};

/* In the arena, in the order of the text, which is valid UTF-8. */
struct label_word *label_words(struct arena *arena, struct str text, size_t *count);

#endif
