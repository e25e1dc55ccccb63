/* Items of the task record-linkage as rows: what each record adds to a figure of linkage. */
#ifndef POLICEAI_METRICS_RECORD_ANSWERS_H
#define POLICEAI_METRICS_RECORD_ANSWERS_H

#include "metrics/linkage/clusterings.h"

/* What a record adds to a figure: vector of 3. Shared with `policeai score linkage`. */
typedef void record_vector_fn(const struct record_sizes *sizes, double *vector);
/* {both, predicted, true}, half of each of its pairs */
void record_pairs(const struct record_sizes *sizes, double *vector);
/* {precision, recall, 1} */
void record_bcubed(const struct record_sizes *sizes, double *vector);
/* The same over the size of its true cluster. */
void record_bcubed_per_cluster(const struct record_sizes *sizes, double *vector);

/* `together` of the metrics with these vectors: expected {"entity"}, output {"cluster"}. A
 * record without an answer is in no cluster, not even one of its own: nothing is right of it
 * and all that belongs to it is missed. ERR_FORMAT without an entity or a cluster. */
enum err_code record_pairs_together(const struct metric_answer *items, size_t count,
                                    double *vectors, bool *has, struct err *err);
enum err_code record_bcubed_together(const struct metric_answer *items, size_t count,
                                     double *vectors, bool *has, struct err *err);

#endif
