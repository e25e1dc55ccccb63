/* `policeai score classification`: one true and one predicted label a row. */
#ifndef POLICEAI_SCORE_CLASSIFICATION_H
#define POLICEAI_SCORE_CLASSIFICATION_H

#include "score/classes/label_table.h"
#include "score/score_report.h"

/* Fills the report. Errors name file, line and fix. */
enum err_code score_classification(struct score_report *report, const char *path,
                                   const struct label_columns *columns,
                                   struct err *err) MUST_USE;

#endif
