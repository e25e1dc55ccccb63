/* The inner shapes of a predicate: figures, isolation, parameters and the rest (formats,
 * Evidence). What is wrong is refused with its place, so that no page shows a figure without
 * its count. */
#ifndef POLICEAI_EVIDENCE_PREDICATE_SHAPE_H
#define POLICEAI_EVIDENCE_PREDICATE_SHAPE_H

#include "base/err.h"
#include "base/json.h"

/* Each figure has a value with numerator, denominator, interval and method, or the reason why
 * there is none. */
enum err_code figures_check_shape(const struct js *figures, struct err *err) MUST_USE;
/* Of a predicate whose keys and their JSON types were checked before. */
enum err_code predicate_check_shape(const struct js *body, struct err *err) MUST_USE;

#endif
