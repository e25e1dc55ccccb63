/* Pairs of pictures: input {"left":{"file":PATH},"right":{"file":PATH}}. */
#ifndef POLICEAI_TASK_PAIR_PICTURES_H
#define POLICEAI_TASK_PAIR_PICTURES_H

#include "task/task.h"

/* The task's `check_input`, `from_file` and `example`. A person's file is JSON with the names
 * of two pictures beside it. */
enum err_code pair_pictures_check_input(const struct js *input, struct err *err);
enum err_code pair_pictures_from_file(struct arena *arena, const char *path,
                                      struct strbuf *input, struct err *err);
enum err_code pair_pictures_example(const char *folder, struct strbuf *input, struct err *err);

#endif
