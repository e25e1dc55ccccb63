/* `policeai score review`: an order of screening, and elusion. */
#ifndef POLICEAI_SCORE_REVIEW_H
#define POLICEAI_SCORE_REVIEW_H

#include "score/score_report.h"

struct score_review_options {
    struct score_options shared;
    const char *qrels; /* paths, as for `score retrieval`; NULL: elusion only */
    const char *run;
    int64_t level;
    int64_t sampled; /* -1: no elusion */
    int64_t sample_found;
    int64_t unreviewed;
    int64_t reviewed_found;
};
#define SCORE_REVIEW_DEFAULTS                                                                  \
    {                                                                                          \
        .shared = SCORE_OPTIONS_DEFAULTS, .level = 1, .sampled = -1, .sample_found = -1,       \
        .unreviewed = -1, .reviewed_found = -1                                                 \
    }

/* Fills the report: topics as clusters for the order, the numbers given for elusion. */
enum err_code score_review(struct score_report *report,
                           const struct score_review_options *options,
                           struct err *err) MUST_USE;

#endif
