/* The table of TER's edit distance: rows are words of the hypothesis, columns words of the
 * reference, cells further than the beam from the pseudo-diagonal do not exist.
 *
 * SOURCE: sacrebleu/metrics/lib_ter.py, BeamEditDistance (its cache gives what is computed
 * anew); bit rows: Hyyro 2003, A bit-vector algorithm for computing Levenshtein and Damerau
 * edit distances, Nordic Journal of Computing 10:29-39. */
#ifndef POLICEAI_METRICS_TRANSLATION_TER_TABLE_H
#define POLICEAI_METRICS_TRANSLATION_TER_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ter_step { TER_SAME, TER_SUBSTITUTION, TER_DELETION, TER_INSERTION, TER_NOWHERE };

/* One row of bits (blocks of them in a row) and the distance at its end. */
struct ter_bits {
    uint64_t up;   /* bit j - 1: column j costs one more than column j - 1 */
    uint64_t down; /* one less */
};

struct ter_table {
    size_t rows;
    size_t columns;
    size_t distance; /* of the words last filled in */
    const uint32_t *reference;
    double ratio; /* columns a row */
    size_t beam;
    size_t width; /* cells kept of a row */
    bool whole;   /* the beam leaves out no cell */
    uint32_t *costs;
    uint8_t *steps;
    size_t cell_capacity;
    uint32_t *first_row; /* columns + 1 */
    uint32_t *trial[2];
    size_t column_capacity;
    size_t blocks;         /* of 64 columns; 0: too large, no bound is computed */
    struct ter_bits *bits; /* (rows + 1) x blocks */
    size_t bits_capacity;
    uint32_t *bit_distances; /* per row */
    size_t row_capacity;
    uint64_t *masks; /* per numbered word of the reference: blocks */
    size_t mask_capacity;
    uint32_t *mask_of; /* by word: 1 + its mask, 0 none */
    size_t mask_words;
    size_t mask_word_capacity;
    struct ter_bits *trial_bits;
    size_t trial_capacity;
};

/* Empty; ended by ter_table_release. */
void ter_table_init(struct ter_table *table);
/* Frees what it holds. */
void ter_table_release(struct ter_table *table);
/* For hypotheses of `rows` words against a reference of `columns` >= 1, which is lent. */
void ter_table_begin(struct ter_table *table, size_t rows, const uint32_t *reference,
                     size_t columns);
/* Computes all rows after row `first` (0: all) and `distance`. */
void ter_table_fill(struct ter_table *table, const uint32_t *words, size_t first);
/* The step by which cell (row, column) was reached; not for (0, 0). */
enum ter_step ter_table_step(const struct ter_table *table, size_t row, size_t column);
/* The distance of other words, the same as those filled in before place `first` and from place
 * `end` on; anything above `most` where it is above `most`. */
size_t ter_table_try(struct ter_table *table, const uint32_t *words, size_t first, size_t end,
                     size_t most);

#endif
