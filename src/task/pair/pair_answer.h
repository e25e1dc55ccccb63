/* Tasks that ask whether two things are the same: the sides "left" and "right" of an input, and
 * the answer {"match":"yes"|"no","score":0 to 1}. Higher is more the same; the score is the
 * tool's own and no probability unless it says so. */
#ifndef POLICEAI_TASK_PAIR_ANSWER_H
#define POLICEAI_TASK_PAIR_ANSWER_H

#include "task/task.h"

/* expected {"match":"yes"|"no"} */
enum err_code pair_check_expected(const struct js *input, const struct js *expected,
                                  struct err *err);
/* {"match"[,"score"]} */
enum err_code pair_check_answer(const struct js *input, const struct js *output,
                                struct err *err);
/* {"match","score"} */
enum err_code pair_check_scored_answer(const struct js *input, const struct js *output,
                                       struct err *err);
/* "the same, score 0.93"; the reason where the output is {"failure":…}. */
void pair_show(const struct js *input, const struct js *output, const char *style,
               struct task_shown *shown);
extern const struct task_style pair_styles[];

#endif
