/* From what the program wrote to the answer of an item. */
#ifndef POLICEAI_ADAPTER_COMMAND_ANSWER_READER_H
#define POLICEAI_ADAPTER_COMMAND_ANSWER_READER_H

#include "base/jsonw.h"
#include "command_plan.h"

/* `written` is the program's output, or its line, at most CHILD_OUTPUT_MAX bytes; `input` the
 * item's. Writes one JSON value. ERR_FORMAT says what of it cannot be read, and where. */
enum err_code answer_read(const struct command_plan *plan, struct arena *arena,
                          const struct js *input, struct str written, struct jsonw *w,
                          struct err *err) MUST_USE;

#endif
