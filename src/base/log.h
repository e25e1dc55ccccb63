/* Events for operators: one line of JSON each on stderr (or readable text on a terminal).
 * {"time","level","part","event",…}. Values are escaped, so no byte from outside can forge a
 * line; no secret and no personal data goes here. Thread-safe: a line is one write. */
#ifndef POLICEAI_BASE_LOG_H
#define POLICEAI_BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

/* Who writes: "public", "keeper", "worker", … and the least level shown. Call once at start. */
void log_start(const char *part, enum log_level least);
/* `event` is a fixed word such as "listening"; the rest is a printf message. */
void log_event(enum log_level level, const char *event, const char *format, ...)
    PRINTF_LIKE(3, 4);
/* message, hint and detail of an error */
void log_err(const char *event, const struct err *err);

#endif
