/* Normalisers of transcripts: what is made equal before words are compared. doc/score/speech.md
 * has the table of what each does. */
#ifndef POLICEAI_SCORE_SPEECH_NORM_H
#define POLICEAI_SCORE_SPEECH_NORM_H

#include "score/speech/speech_words.h"

/* "none" (also NULL), "en-GB", "whisper-en"; ERR_USAGE that lists them. *norm is NULL for none.
 */
enum err_code speech_norm_named(const char *name, speech_norm_fn **norm,
                                struct err *err) MUST_USE;
/* As it stands in a signature: "none", "en-GB/1", "whisper-en@26a7cac". */
const char *speech_norm_signature(speech_norm_fn *norm);

/* English as British police write and say it, version 1. */
struct str norm_en_gb(struct arena *arena, struct str text);
/* OpenAI Whisper's EnglishTextNormalizer, to the character. */
struct str norm_whisper_en(struct arena *arena, struct str text);

#endif
