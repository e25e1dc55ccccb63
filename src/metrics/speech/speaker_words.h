/* What several speakers said against what a system says that several speakers said, whoever it
 * calls whom: each speaker of the one is paired with one of the other, or with nobody, so that
 * the errors are the fewest. */
#ifndef POLICEAI_METRICS_SPEAKER_WORDS_H
#define POLICEAI_METRICS_SPEAKER_WORDS_H

#include "metrics/speech/alignment_timed.h"

#include <stdbool.h>

enum { SPEAKERS_MAX = 200 }; /* of a recording: the table of pairs has their square */

/* One side: each speaker's words in a row. */
struct speaker_words {
    const struct timed_words *speakers;
    size_t count;
};

enum { SPEAKER_NOBODY = -1 };

struct speaker_score {
    struct word_counts counts;
    size_t missed;  /* speakers that the reference has more */
    size_t added;   /* speakers that the hypothesis has more */
    size_t scored;  /* speakers of the reference */
    int32_t *pairs; /* of each speaker of the reference, then of nobody for each added one: the
                       speaker of the hypothesis, or SPEAKER_NOBODY; freed by the caller */
    size_t pair_count;
};

/* The least sum of errors over all ways to pair the speakers; `timed` pairs only words that
 * overlap, else times are not looked at (and may be NULL). Speakers without a partner are all
 * deletions or all insertions. Of ways that are equal it takes the one that
 * scipy.optimize.linear_sum_assignment finds on the table filled up with empty speakers, of
 * equal alignments as TIES_INSERTION_FIRST: as meeteval does, counts and all. ERR_LIMIT past
 * SPEAKERS_MAX or what can be aligned. SOURCE: Watanabe et al. 2020, "CHiME-6 challenge",
 * arXiv:2004.09249, section 5 (cpWER); von Neumann et al. 2023, arXiv:2307.11394 (tcpWER). */
enum err_code speaker_words_score(const struct speaker_words *reference,
                                  const struct speaker_words *hypothesis, bool timed,
                                  struct speaker_score *score, struct err *err) MUST_USE;

#endif
