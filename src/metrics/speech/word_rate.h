/* What the two word error rates share: the vector and its end. */
#ifndef POLICEAI_METRICS_WORD_RATE_H
#define POLICEAI_METRICS_WORD_RATE_H

#include "metrics/metric.h"

/* (substituted + deleted + inserted) / (correct + substituted + deleted) */
struct metric_value word_rate_finish(const double *sum);

#endif
