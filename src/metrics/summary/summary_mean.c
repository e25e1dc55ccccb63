/* A mean over summaries; see summary.h. */
#include "metrics/summary/summary.h"

struct metric_value summary_mean_finish(const double *sum)
{
    return metric_fraction(sum[1], sum[0], "no summaries");
}
