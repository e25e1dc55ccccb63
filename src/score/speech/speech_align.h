/* All alignments of all pairs, by several threads. */
#ifndef POLICEAI_SCORE_SPEECH_ALIGN_H
#define POLICEAI_SCORE_SPEECH_ALIGN_H

#include "score/speech/speech_words.h"
#include "score/speech/transcript_pair.h"

/* One pair, prepared and then aligned four ways. Where the reference leaves a choice, the other
 * ways take the words that sclite's alignment went through. */
struct speech_item {
    struct speech_words reference;
    struct speech_words hypothesis;
    struct net_alignment
        sclite;           /* without steps but by the rules; speech_items_free frees them */
    double words[4];      /* of sclite: correct, substituted, deleted, inserted */
    double edits[4];      /* wer.levenshtein */
    double jiwer[4];      /* mer, wil, wip */
    double characters[4]; /* cer */
};

struct speech_items {
    struct speech_item *items;
    size_t count;
};

/* Prepares and aligns each pair; texts in the arena. ERR_LIMIT that names the utterance. */
enum err_code speech_items_make(struct arena *arena, const struct transcript_pairs *pairs,
                                const struct speech_rules *rules, size_t threads,
                                struct speech_items *items, struct err *err) MUST_USE;
void speech_items_free(struct speech_items *items);

/* Bytes of an arena that hold what an utterance is called: its id, else file, channel and
 * times, else "line N". */
const char *utterance_name(struct arena *arena, const struct utterance *utterance);

#endif
