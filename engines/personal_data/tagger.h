/* Names of people, places and organisations, addresses, dates, nations and identifiers by a
 * trained sequence model.
 *
 * A model is an averaged structured perceptron over the tokens of a text: for each token some
 * thirty hashed features (tagger_features.h) add a row of weights, one weight a label, and the
 * best sequence of labels is found by dynamic programming. Labels are B and I of seven kinds
 * and "none". SOURCE: Collins, Discriminative Training Methods for Hidden Markov Models, EMNLP
 * 2002.
 *
 * The file, little endian: "PAITAG2\n"; u32 log2 of the rows (4 to 20); u32 labels (15);
 * for each of 15 labels before, 15 labels after: i16 weight of a step; for each of 7
 * kinds: u32 points of the calibration (at most 64), each i32 score and u32 per mille, both
 * never falling; then 15 i8 weights a row, of the unit in which scores are counted. A file of
 * any other length is refused.
 *
 *     struct tagger *tagger;
 *     TRY(tagger_open(&tagger, tagger_built_in(), err));
 *     struct tagger_runs runs = {0};
 *     tagger_find(tagger, &tokens, text, 0, &runs);
 *     … tagger_runs_free(&runs); tagger_close(tagger);
 */
#ifndef POLICEAI_PERSONAL_DATA_TAGGER_H
#define POLICEAI_PERSONAL_DATA_TAGGER_H

#include "personal_data/tokens.h"
#include "base/err.h"

enum tagger_label {
    TAG_NONE,
    TAG_PERSON,
    TAG_PERSON_MORE,
    TAG_PLACE,
    TAG_PLACE_MORE,
    TAG_ORGANISATION,
    TAG_ORGANISATION_MORE,
    TAG_ADDRESS,
    TAG_ADDRESS_MORE,
    TAG_DATE, /* ages too */
    TAG_DATE_MORE,
    TAG_NATIONALITY, /* faiths and occupations too */
    TAG_NATIONALITY_MORE,
    TAG_IDENTIFIER, /* telephones, cards, accounts, postal codes, mail and web addresses */
    TAG_IDENTIFIER_MORE,
    TAG_LABELS,
    TAG_KINDS = TAG_LABELS / 2,
};

enum {
    TAGGER_ROW = 16, /* labels, filled up so that a row is one load of the machine */
    TAGGER_BITS_MIN = 4,
    TAGGER_BITS_MAX = 20,
    TAGGER_POINTS_MAX = 64,
    TAGGER_BIAS_MAX = 1000,
};

/* Tokens `first` to `last`; `kind` is the label of the first. `score` is by how much the text
 * with this name scores above the text without it, and `per_mille` what share of the names with
 * such a score were right in text kept from training. */
struct tagger_run {
    size_t first;
    size_t last;
    enum tagger_label kind;
    int32_t score;
    unsigned per_mille;
};

struct tagger_runs {
    struct tagger_run *items;
    size_t count;
    size_t capacity;
};

struct tagger;

/* The model that is built in: a view of bytes of the program. */
struct str tagger_built_in(void);
/* Reads a model; ERR_FORMAT says what is wrong with it. Nothing of `model` is kept. */
enum err_code tagger_open(struct tagger **out, struct str model, struct err *err) MUST_USE;
/* NULL is allowed. */
void tagger_close(struct tagger *tagger);
/* Replaces what is in `runs` by what stands in a text, from left to right, never overlapping.
 * `bias` (-TAGGER_BIAS_MAX to TAGGER_BIAS_MAX) is taken from the score of "no name" at every
 * token: more finds more, and more that is wrong. Time and memory are linear in the tokens. */
void tagger_find(const struct tagger *tagger, const struct tokens *tokens, struct str text,
                 int bias, struct tagger_runs *runs);
void tagger_runs_free(struct tagger_runs *runs);

/* ---- what training shares ---- */

/* One row of scores a token; steps from label to label; -bias as in tagger_find. Writes the
 * best path, one enum tagger_label a token. A label of more never follows another kind. */
void tagger_best_path(const int32_t (*scores)[TAGGER_ROW], size_t count,
                      const int32_t steps[TAG_LABELS][TAG_LABELS], int bias, uint8_t *path);
/* Whether `after` may follow `before`. */
bool tagger_may_follow(unsigned before, unsigned after);
/* Cuts a path into runs and scores each. */
void tagger_cut(const int32_t (*scores)[TAGGER_ROW], size_t count,
                const int32_t steps[TAG_LABELS][TAG_LABELS], const uint8_t *path,
                struct tagger_runs *runs);

#endif
