/* What the checks for disagreements share: what most papers say is held against what one says.
 */
#ifndef POLICEAI_CHECK_CASE_FILE_DISAGREEMENT_H
#define POLICEAI_CHECK_CASE_FILE_DISAGREEMENT_H

#include "case_check.h"

typedef bool disagreement_same_fn(const void *a, const void *b);

/* Which of `count` things most of the others agree with, the first of several; *some_differ: is
 * there a doubt at all? */
size_t disagreement_most(const void *items, size_t count, size_t size,
                         disagreement_same_fn *same, bool *some_differ);
/* A finding that `one` differs from `others`, unless there are none or no rule goes for the
 * subject. */
void disagreement_tell(struct case_check *check, const char *subject, struct place one,
                       const struct place *others, size_t count);

/* Names and dates of birth of the accused. */
void check_accused(struct case_check *check);
/* Number plates. */
void check_plates(struct case_check *check);

#endif
