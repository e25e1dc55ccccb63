/* A transcript as a person gets it. */
#ifndef POLICEAI_TASK_TRANSCRIPT_TEXT_H
#define POLICEAI_TASK_TRANSCRIPT_TEXT_H

#include "task/task.h"

/* "times" (a line a passage, with its start), "text", "vtt" (subtitles, WebVTT). */
extern const struct task_style transcript_styles[];

/* The task's `show` (task/task.h). */
void transcript_show(const struct js *input, const struct js *output, const char *style,
                     struct task_shown *shown);

#endif
