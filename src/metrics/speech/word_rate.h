/* What the error rates of words and characters share: ends of the vector {correct, substituted,
 * deleted, inserted}. */
#ifndef POLICEAI_METRICS_WORD_RATE_H
#define POLICEAI_METRICS_WORD_RATE_H

#include "metrics/metric.h"

/* (substituted + deleted + inserted) / (correct + substituted + deleted) */
struct metric_value word_rate_finish(const double *sum);
/* The same, of characters. */
struct metric_value char_rate_finish(const double *sum);
/* (substituted + deleted + inserted) / (correct + substituted + deleted + inserted) */
struct metric_value match_rate_finish(const double *sum);
/* (correct / reference words) (correct / hypothesis words), 0 without hypothesis words. */
struct metric_value information_kept_finish(const double *sum);
/* 1 less that. */
struct metric_value information_lost_finish(const double *sum);

#endif
