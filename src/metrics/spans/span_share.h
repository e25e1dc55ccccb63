/* Marked text against true text, unit by unit: rates over {both, marked, true}. */
#ifndef POLICEAI_METRICS_SPAN_SHARE_H
#define POLICEAI_METRICS_SPAN_SHARE_H

#include "metrics/metric.h"

/* `finish` over those three numbers; undefined without marked, without true, without either. */
struct metric_value span_share_precision(const double *sum);
struct metric_value span_share_recall(const double *sum);
struct metric_value span_share_f1(const double *sum);

#endif
