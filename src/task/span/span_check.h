/* A stretch of a text as answers name it: "start" and "end" in code points, end exclusive. */
#ifndef POLICEAI_TASK_SPAN_CHECK_H
#define POLICEAI_TASK_SPAN_CHECK_H

#include "base/err.h"
#include "base/json.h"

/* 0 <= start < end <= length, else ERR_FORMAT naming the key. */
enum err_code span_check(const struct js *span, int64_t length, struct err *err) MUST_USE;

#endif
