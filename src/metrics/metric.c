/* Looks a metric up by its id. */
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
