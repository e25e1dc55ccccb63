/* Numbers that a tool is given, each within bounds that have a name. */
#ifndef POLICEAI_TOOLKIT_VALUE_BOUNDS_H
#define POLICEAI_TOOLKIT_VALUE_BOUNDS_H

#include "base/err.h"

#include <stddef.h>

struct value_bound {
    const char *what; /* "sigma, px"; NULL after the last */
    double low, high; /* both allowed */
};

/* `bounds` has `most` places at most. ERR_INVALID names `name`, the value and its bounds, or
 * says how many values it takes; NaN is outside of all bounds. */
enum err_code value_bounds_check(const char *name, const struct value_bound *bounds,
                                 size_t most, const double *values, size_t count,
                                 struct err *err) MUST_USE;

#endif
