/* Which passages a redacting program hid, told from what it made of a text. */
#ifndef POLICEAI_ADAPTER_COMMAND_REDACTED_SPANS_H
#define POLICEAI_ADAPTER_COMMAND_REDACTED_SPANS_H

#include "base/jsonw.h"
#include "command_plan.h"

/* Writes {"spans":[{"start","end","label"}…]} in code points: for each placeholder in
 * `redacted` the shortest passage of `original` that stands there when everything else is the
 * same. A passage that is its own placeholder is none; line ends at the very end may differ.
 * The label is the placeholder's words without a number after them, "HIDDEN" for a mask, and
 * what the plan makes of it. ERR_FORMAT names the line where something else was changed: then
 * nothing can be said of what was hidden. Both texts are UTF-8. */
enum err_code redacted_spans_write(const struct command_plan *plan, struct str original,
                                   struct str redacted, struct jsonw *w,
                                   struct err *err) MUST_USE;

#endif
