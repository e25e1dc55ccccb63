/* What metrics share: lookup by id, the fraction most of them end on. */
#include "metrics/metric.h"

#include "base/str.h"

const struct metric *metric_lookup(const char *id)
{
    for (size_t i = 0; i < metric_table_count; i++) {
        if (str_is(str_of(id), metric_table[i]->id)) {
            return metric_table[i];
        }
    }
    return NULL;
}

struct metric_value metric_fraction(double numerator, double denominator, const char *undefined)
{
    struct metric_value value = {
        .has_fraction = true, .numerator = numerator, .denominator = denominator};
    if (denominator == 0) {
        value.undefined = undefined;
    } else {
        value.defined = true;
        value.value = numerator / denominator;
    }
    return value;
}
