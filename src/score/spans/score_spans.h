/* `policeai score spans`: marked spans and redaction. */
#ifndef POLICEAI_SCORE_SPANS_H
#define POLICEAI_SCORE_SPANS_H

#include "score/score_report.h"

struct score_spans_options {
    struct score_options shared;
    const char *truth;      /* path of the reference */
    const char *answers;    /* path of the answers */
    const char *skip_words; /* path of a list, one a line; NULL: punctuation only */
    bool allow_overlaps;
    double min_overlap; /* percent of a true span, 1 to 100 */
    double iou;         /* 0 to 1 */
};
#define SCORE_SPANS_DEFAULTS                                                                   \
    {                                                                                          \
        .shared = SCORE_OPTIONS_DEFAULTS, .min_overlap = 1, .iou = 0.9                         \
    }

/* Reads both files and fills the report; ERR_FORMAT and the like as the readers say. */
enum err_code score_spans(struct score_report *report,
                          const struct score_spans_options *options, struct err *err) MUST_USE;

#endif
