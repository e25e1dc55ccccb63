/* Edit distance of words with times: two words may be paired, right or substituted, only where
 * their intervals overlap. */
#ifndef POLICEAI_METRICS_ALIGNMENT_TIMED_H
#define POLICEAI_METRICS_ALIGNMENT_TIMED_H

#include "metrics/speech/alignment.h"

/* Words and their intervals, in one unit (seconds), start <= end; any order. */
struct timed_words {
    struct id_sequence words;
    const double *starts; /* one a word */
    const double *ends;
};

/* The fewest errors where a pair needs start < the other's end on both sides. Of several
 * shortest paths, walking back from the end, an insertion comes before a deletion before a
 * pair. A collar is the caller's: it widens the intervals of one side. Memory grows with the
 * hypothesis, time with how many words overlap; ERR_LIMIT past ALIGNMENT_BAND_MAX cells.
 * SOURCE: von Neumann, Boeddeker, Delcroix, Haeb-Umbach 2023, "MeetEval: A toolkit for
 * computation of word error rates for meeting transcription systems", arXiv:2307.11394. */
enum err_code align_timed(const struct timed_words *reference,
                          const struct timed_words *hypothesis, struct word_counts *counts,
                          struct err *err) MUST_USE;

#endif
