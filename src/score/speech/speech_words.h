/* An utterance as the aligners take it: words with numbers, a net, text for characters. */
#ifndef POLICEAI_SCORE_SPEECH_WORDS_H
#define POLICEAI_SCORE_SPEECH_WORDS_H

#include "base/name_table.h"
#include "metrics/speech/word_net.h"
#include "score/speech/transcript.h"

/* What is done about A-Z and a-z. */
enum letter_case {
    CASE_AS_REFERENCES, /* as each metric's reference does: sclite folds, jiwer does not */
    CASE_FOLDED,
    CASE_KEPT
};

/* Changes a text before it is split; the result in the arena. */
typedef struct str speech_norm_fn(struct arena *arena, struct str text);

struct speech_rules {
    enum letter_case letters;
    bool optional;        /* "(uh)" may be left out, sclite's -D */
    speech_norm_fn *norm; /* or NULL */
    bool steps;           /* sclite's alignments are kept, not their counts alone */
};

struct speech_words {
    struct word_net net;
    const struct str *texts; /* of each place of the net, as they stand */
    const uint32_t *folded;  /* numbers of each place, A-Z lower-cased */
    const uint32_t *exact;
    size_t count;
    /* Plain text and JSON lines only: words as jiwer splits them, and the text. */
    bool has_text;
    struct id_sequence jiwer;
    struct str text; /* without white space at both ends */
};

/* Makes the words of one utterance after the other; `ids` numbers words of both sides. All is
 * lent and the words live in the arena, the maker until speech_maker_free. */
struct speech_maker;
struct speech_maker *speech_maker_new(struct arena *arena, struct name_table *ids,
                                      const struct speech_rules *rules);
void speech_maker_free(struct speech_maker *maker);
void speech_words_make(struct speech_maker *maker, const struct utterance *utterance,
                       struct speech_words *words);

/* The numbers of characters of a text: its code points, A-Z lower-cased where asked for. Freed
 * by the caller (ids). */
struct id_sequence speech_characters(struct str text, bool fold);
/* White space as Python's str.isspace and re's \s know it. */
bool speech_is_space(uint32_t code_point);

#endif
