/* What a model of the tagger holds once it is read; tagger.h has the format. */
#ifndef POLICEAI_PERSONAL_DATA_TAGGER_MODEL_H
#define POLICEAI_PERSONAL_DATA_TAGGER_MODEL_H

#include "personal_data/tagger.h"

struct tagger_point {
    int32_t score;
    uint32_t per_mille;
};

/* The calibration of one kind. */
struct tagger_points {
    struct tagger_point items[TAGGER_POINTS_MAX];
    size_t count;
};

struct tagger {
    uint32_t mask; /* rows - 1 */
    int32_t steps[TAG_LABELS][TAG_LABELS];
    struct tagger_points points[TAG_KINDS];
    int8_t (*weights)[TAGGER_ROW];
};

/* Per mille of the last point whose score is not above; 0 below the first. */
unsigned tagger_per_mille(const struct tagger_points *points, int32_t score);

#endif
