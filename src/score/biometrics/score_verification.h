/* `policeai score verification`: scores of one-to-one comparisons. */
#ifndef POLICEAI_SCORE_VERIFICATION_H
#define POLICEAI_SCORE_VERIFICATION_H

#include "score/biometrics/comparison_table.h"

struct verification_plan {
    struct comparison_columns columns;
    const char *threshold; /* number, or NULL: chosen by fmr */
    double fmr;            /* 0: the first of 1e-3, 1e-2, 1e-1 that the rule of three allows */
    bool strict;           /* a score must be above the threshold, not at it */
};

/* Past this many comparisons no vectors are made: each figure comes from sorted keys, without a
 * bootstrap. */
enum { VERIFICATION_VECTORS_MAX = 2000000 };

/* Fills the report. Errors name file, line and fix. */
enum err_code score_verification(struct score_report *report, const char *path,
                                 const struct verification_plan *plan,
                                 struct err *err) MUST_USE;

#endif
