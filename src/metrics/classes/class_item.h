/* Items of the task text-classification as rows {truth, prediction}. */
#ifndef POLICEAI_METRICS_CLASS_ITEM_H
#define POLICEAI_METRICS_CLASS_ITEM_H

#include "metrics/metric.h"

/* `item` of a metric over rows {truth, prediction}: places in the input's "labels", from 0. An
 * item without an answer counts as given one label more, that none is. ERR_FORMAT when a label
 * is not among them. */
enum err_code class_item(const struct js *input, const struct js *expected,
                         const struct js *output, double *vector, bool *has, struct err *err);
/* The same for {right, 1}. */
enum err_code class_right_item(const struct js *input, const struct js *expected,
                               const struct js *output, double *vector, bool *has,
                               struct err *err);

#endif
