/* What differs between two texts, by words. Pure.
 *
 * SOURCE: E. W. Myers, An O(ND) difference algorithm and its variations, Algorithmica 1 (1986),
 * 251-266. */
#ifndef POLICEAI_CASEDESK_WORD_DIFF_H
#define POLICEAI_CASEDESK_WORD_DIFF_H

#include "base/str.h"

#include <stdbool.h>

enum { DIFF_EDITS_MAX = 3000 }; /* words that may differ between the texts' common ends */

enum diff_kind { DIFF_BOTH, DIFF_FIRST, DIFF_SECOND };

/* Calls back with stretches of the texts in their order: in both (as the first has them), in
 * the first alone, in the second alone. Blanks count only as what stands between words. False
 * when more than DIFF_EDITS_MAX words differ: then what lies between the common ends is given
 * whole, once for each. */
bool word_diff(struct str first, struct str second,
               void (*each)(void *data, enum diff_kind kind, struct str text), void *data);

#endif
