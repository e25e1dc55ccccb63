/* What metrics share: lookup by id, the fraction most of them end on. */
#include "metrics/metric.h"

#include "base/str.h"

#include <math.h>
#include <string.h>

bool metric_is_proportion(const struct metric *metric)
{
    return strcmp(metric->unit, "proportion") == 0;
}

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

void metric_merge(const struct metric *metric, double *sum, const double *vector)
{
    if (metric->merge != NULL) {
        metric->merge(sum, vector);
        return;
    }
    for (size_t i = 0; i < metric->length; i++) {
        sum[i] += vector[i];
    }
}

static struct metric_value of_pool(const struct metric_pool *pool, const double *vectors,
                                   size_t rows)
{
    void *prepared = pool->prepare(vectors, rows);
    struct metric_value value = pool->value(prepared, NULL);
    pool->release(prepared);
    return value;
}

struct metric_value metric_of_rows(const struct metric *metric, const double *vectors,
                                   size_t rows)
{
    struct metric_value value;
    if (metric->pool != NULL) {
        value = of_pool(metric->pool, vectors, rows);
    } else {
        double sum[METRIC_VECTOR_MAX] = {0};
        for (size_t i = 0; i < rows; i++) {
            metric_merge(metric, sum, vectors + i * metric->length);
        }
        value = metric->finish(sum);
    }
    if (value.defined && !isfinite(value.value)) {
        value.defined = false;
        value.undefined = "not a finite number";
    }
    return value;
}
