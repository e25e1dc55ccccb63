/* Alignment of two sequences of numbers: words or characters that were numbered by names.h.
 *
 * An aligner is room that is kept from one pair to the next; not for several threads. Three
 * ways: edit distance (alignment_edit.c), sclite's weights (alignment_weighted.c), and sclite's
 * weights over texts with alternatives (word_net.h). All are exact, whatever the length:
 * nothing is cut or guessed, and the path is the one that the tie rule names. */
#ifndef POLICEAI_METRICS_ALIGNMENT_H
#define POLICEAI_METRICS_ALIGNMENT_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* Products of lengths that are taken on: 1.2 million characters a side; words by sclite's
 * weights only within the band that can hold a best path. */
#define ALIGNMENT_CELLS_MAX 1500000000000ull
#define ALIGNMENT_BAND_MAX 100000000000ull

enum align_step { STEP_CORRECT, STEP_SUBSTITUTION, STEP_DELETION, STEP_INSERTION };

/* Units of the reference: correct + substituted + deleted. */
struct word_counts {
    size_t correct, substituted, deleted, inserted;
};

struct alignment {
    const unsigned char *steps; /* enum align_step, from the beginning; until the next call */
    size_t count;
    struct word_counts counts;
};

struct id_sequence {
    const uint32_t *ids; /* small numbers: room is made for the largest */
    size_t count;
};

/* Which of several shortest paths, walking back from the end. */
enum align_ties {
    TIES_PAIR_FIRST,     /* a pair before an insertion before a deletion: wer.levenshtein/1 */
    TIES_DELETION_FIRST, /* common ends off, then a deletion before an insertion before a pair:
                            rapidfuzz-cpp, Levenshtein_impl.hpp recover_alignment */
    TIES_INSERTION_FIRST /* an insertion before a deletion before a pair: kaldialign, which
                            meeteval counts with */
};

struct aligner;
/* Empty; freed by aligner_free. */
struct aligner *aligner_new(void);
/* NULL is allowed. */
void aligner_free(struct aligner *aligner);

/* The fewest substitutions, deletions and insertions. ERR_LIMIT past ALIGNMENT_CELLS_MAX. */
enum err_code align_edit(struct aligner *aligner, struct id_sequence reference,
                         struct id_sequence hypothesis, enum align_ties ties,
                         struct alignment *alignment, struct err *err) MUST_USE;
/* The least 4 substitutions + 3 (deletions + insertions), as NIST's sclite; walking back from
 * the end a pair comes before an insertion before a deletion. ERR_LIMIT past the bounds above.
 */
enum err_code align_weighted(struct aligner *aligner, struct id_sequence reference,
                             struct id_sequence hypothesis, struct alignment *alignment,
                             struct err *err) MUST_USE;

#endif
