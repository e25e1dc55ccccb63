/* Learns the weights of the tagger: averaged structured perceptron with a margin, in whole
 * numbers only, so that the same texts give the same bytes on every machine. */
#ifndef POLICEAI_PERSONAL_DATA_TRAIN_TAGGER_LEARNER_H
#define POLICEAI_PERSONAL_DATA_TRAIN_TAGGER_LEARNER_H

#include "personal_data/tagger_model.h"
#include "base/strbuf.h"

struct learner_text {
    struct str text; /* borrowed */
    struct tokens tokens;
    uint8_t *labels; /* one enum tagger_label a token */
    uint32_t cluster;
    unsigned kinds; /* bit k: the text marks kind k, in the order of the labels */
};

struct learner_texts {
    struct learner_text *items;
    size_t count;
    size_t capacity;
};

/* By kind in the order of the labels: names there, found whole, claimed, claimed rightly. */
struct learner_score {
    size_t wanted[TAG_KINDS];
    size_t found[TAG_KINDS];
    size_t claimed[TAG_KINDS];
    size_t right[TAG_KINDS];
};

/* Trains and appends a model with `points` to `out`. `folds`, not 0: texts of every folds-th
 * cluster are left out. */
void learner_train(const struct learner_texts *texts, unsigned folds,
                   const struct tagger_points points[TAG_KINDS], struct strbuf *out);
/* Tags what learner_train left out: counts, and a calibration by pooling neighbours that are in
 * the wrong order (isotonic regression). */
enum err_code learner_judge(const struct learner_texts *texts, unsigned folds, struct str model,
                            struct learner_score *score, struct tagger_points points[TAG_KINDS],
                            struct err *err) MUST_USE;

#endif
