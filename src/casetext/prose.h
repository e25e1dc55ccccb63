/* Is a sentence one that tells something? Fixed rules for English; pure. */
#ifndef POLICEAI_CASETEXT_PROSE_H
#define POLICEAI_CASETEXT_PROSE_H

#include "base/str.h"

#include <stdbool.h>

/* Five words or more, most of them letters, with a verb or a pronoun that goes with one, ended
 * as sentences are; no label with a colon at its head, no row of a table, no line in capitals,
 * not the declaration that every statement bears. */
bool prose_tells(struct str sentence);
/* Are the letters of the text all capitals, two or more of them? */
bool prose_all_capitals(struct str text);

#endif
