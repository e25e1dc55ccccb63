/* A task's output check: a built-in program that judges the file of each output, in a sandbox
 * of its own, whoever made the tool (design, The house).
 *
 * It speaks the tool protocol. Its input is
 * {"original":{"file"},"redacted":{"file"},"output":…}, the output as the tool sent it; it
 * answers {"passed":BOOL,"failures":[TEXT…]}. A check that dies, is late or answers anything
 * else is one that was not passed. */
#ifndef POLICEAI_RUN_OUTPUT_CHECK_H
#define POLICEAI_RUN_OUTPUT_CHECK_H

#include "base/err.h"
#include "base/json.h"
#include "sandbox/sandbox.h"
#include "task/task.h"

struct output_check;

/* The check of `task` out of the folder of checks, NULL in *out when the task has none.
 * Processes have their /in below `scratch`. One check belongs to one client. */
enum err_code output_check_open(struct output_check **out, const struct task *task,
                                const char *checks, const char *scratch,
                                struct err *err) MUST_USE;
/* NULL is allowed. */
void output_check_free(struct output_check *check);

/* Takes the file that `output` names out of the tool's sandbox and has it judged beside
 * `original`. `kept` MAY be NULL: where the file is kept when it passed, mode 0600; on any
 * failure nothing stands there. Fine when the output names no file. ERR_INVALID with the
 * check's words. */
enum err_code output_check_run(struct output_check *check, const struct sandbox *tool,
                               const char *original, const struct js *output, const char *kept,
                               struct err *err) MUST_USE;

#endif
