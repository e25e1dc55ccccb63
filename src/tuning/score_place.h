/* Where a tool's score and the truth of an item stand. */
#ifndef POLICEAI_TUNING_SCORE_PLACE_H
#define POLICEAI_TUNING_SCORE_PLACE_H

#include "base/err.h"
#include "base/json.h"
#include "base/jsonw.h"

#include <stdbool.h>

/* A score is a number or a decimal text. */
struct score_place {
    struct str score;     /* RFC 6901 pointer into an answer: "/score" */
    struct str truth;     /* into what is expected: "/match" */
    struct str positive;  /* the value there that makes an item positive: "yes" */
    bool lower_is_likely; /* the score is a distance */
};

/* "/match=yes" into truth and positive; ERR_USAGE. */
enum err_code score_place_truth(const char *text, struct score_place *place,
                                struct err *err) MUST_USE;
/* The member "score" of a guide, written and read. */
void score_place_write(struct jsonw *w, const struct score_place *place);
enum err_code score_place_read(const struct js *guide, struct score_place *place,
                               struct err *err) MUST_USE;

#endif
