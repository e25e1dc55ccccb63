/* Texts as sparse vectors: words and beginnings of words, hashed, with TF-IDF weights and
 * length 1.
 *
 * A word is letters and digits (ASCII in lower case; bytes from 0x80 on count as letters), at
 * least two bytes. The piece of a word of more than 6 bytes is its first 6, in place of a stem.
 * Weight: (1 + ln tf) (1 + ln((1 + n) / (1 + df))), features of one text alone are left out.
 * SOURCE: Salton and Buckley 1988, Information Processing & Management 24:513-523; hashing:
 * Weinberger and others 2009, ICML, doi:10.1145/1553374.1553516. */
#ifndef POLICEAI_TEXT_RANKING_TEXT_VECTORS_H
#define POLICEAI_TEXT_RANKING_TEXT_VECTORS_H

#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

enum {
    TEXT_VECTOR_FEATURES_MAX = 20000, /* of one text: those met first */
    TEXT_VECTOR_HASH_BITS = 22        /* for a collection: 4 million places */
};

struct text_feature {
    uint32_t id; /* after text_vectors_finish: from 0, the most frequent first */
    float value;
};

struct text_vectors {
    size_t count;    /* texts */
    size_t features; /* different ones */
    size_t *start;   /* count + 1 places in `items` */
    struct text_feature *items;
    size_t item_count;
    /* while they are added */
    size_t capacity, start_capacity;
    uint32_t hashes;
    uint32_t *frequency; /* texts with the feature, by hash */
    void *counter;
};

/* Nothing is in it yet; ended by text_vectors_release. Features are told apart by 2^hash_bits
 * hashes, 1 … 30: TEXT_VECTOR_HASH_BITS but where memory must be small. */
void text_vectors_init(struct text_vectors *vectors, int hash_bits);
/* Fine after text_vectors_finish and before. */
void text_vectors_release(struct text_vectors *vectors);
/* The next text, of parts that are not joined (title, text). */
void text_vectors_add(struct text_vectors *vectors, const struct str *parts, size_t count);
/* Weights; nothing can be added afterwards. */
void text_vectors_finish(struct text_vectors *vectors);
/* weights[0 … features): the scalar product with text `at`. */
double text_vectors_dot(const struct text_vectors *vectors, size_t at, const float *weights);

#endif
