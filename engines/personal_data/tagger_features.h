/* The features of a token: row numbers into the weights of a tagger, by hashing.
 *
 * They look at the word and two to either side: the folded word, its beginning and end, its
 * shape, what the lexicon knows of it, where it stands in sentence and line, and whether the
 * same word stands elsewhere in the text in small letters or with a capital inside a sentence.
 * A row number is a hash of at most 32 bits; whoever uses it takes as many bits as there are
 * rows. Changing anything here makes every trained model worthless: train again. */
#ifndef POLICEAI_PERSONAL_DATA_TAGGER_FEATURES_H
#define POLICEAI_PERSONAL_DATA_TAGGER_FEATURES_H

#include "personal_data/tokens.h"

enum { TAGGER_FEATURES = 30 };

struct tagger_view;

/* Looks over a text once; freed by tagger_view_free. `forget`, not 0, takes what the lexicon
 * knows of some words away, the same words for the same number: so that training learns to do
 * without. */
struct tagger_view *tagger_view_new(const struct tokens *tokens, struct str text,
                                    uint32_t forget);
void tagger_view_free(struct tagger_view *view);
void tagger_features(const struct tagger_view *view, size_t token,
                     uint32_t out[TAGGER_FEATURES]);

#endif
