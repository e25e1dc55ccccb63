/* One line of a transcript's file: pure functions of bytes, for reading and fuzzing. Results
 * point into the line or the arena; the line must live as long. */
#ifndef POLICEAI_SCORE_TRANSCRIPT_LINE_H
#define POLICEAI_SCORE_TRANSCRIPT_LINE_H

#include "score/speech/transcript.h"

/* Blank, or a comment (";;"): not a row of NIST's formats. */
bool transcript_line_empty(struct str line);
/* "WORDS (SPEAKER-UTTERANCE)": the id is what stands in the last parentheses, the speaker runs
 * to its first "-", else its first "_". SOURCE: NIST SCTK, doc/infmts.htm; src/sclite/align.c
 * remove_id, extract_speaker. */
enum err_code trn_line(struct arena *arena, struct str line, struct utterance *utterance,
                       struct err *err) MUST_USE;
/* "FILE CHANNEL SPEAKER FROM TO [<LABEL>] WORDS". SOURCE: doc/infmts.htm; src/sclite/stm.c. */
enum err_code stm_line(struct arena *arena, struct str line, struct utterance *utterance,
                       struct err *err) MUST_USE;

/* "FILE CHANNEL START DURATION WORD [CONFIDENCE]"; "<ALT_BEGIN>", "<ALT>" and "<ALT_END>" as
 * word with "*" for the times. SOURCE: doc/infmts.htm. */
struct ctm_word {
    struct str file;
    struct str channel;
    struct token token;
    struct token_time time;
};
enum err_code ctm_line(struct arena *arena, struct str line, struct ctm_word *word,
                       struct err *err) MUST_USE;

/* {"id":TEXT or whole number,"text":TEXT,"speaker":TEXT …}; other members may name groups. */
enum err_code jsonl_line(struct arena *arena, struct str line, struct utterance *utterance,
                         struct err *err) MUST_USE;

/* Text of NIST's formats into tokens: "{ a / b }" are choices, of a word only what stands
 * before
 * ";" counts, "\\" is taken off and so is "*" at the end, as sclite does. ERR_FORMAT on a
 * choice that does not end or has no word. */
enum err_code transcript_tokens(struct arena *arena, struct str text,
                                struct utterance *utterance, struct err *err) MUST_USE;

#endif
