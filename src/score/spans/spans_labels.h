/* Figures of each label alone, as groups of the column "label". */
#ifndef POLICEAI_SCORE_SPANS_LABELS_H
#define POLICEAI_SCORE_SPANS_LABELS_H

#include "score/spans/spans_count.h"

enum { SPANS_LABELS_MAX = 200 }; /* shown; more are said to be left out */

/* strict.precision, strict.recall, strict.f1, partial.f1 and entity.recall of each label, over
 * the documents in which it occurs. No group is compared with the rest: labels share documents.
 */
void spans_labels_add(struct score_report *report, const struct spans_file *truth,
                      const struct spans_file *answers, const struct spans_rules *rules,
                      const char *settings);

#endif
