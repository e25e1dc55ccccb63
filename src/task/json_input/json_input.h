/* A person's file that is the input of a task as it stands: one JSON object. */
#ifndef POLICEAI_TASK_JSON_INPUT_H
#define POLICEAI_TASK_JSON_INPUT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"

/* The object, in the arena. The error names the file and hints at `form`, the object's outline;
 * ERR_LIMIT past a line of the tool protocol. */
enum err_code json_input_read(struct arena *arena, const char *path, const char *form,
                              const struct js **input, struct err *err) MUST_USE;
/* The same, checked by the task, as it stands in the file, appended to `input`. */
enum err_code json_input_take(struct arena *arena, const char *path, const char *form,
                              enum err_code (*check)(const struct js *input, struct err *err),
                              struct strbuf *input, struct err *err) MUST_USE;

#endif
