/* A figure against a task's working value: a statement of fact, never an approval. */
#ifndef POLICEAI_EVIDENCE_JUDGEMENT_H
#define POLICEAI_EVIDENCE_JUDGEMENT_H

#include "base/str.h"
#include "task/task.h"

enum judgement {
    JUDGEMENT_MET,
    JUDGEMENT_BELOW,   /* worse than the working value */
    JUDGEMENT_UNCLEAR, /* the interval holds the working value: either may be so */
    JUDGEMENT_CANNOT   /* there is no rate: illustration, partial, not enough data */
};

/* DEC texts; an empty `value` is a figure without a rate. Met or below only when the whole
 * interval lies on that side. */
enum judgement judge(const struct task_bound *bound, struct str value, struct str low,
                     struct str high);
/* "met", "below", "unclear", "cannot" */
const char *judgement_word(enum judgement judgement);

#endif
