/* Rates over units that are marked and units that are true; see span_share.h. */
#include "metrics/spans/span_share.h"

struct metric_value span_share_precision(const double *sum)
{
    return metric_fraction(sum[0], sum[1], "nothing was marked");
}

struct metric_value span_share_recall(const double *sum)
{
    return metric_fraction(sum[0], sum[2], "no true spans");
}

struct metric_value span_share_f1(const double *sum)
{
    return metric_fraction(2 * sum[0], sum[1] + sum[2], "no true and no marked text");
}
