/* How much a sentence tells of what happened, beside how central it is. Fixed rules for
 * English; pure. */
#ifndef POLICEAI_CASETEXT_TELLING_H
#define POLICEAI_CASETEXT_TELLING_H

#include "base/str.h"

#include <stdbool.h>

/* From 0 to TELLING_MAX: words of what was done, seen, found, denied, admitted; a day or time
 * of day; a name or exhibit inside the sentence. A question tells less. */
double telling_weight(struct str sentence);
#define TELLING_MAX 8.0
/* "TOCKETT: I was at home all night.", "06:45 LEE: …", "Result: no match was found.": what
 * stands behind the label of a line; the whole when none stands before it. */
struct str telling_without_label(struct str sentence);

#endif
