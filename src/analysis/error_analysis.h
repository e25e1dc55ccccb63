/* Where a run of a tool went wrong, as the model of a page (JSON). */
#ifndef POLICEAI_ANALYSIS_ERROR_ANALYSIS_H
#define POLICEAI_ANALYSIS_ERROR_ANALYSIS_H

#include "analysis/error_inputs.h"
#include "base/jsonw.h"

enum { ERROR_ITEMS_SHOWN = 200, ERROR_ROWS_SHOWN = 200 };

/* Writes the members "tool", "benchmark", "split", "documents", "expected", "missed", "part",
 * "false", "unanswered", "labels", "groups", "looks" (each a list of counts) and "items", those
 * with the most that is missed first, at most ERROR_ITEMS_SHOWN with ERROR_ROWS_SHOWN rows
 * each. ERR_UNSUPPORTED when the task is none of redaction. */
enum err_code error_analysis_write(struct arena *arena, const struct error_inputs *inputs,
                                   struct jsonw *w, struct err *err) MUST_USE;

#endif
