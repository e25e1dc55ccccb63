/* Counts of the n-grams of sequences of numbers, all orders from 1 up at once, and how many of
 * another sequence's are among them (clipped).
 *
 * An n-gram is a path of a tree whose edges lie in one hash table, keyed by (node, number):
 * exact, whatever the hash. The table is sized before it is filled and emptied by what was put
 * in. */
#ifndef POLICEAI_METRICS_TRANSLATION_NGRAMS_H
#define POLICEAI_METRICS_TRANSLATION_NGRAMS_H

#include <stddef.h>
#include <stdint.h>

enum { NGRAM_ORDERS_MAX = 6 };

struct ngram_slot {
    uint64_t key;   /* parent << 32 | number, 0 empty */
    uint32_t most;  /* the greatest count in one sequence that was added */
    uint32_t count; /* in the sequence being added; then: how many were matched */
};

struct ngrams {
    struct ngram_slot *slots;
    size_t slot_count; /* a power of two */
    uint32_t *used;
    size_t used_count;
    size_t used_capacity;
};

/* Empty; ended by ngrams_release. */
void ngrams_init(struct ngrams *set);
/* Frees what it holds. */
void ngrams_release(struct ngrams *set);
/* Empties it and makes room for sequences of `length` numbers in total, of n-grams up to
 * `orders`
 * (<= NGRAM_ORDERS_MAX). */
void ngrams_begin(struct ngrams *set, size_t length, size_t orders);
/* Counts the n-grams of a sequence; an n-gram's count is the greatest of any sequence added. */
void ngrams_add(struct ngrams *set, const uint32_t *numbers, size_t length, size_t orders);
/* matched[n - 1] = sum over n-grams of order n of min(count here, count in what was added).
 * Once only after ngrams_begin. */
void ngrams_match(struct ngrams *set, const uint32_t *numbers, size_t length, size_t orders,
                  uint32_t *matched);

#endif
