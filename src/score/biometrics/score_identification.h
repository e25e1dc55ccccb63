/* `policeai score identification`: searches of a gallery. */
#ifndef POLICEAI_SCORE_IDENTIFICATION_H
#define POLICEAI_SCORE_IDENTIFICATION_H

#include "score/biometrics/search_table.h"

struct identification_plan {
    const char *threshold; /* number, or NULL: chosen by fpir */
    double fpir;           /* 0: the first of 1e-2, 1e-1 that the rule of three allows */
    int64_t rank;          /* candidates past it do not count; 0: all that are returned */
    bool strict;           /* a score must be above the threshold, not at it */
    const char *group;
    const char *cluster;
};

/* Fills the report. Errors name file, line and fix. */
enum err_code score_identification(struct score_report *report, const char *path,
                                   const struct identification_plan *plan,
                                   struct err *err) MUST_USE;

#endif
