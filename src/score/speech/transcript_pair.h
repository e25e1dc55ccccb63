/* Which utterance of a hypothesis answers which of the reference.
 *
 * trn, JSON lines: by id (letters' case does not matter in trn, as in sclite). Plain text: line
 * by line. stm with ctm: a word belongs to the segment in which its middle lies, words between
 * two segments to the later, after the last to the last (SOURCE: NIST SCTK,
 * src/sclite/stm2ctm.c segment_hyp_for_utt). stm with stm: by file, channel and times. ctm with
 * ctm: a channel is one utterance. */
#ifndef POLICEAI_SCORE_TRANSCRIPT_PAIR_H
#define POLICEAI_SCORE_TRANSCRIPT_PAIR_H

#include "score/speech/transcript.h"

/* Utterances of the reference that the hypothesis does not have. */
enum missing_rule {
    MISSING_ERROR,   /* cannot be scored */
    MISSING_DELETED, /* every word is a deletion */
    MISSING_SCLITE   /* as sclite: left out by id, deletions by time */
};

struct utterance_pair {
    const struct utterance *reference;
    const struct utterance *hypothesis; /* empty where it is missing and deleted */
};

struct transcript_pairs {
    struct utterance_pair *items; /* in the order of the reference */
    size_t count;
    size_t missing; /* of the reference, not in the hypothesis */
};

/* In the arena. What does not fit goes through score_report_skip: ids that the reference does
 * not have, ids twice, unequal counts of lines, and missing ones with MISSING_ERROR. */
enum err_code transcript_pair(struct score_report *report, const struct transcript *reference,
                              const struct transcript *hypothesis, enum missing_rule missing,
                              struct transcript_pairs *pairs, struct err *err) MUST_USE;

#endif
