/* See value_bounds.h. */
#include "toolkit/value_bounds.h"

enum err_code value_bounds_check(const char *name, const struct value_bound *bounds,
                                 size_t most, const double *values, size_t count,
                                 struct err *err)
{
    size_t wanted = 0;
    for (; wanted < most && bounds[wanted].what != NULL; wanted++) {
        const struct value_bound *bound = &bounds[wanted];
        if (wanted < count &&
            !(values[wanted] >= bound->low && values[wanted] <= bound->high)) {
            return err_set(err, ERR_INVALID, "%s: %s is %g to %g, not %g", name, bound->what,
                           bound->low, bound->high, values[wanted]);
        }
    }
    return count == wanted
               ? ERR_OK
               : err_set(err, ERR_INVALID, "%s takes %zu values, not %zu", name, wanted, count);
}
