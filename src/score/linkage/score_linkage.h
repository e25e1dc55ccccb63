/* `policeai score linkage`: which records were linked against which belong together. */
#ifndef POLICEAI_SCORE_LINKAGE_H
#define POLICEAI_SCORE_LINKAGE_H

#include "score/score_report.h"

struct score_linkage_options {
    struct score_options shared;
    const char *truth; /* paths */
    const char *answer;
    const char *record; /* names of columns; NULL: "record", "cluster", or the two there are */
    const char *cluster;
    const char *group; /* of the reference; NULL: none */
};
#define SCORE_LINKAGE_DEFAULTS                                                                 \
    {                                                                                          \
        .shared = SCORE_OPTIONS_DEFAULTS                                                       \
    }

/* Reads both tables and fills the report. Both must hold the same records; --lenient compares
 * those in both. */
enum err_code score_linkage(struct score_report *report,
                            const struct score_linkage_options *options,
                            struct err *err) MUST_USE;

#endif
