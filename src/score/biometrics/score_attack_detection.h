/* `policeai score attack-detection`: presentation attacks, spoofs, deepfakes. */
#ifndef POLICEAI_SCORE_ATTACK_DETECTION_H
#define POLICEAI_SCORE_ATTACK_DETECTION_H

#include "score/biometrics/attack_table.h"

struct attack_plan {
    struct attack_columns columns;
    const char *threshold; /* number of the file's own direction; NULL: "0.5" */
};

/* Fills the report. Errors name file, line and fix. */
enum err_code score_attack_detection(struct score_report *report, const char *path,
                                     const struct attack_plan *plan, struct err *err) MUST_USE;

#endif
