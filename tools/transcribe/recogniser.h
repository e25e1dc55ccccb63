/* Speech to words by PocketSphinx with Debian's en-us model (package pocketsphinx-en-us).
 *
 * What was heard before never changes what is heard now: every utterance is normalised by its
 * own mean (batch), the noise tracker is reset by recogniser_begin. The confidence of a word is
 * its posterior probability in PocketSphinx's word lattice. Not for several threads. */
#ifndef POLICEAI_TRANSCRIBE_RECOGNISER_H
#define POLICEAI_TRANSCRIBE_RECOGNISER_H

#include "heard_words.h"

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct recogniser;

/* Loads the model: a quarter of a second, 100 MiB. ERR_NOT_FOUND naming the package. */
enum err_code recogniser_new(struct recogniser **recogniser, struct err *err) MUST_USE;
void recogniser_free(struct recogniser *recogniser);
/* A new recording begins. */
void recogniser_begin(struct recogniser *recogniser);
/* Adds the words of one utterance of 16 kHz samples (at most 30 s), which begins `offset`
 * hundredths of a second into the recording. */
enum err_code recogniser_hear(struct recogniser *recogniser, const int16_t *samples,
                              size_t count, int64_t offset, struct transcript *transcript,
                              struct err *err) MUST_USE;

#endif
