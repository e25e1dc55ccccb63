/* A text with its spans hidden, as a person gets it. */
#ifndef POLICEAI_TASK_REDACTED_TEXT_H
#define POLICEAI_TASK_REDACTED_TEXT_H

#include "task/task.h"

/* "marks" ([PERSON]) and "blocks" (bars of one length, which tell nothing of what they hide).
 */
extern const struct task_style redacted_text_styles[];

/* The task's `show` (task/task.h). */
void redacted_text_show(const struct js *input, const struct js *output, const char *style,
                        struct task_shown *shown);

#endif
